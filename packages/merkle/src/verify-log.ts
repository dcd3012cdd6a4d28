import { bytesToUtf8 } from '@noble/hashes/utils.js';
import { type Checkpoint, type CheckpointTrust, type OpenedCheckpoint, openCheckpoint } from './checkpoint.js';
import { type HashFunction, sha256 } from './hash.js';
import { MAXIMUM_NOTE_LENGTH } from './note.js';
import { formatVerifierKey, parseVerifierKey, type VerifierKey } from './note-key.js';
import { noteVerifier } from './note-signature.js';
import { accept, type Checked, MerkleError, type MerkleProblem, refuse } from './problem.js';
import { proveConsistency } from './proof.js';
import { type ReadFile, tileReader } from './read-tile.js';
import { type TreeHead, verifyConsistency } from './verify-proof.js';
import { type LogCount, newFindings, walkTree } from './walk-tree.js';

/** The files of a published log that are not tiles. */
export const CHECKPOINT_PATH = 'checkpoint';
export const VERIFIER_KEY_PATH = 'vkey';

/** What to verify, and against what. */
export interface VerifyLogOptions {
  /** Reads the published files; see {@link ReadFile} for what it owes when the log is somebody else's. */
  readonly readFile: ReadFile;
  /** Keys the caller holds from elsewhere. Without them the log is read with the key it offers itself. */
  readonly trust?: CheckpointTrust;
  /** Heads of this log the caller has seen before: the log must have grown from every one of them. */
  readonly earlierHeads?: readonly TreeHead[];
  /** The largest log that is walked; a larger one does not verify. */
  readonly maximumSize?: number;
  /** After how many findings the walk ends. */
  readonly maximumFindings?: number;
  readonly hash?: HashFunction;
}

/** How far the walk is. Entries come in their order. */
export interface VerifyLogProgress extends LogCount {
  readonly size: number;
}

/**
 * What the walk found. `verified-and-pinned`: every file fits a checkpoint that a key of the caller signed.
 * `consistent-but-not-pinned`: every file fits, but only the key the log itself offers vouches for it, so somebody who
 * replaced log and key together would not be noticed. `does-not-verify`: the findings say which file, and where in it.
 */
export type VerifyLogResult =
  | ({ readonly state: 'verified-and-pinned'; readonly opened: OpenedCheckpoint } & LogCount)
  | ({
      readonly state: 'consistent-but-not-pinned';
      readonly opened: OpenedCheckpoint;
      readonly offeredKey: string;
    } & LogCount)
  | {
      readonly state: 'does-not-verify';
      /** In the order they were found; at least one. */
      readonly findings: readonly MerkleProblem[];
      /** Whether the walk ended because there were too many. */
      readonly endedEarly: boolean;
      /** The checkpoint, where its signature verified. */
      readonly checkpoint?: Checkpoint;
    };

const MAXIMUM_KEY_FILE_LENGTH = 4096;
const DEFAULT_MAXIMUM_FINDINGS = 100;
const DEFAULT_MAXIMUM_SIZE = 2 ** 40;

/**
 * Walks a published log and verifies all of it: the signature of the checkpoint, every tile up to the root, and every
 * entry against its leaf hash. It keeps one tile of each level and one bundle in memory, and yields after each bundle.
 */
export async function* verifyLog(options: VerifyLogOptions): AsyncGenerator<VerifyLogProgress, VerifyLogResult> {
  const { readFile, trust, hash = sha256 } = options;
  const offeredKey = trust === undefined ? await readOfferedKey(readFile) : undefined;
  if (offeredKey?.ok === false) return failed([offeredKey.problem]);
  const opened = await readCheckpoint(readFile, trust ?? trustOffered(offeredKey?.value));
  if (!opened.ok) return failed([opened.problem]);
  const { checkpoint } = opened.value;
  const maximum = options.maximumSize ?? DEFAULT_MAXIMUM_SIZE;
  if (checkpoint.size > maximum) {
    return failed([{ code: 'tree-size-out-of-range', stated: String(checkpoint.size), maximum }], checkpoint);
  }
  const findings = newFindings(options.maximumFindings ?? DEFAULT_MAXIMUM_FINDINGS);
  for (const earlier of options.earlierHeads ?? []) {
    const problem = await compareEarlierHead(earlier, checkpoint, readFile, hash);
    if (problem !== undefined) findings.add(problem);
  }
  let count: LogCount = { tiles: 0, entries: 0 };
  for await (const reached of walkTree(checkpoint, readFile, findings, hash)) {
    count = reached;
    yield { ...count, size: checkpoint.size };
  }
  if (findings.list.length > 0) return failed(findings.list, checkpoint, findings.full);
  return offeredKey === undefined
    ? { state: 'verified-and-pinned', opened: opened.value, ...count }
    : {
        state: 'consistent-but-not-pinned',
        opened: opened.value,
        offeredKey: formatVerifierKey(offeredKey.value),
        ...count,
      };
}

/** Runs {@link verifyLog} to its end and gives its result; for callers that show no progress. */
export async function verifyWholeLog(options: VerifyLogOptions): Promise<VerifyLogResult> {
  const walk = verifyLog(options);
  for (;;) {
    const step = await walk.next();
    if (step.done) return step.value;
  }
}

async function readOfferedKey(readFile: ReadFile): Promise<Checked<VerifierKey>> {
  const bytes = await readFile(VERIFIER_KEY_PATH, MAXIMUM_KEY_FILE_LENGTH);
  if (bytes === undefined) return refuse({ code: 'file-missing', path: VERIFIER_KEY_PATH });
  return parseVerifierKey(bytesToUtf8(bytes.subarray(0, MAXIMUM_KEY_FILE_LENGTH)));
}

function trustOffered(key: VerifierKey | undefined): CheckpointTrust {
  return { logKeys: key === undefined ? [] : [noteVerifier(key)] };
}

async function readCheckpoint(readFile: ReadFile, trust: CheckpointTrust): Promise<Checked<OpenedCheckpoint>> {
  const bytes = await readFile(CHECKPOINT_PATH, MAXIMUM_NOTE_LENGTH);
  return bytes === undefined ? refuse({ code: 'file-missing', path: CHECKPOINT_PATH }) : openCheckpoint(bytes, trust);
}

/** The proof is computed from files nobody vouches for, but it can only verify against both roots if it is true. */
async function compareEarlierHead(
  earlier: TreeHead,
  head: TreeHead,
  readFile: ReadFile,
  hash: HashFunction,
): Promise<MerkleProblem | undefined> {
  const proof = await provable(() => proveConsistency(earlier.size, head.size, tileReader(readFile), hash));
  if (!proof.ok) return proof.problem;
  const verdict = verifyConsistency(earlier, head, proof.value, hash);
  return verdict.ok ? undefined : verdict.problem;
}

async function provable(prove: () => Promise<Uint8Array[]>): Promise<Checked<Uint8Array[]>> {
  try {
    return accept(await prove());
  } catch (error) {
    if (error instanceof MerkleError) return refuse(error.problem);
    throw error;
  }
}

function failed(
  findings: readonly MerkleProblem[],
  checkpoint?: Checkpoint,
  endedEarly = false,
): Extract<VerifyLogResult, { state: 'does-not-verify' }> {
  const result = { state: 'does-not-verify', findings, endedEarly } as const;
  return checkpoint === undefined ? result : { ...result, checkpoint };
}
