export { keyOf, newHolder } from './holder.js';
export { type SignBytes } from './jws.js';
export {
  listUriOf,
  presentProof,
  type PresentationVerdict,
  type Shown,
  type Unfit,
  type VerifierFacts,
  verifyPresentation,
} from './presentation.js';
export { type HolderKey, issueProof, type ProofFacts, proofType } from './proof.js';
export { clockSkewSeconds, type ProofRequest, readRequest, signRequest } from './request.js';
export {
  type EntryStatus,
  fewestEntries,
  type ListTimes,
  readStatusList,
  signStatusList,
  type StatusList,
  statusOf,
} from './status-list.js';
