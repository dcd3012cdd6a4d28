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
export { type Join, type JoinedPair, type JoinedStretch, type NumberJoin, openJoin, openNumberJoin } from './join.js';
export { type Digest, describeSnapshotProblem, type SnapshotProblem, SnapshotRefusal } from './snapshot.js';
