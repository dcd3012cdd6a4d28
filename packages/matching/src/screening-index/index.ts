export { openWorkCounter, type ScreeningWork } from './count-work.js';
export {
  type Candidate,
  createIndex,
  openShared,
  openSnapshot,
  type Screening,
  type ScreeningIndex,
  type ScreeningReader,
  type SharedIndex,
} from './create-index.js';
export {
  type Join,
  type JoinById,
  type JoinedPair,
  type JoinSink,
  openCrowdedJoin,
  openCrowdedJoinById,
  openJoin,
  openJoinById,
} from './join.js';
export { type NumberJoin, openNumberJoin } from './number-join.js';
export { type Digest, describeSnapshotProblem, type SnapshotProblem, SnapshotRefusal } from './snapshot.js';
