import { bytesToUtf8, utf8ToBytes } from '@noble/hashes/utils.js';
import { commitEntry } from './commitment.js';
import { HASH_LENGTH, type HashFunction, sha256 } from './hash.js';

/** The act whose entry holds the root of a day. */
const SEALING_ACT = 'journal.seal-day';
const DAY_MARK = /^day-seal (\d{4}-\d{2}-\d{2})$/;

/** What an entry says, as far as it decides what its leaf says openly. */
export interface MarkedEntry {
  readonly act?: unknown;
  readonly outcome?: unknown;
  readonly details?: unknown;
}

/**
 * The day that an entry seals, which its leaf says openly; undefined for every other entry.
 */
export function dayToMark({ act, outcome, details }: MarkedEntry): string | undefined {
  if (act !== SEALING_ACT || outcome !== 'done' || typeof details !== 'object' || details === null) return undefined;
  const { epoch } = details as { epoch?: unknown };
  return typeof epoch === 'string' && DAY_MARK.test(markOf(epoch)) ? epoch : undefined;
}

/**
 * The leaf of an entry that seals a day: its commitment and, behind it, `day-seal` and the day in ASCII. Whoever reads the log
 * thereby sees that a day has one seal and no second one to be shown to somebody else. Every other leaf is a commitment alone.
 */
export function markDaySeal(commitment: Uint8Array, epoch: string): Uint8Array {
  const mark = utf8ToBytes(markOf(epoch));
  const leaf = new Uint8Array(HASH_LENGTH + mark.length);
  leaf.set(commitment);
  leaf.set(mark, HASH_LENGTH);
  return leaf;
}

/** The day that a leaf says it seals; undefined for every other leaf, whatever its bytes are. */
export function sealedDayIn(leaf: Uint8Array): string | undefined {
  if (leaf.length !== HASH_LENGTH + markOf('0000-00-00').length) return undefined;
  return DAY_MARK.exec(bytesToUtf8(leaf.subarray(HASH_LENGTH)))?.[1];
}

/**
 * The leaf that an opened entry must have in the log: its commitment, and the open mark where it seals a day.
 *
 * @param salt 32 bytes, see {@link commitEntry}
 * @throws RangeError when the salt has another length
 */
export function entryLeaf(salt: Uint8Array, canonicalEntry: Uint8Array, hash: HashFunction = sha256): Uint8Array {
  const commitment = commitEntry(salt, canonicalEntry, hash);
  const epoch = dayToMark(saidIn(canonicalEntry));
  return epoch === undefined ? commitment : markDaySeal(commitment, epoch);
}

/**
 * Every leaf that an opened entry may rightly have: {@link entryLeaf}, and of a seal made before leaves were marked its commitment alone.
 * For whoever asks whether an entry stands in the log; what rests on a seal asks for its mark.
 */
export function leavesOfEntry(
  salt: Uint8Array,
  canonicalEntry: Uint8Array,
  hash: HashFunction = sha256,
): readonly Uint8Array[] {
  const leaf = entryLeaf(salt, canonicalEntry, hash);
  return leaf.length === HASH_LENGTH ? [leaf] : [leaf, leaf.subarray(0, HASH_LENGTH)];
}

function saidIn(canonicalEntry: Uint8Array): MarkedEntry {
  try {
    const said: unknown = JSON.parse(bytesToUtf8(canonicalEntry));
    return typeof said === 'object' && said !== null ? said : {};
  } catch {
    return {};
  }
}

function markOf(epoch: string): string {
  return `day-seal ${epoch}`;
}
