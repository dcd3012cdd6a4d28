import { bytesToUtf8, utf8ToBytes } from '@noble/hashes/utils.js';
import { decodeBase64, encodeBase64 } from './base64.js';
import { type CheckpointTrust, type OpenedCheckpoint, openCheckpoint } from './checkpoint.js';
import { bytesEqual, HASH_LENGTH, type HashFunction, hashLeaf, sha256 } from './hash.js';
import { MAXIMUM_NOTE_LENGTH } from './note.js';
import { accept, type Checked, refuse } from './problem.js';
import { MAXIMUM_TREE_SIZE } from './tree-size.js';
import { verifyInclusion } from './verify-proof.js';

/** The proof of an entry, to be kept and verified without the log: C2SP tlog-proof. */
export interface Receipt {
  /** The entry's place in the log, from 0. */
  readonly index: number;
  /** The hashes from the sibling of the leaf up to the child of the root. */
  readonly proof: readonly Uint8Array[];
  /** The signed checkpoint, byte for byte as the log published it. */
  readonly checkpoint: string;
  /** Whatever the issuer added. Nobody signs it: it must never be believed. */
  readonly extra?: Uint8Array;
}

const HEADER = 'c2sp.org/tlog-proof@v1';
const EXTRA_PREFIX = 'extra ';
const MAXIMUM_PROOF_LENGTH = Math.log2(MAXIMUM_TREE_SIZE);
const MAXIMUM_EXTRA_LENGTH = 65_536;
const MAXIMUM_RECEIPT_LENGTH = MAXIMUM_NOTE_LENGTH + 2 * MAXIMUM_EXTRA_LENGTH;

/** The receipt as text; files of it end in `.tlog-proof`. */
export function formatReceipt(receipt: Receipt): string {
  const extra = receipt.extra === undefined ? [] : [`${EXTRA_PREFIX}${encodeBase64(receipt.extra)}`];
  const lines = [HEADER, ...extra, `index ${receipt.index}`, ...receipt.proof.map(encodeBase64)];
  return `${lines.join('\n')}\n\n${receipt.checkpoint}`;
}

/** Reads a receipt without believing anything in it. */
export function parseReceipt(bytes: Uint8Array): Checked<Receipt> {
  if (bytes.length > MAXIMUM_RECEIPT_LENGTH) {
    return refuse({ code: 'note-too-large', bytes: bytes.length, maximum: MAXIMUM_RECEIPT_LENGTH });
  }
  const text = bytesToUtf8(bytes);
  if (!bytesEqual(utf8ToBytes(text), bytes)) return malformed('it is not UTF-8', 1);
  const separator = text.indexOf('\n\n');
  if (separator < 0) return malformed('it has no empty line before its checkpoint', 1);
  const head = parseReceiptHead(text.slice(0, separator).split('\n'));
  return head.ok ? accept({ ...head.value, checkpoint: text.slice(separator + 2) }) : head;
}

/**
 * Whether an entry stands in the log, at the place the receipt says, under a checkpoint the log signed.
 *
 * @param entry the bytes of the leaf; in Gatehouse the commitment that `commitEntry` gives
 * @param trust the keys of the log and, if wanted, of witnesses
 * @returns the place and the checkpoint it is proved for, or exactly what does not fit
 */
export function verifyReceipt(
  entry: Uint8Array,
  receipt: Receipt,
  trust: CheckpointTrust,
  hash: HashFunction = sha256,
): Checked<OpenedCheckpoint & { readonly index: number }> {
  const opened = openCheckpoint(utf8ToBytes(receipt.checkpoint), trust);
  if (!opened.ok) return opened;
  const { index, proof } = receipt;
  const included = verifyInclusion(hashLeaf(entry, hash), index, proof, opened.value.checkpoint, hash);
  return included.ok ? accept({ ...opened.value, index }) : included;
}

function parseReceiptHead(lines: readonly string[]): Checked<Omit<Receipt, 'checkpoint'>> {
  if (lines[0] !== HEADER) return malformed(`it does not begin with ${HEADER}`, 1);
  const extraText = lines[1]?.startsWith(EXTRA_PREFIX) ? lines[1].slice(EXTRA_PREFIX.length) : undefined;
  const extra = extraText === undefined ? undefined : decodeBase64(extraText);
  if (extraText !== undefined && (extra === undefined || extra.length > MAXIMUM_EXTRA_LENGTH)) {
    return malformed('its extra data is not base64 or is too long', 2);
  }
  const indexAt = extra === undefined ? 1 : 2;
  const index = parseIndex(lines[indexAt]);
  if (index === undefined) return malformed('it does not say the index of its entry', indexAt + 1);
  const proofLines = lines.slice(indexAt + 1);
  if (proofLines.length > MAXIMUM_PROOF_LENGTH) return malformed('its proof is too long', indexAt + 2);
  const proof: Uint8Array[] = [];
  for (const [position, line] of proofLines.entries()) {
    const sibling = decodeBase64(line);
    if (sibling?.length !== HASH_LENGTH) return malformed('it is not a hash in base64', indexAt + 2 + position);
    proof.push(sibling);
  }
  return accept(extra === undefined ? { index, proof } : { index, proof, extra });
}

function parseIndex(line: string | undefined): number | undefined {
  const [, digits] = /^index (0|[1-9]\d*)$/.exec(line ?? '') ?? [];
  return digits !== undefined && Number(digits) < MAXIMUM_TREE_SIZE ? Number(digits) : undefined;
}

function malformed(reason: string, line: number): ReturnType<typeof refuse> {
  return refuse({ code: 'receipt-malformed', reason, line });
}
