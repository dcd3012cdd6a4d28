export { keyInChain, numberInChain, originInChain } from './chain.js';
export {
  type Checkpoint,
  type CheckpointTrust,
  formatCheckpoint,
  type OpenedCheckpoint,
  openCheckpoint,
  parseCheckpoint,
} from './checkpoint.js';
export { commitEntry, SALT_LENGTH } from './commitment.js';
export {
  type CompletenessFile,
  formatCompleteness,
  parseCompleteness,
  type ShownEntry,
  verifyCompleteness,
  type WholeChain,
} from './completeness.js';
export { decodeEntryBundle, encodeEntryBundle, MAXIMUM_ENTRY_LENGTH } from './entry-bundle.js';
export { explainProblem } from './explain-problem.js';
export {
  appendLeafHash,
  appendLeafHashes,
  decodeFrontier,
  emptyFrontier,
  encodeFrontier,
  type Frontier,
  frontierRoot,
  frontiersEqual,
} from './frontier.js';
export {
  emptyTreeRoot,
  HASH_LENGTH,
  hashAt,
  type HashFunction,
  hashLeaf,
  hashNode,
  joinHashes,
  sha256,
} from './hash.js';
export type { SubtreeRootCache } from './hash-range.js';
export {
  formatNote,
  MAXIMUM_NOTE_LENGTH,
  MAXIMUM_SIGNATURES,
  type NoteSignature,
  parseNote,
  type SignedNote,
  signNote,
  verifyNote,
} from './note.js';
export {
  formatKeyId,
  formatSignerKey,
  formatVerifierKey,
  isKeyName,
  parseSignerKey,
  parseVerifierKey,
  type SignatureType,
  type SignerKey,
  signerKey,
  type VerifierKey,
  verifierKey,
} from './note-key.js';
export {
  cosignatureTimestamp,
  cosigner,
  type Ed25519Sign,
  type Ed25519Verify,
  ed25519Sign,
  type NoteSigner,
  type NoteVerifier,
  noteSigner,
  noteVerifier,
  providedNoteSigner,
  verifyEd25519,
} from './note-signature.js';
export { dayToMark, entryLeaf, leavesOfEntry, markDaySeal, sealedDayIn } from './open-mark.js';
export {
  CHAIN_SECRET_LENGTH,
  chainLink,
  type ChainedEntry,
  chainState,
  emptyChainHead,
  epochToken,
  followChain,
  nextChainHead,
} from './person-chain.js';
export { type Checked, MerkleError, type MerkleProblem, requireValue } from './problem.js';
export { proveConsistency, proveInclusion, readFrontier } from './proof.js';
export { type ReadFile, type ReadTile, readEntryBundleFile, readTileFile, tileReader } from './read-tile.js';
export { formatReceipt, parseReceipt, type Receipt, verifyReceipt } from './receipt.js';
export {
  formatSm2NoteKey,
  parseSm2NoteKey,
  type Sm2NoteKey,
  sm2NoteKey,
  sm2NoteSigner,
  sm2NoteVerifier,
  type Sm2Verify,
} from './sm2-note.js';
export {
  compareBytes,
  findInSortedTree,
  type PathStep,
  rootBySortedPath,
  type SortedLeaf,
  type SortedTree,
  sortedTree,
} from './sorted-tree.js';
export { compareViews, type SeenHead, type ViewFinding } from './split-view.js';
export {
  entryBundlePath,
  FULL_TILE_WIDTH,
  parseTilePath,
  partialTiles,
  TILE_HEIGHT,
  type TileCoordinates,
  tilePath,
} from './tile-path.js';
export { type LogFile, planAppend, planEntryBundles, planTiles } from './tiles.js';
export { MAXIMUM_TREE_SIZE } from './tree-size.js';
export {
  CHECKPOINT_PATH,
  VERIFIER_KEY_PATH,
  type VerifyLogOptions,
  type VerifyLogProgress,
  type VerifyLogResult,
  verifyLog,
  verifyWholeLog,
} from './verify-log.js';
export { type TreeHead, verifyConsistency, verifyInclusion } from './verify-proof.js';
export {
  type AddCheckpoint,
  decideAsWitness,
  formatAddCheckpoint,
  originOfRequest,
  parseAddCheckpoint,
  type WitnessDecision,
} from './witness.js';
export {
  formatWitnessPolicy,
  isWitnessed,
  parseWitnessPolicy,
  type PolicyWitness,
  quorumOf,
  type WitnessPolicy,
} from './witness-policy.js';
