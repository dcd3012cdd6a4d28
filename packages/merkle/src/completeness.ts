import { bytesToHex, bytesToUtf8, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { decodeBase64, encodeBase64 } from './base64.js';
import { keyInChain } from './chain.js';
import { type OpenedCheckpoint, openCheckpoint } from './checkpoint.js';
import { bytesEqual, emptyTreeRoot, HASH_LENGTH, type HashFunction, hashLeaf, sha256 } from './hash.js';
import type { VerifierKey } from './note-key.js';
import { noteVerifier } from './note-signature.js';
import { dayToMark, entryLeaf, sealedDayIn } from './open-mark.js';
import { chainState, epochToken, followChain } from './person-chain.js';
import { accept, type Checked, refuse } from './problem.js';
import { parseReceipt } from './receipt.js';
import { type PathStep, rootBySortedPath } from './sorted-tree.js';
import { type TreeHead, verifyInclusion } from './verify-proof.js';

/** An entry of the log as somebody shows it: where it stands, and what it says where it was opened. */
export interface ShownEntry {
  readonly receipt: string;
  /** Its leaf: of the seal of a day the commitment with its open mark. */
  readonly commitment: Uint8Array;
  readonly opened?: { readonly salt: Uint8Array; readonly canonical: Uint8Array };
}

/** All that was asked about one person, to be checked without the node that wrote it down. */
export interface CompletenessFile {
  /** The secret of the person's chain. */
  readonly secret: Uint8Array;
  /** The entry that seals the last day, opened. */
  readonly seal: ShownEntry;
  /** The leaf at the end of the person's walk through the tree of that day: theirs, that of a stranger, or none in an empty tree. */
  readonly leaf:
    | { readonly entries: number; readonly head: Uint8Array }
    | { readonly token: Uint8Array; readonly state: Uint8Array }
    | undefined;
  readonly path: readonly PathStep[];
  /** The entries of the chain in their order; those after the seal too. */
  readonly entries: readonly ShownEntry[];
}

/** What a file proved. */
export interface WholeChain {
  /** The day of the seal, and when it was made. */
  readonly epoch: string;
  readonly sealedAt: string;
  /** How many entries the seal covers: none was left out of these. */
  readonly sealed: number;
  /** How many came after it. */
  readonly since: number;
  readonly origin: string;
  /** What each entry says, in order; undefined for one that was shown closed. */
  readonly said: readonly (Readonly<Record<string, unknown>> | undefined)[];
}

const KIND = 'gatehouse completeness v1';
const MAXIMUM_PATH_LENGTH = 64;
const MAXIMUM_CANONICAL_LENGTH = 65_536;

/** The file as text. */
export function formatCompleteness(file: CompletenessFile): string {
  const { secret, seal, leaf, path, entries } = file;
  const shownLeaf =
    leaf === undefined
      ? null
      : 'head' in leaf
        ? { entries: leaf.entries, head: encodeBase64(leaf.head) }
        : { token: encodeBase64(leaf.token), state: encodeBase64(leaf.state) };
  const steps = path.map(({ separator, sibling }) => [encodeBase64(separator), encodeBase64(sibling)]);
  const text = {
    kind: KIND,
    secret: encodeBase64(secret),
    seal: shown(seal),
    leaf: shownLeaf,
    path: steps,
    entries: entries.map(shown),
  };
  return `${JSON.stringify(text, null, 2)}\n`;
}

function shown({ receipt, commitment, opened }: ShownEntry) {
  if (opened === undefined) return { receipt, commitment: encodeBase64(commitment) };
  const { salt, canonical } = opened;
  const text = bytesToUtf8(canonical);
  return { receipt, salt: encodeBase64(salt), canonical: text.trimEnd(), canonicalBytes: canonical.length };
}

/** Reads a file without believing anything in it. */
export function parseCompleteness(text: string): Checked<CompletenessFile> {
  try {
    const file = fieldsOf(JSON.parse(text));
    if (file.kind !== KIND) return malformed(`its kind is not "${KIND}"`);
    const seal = readShown(file.seal);
    if (seal.opened === undefined) return malformed('its seal is not opened');
    const path = listOf(file.path).map((step) => {
      const [separator, sibling] = listOf(step);
      return { separator: readHash(separator), sibling: readHash(sibling) };
    });
    if (path.length > MAXIMUM_PATH_LENGTH) return malformed('its path is too long');
    const entries = listOf(file.entries).map(readShown);
    return accept({ secret: readHash(file.secret), seal, leaf: readLeaf(file.leaf), path, entries });
  } catch (error) {
    return malformed(error instanceof Unreadable ? error.message : 'it is not JSON');
  }
}

class Unreadable extends Error {}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Unreadable('a part is missing');
  return value as Readonly<Record<string, unknown>>;
}

function listOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new Unreadable('a list is missing');
  return value;
}

function readHash(value: unknown): Uint8Array {
  const bytes = typeof value === 'string' ? decodeBase64(value) : undefined;
  if (bytes?.length !== HASH_LENGTH) throw new Unreadable('a value is not 32 bytes in base64');
  return bytes;
}

function readLeaf(value: unknown): CompletenessFile['leaf'] {
  if (value === null) return undefined;
  const { entries, head, token, state } = fieldsOf(value);
  if (head === undefined) return { token: readHash(token), state: readHash(state) };
  if (typeof entries !== 'number' || !Number.isSafeInteger(entries) || entries < 1)
    throw new Unreadable('its count is not a whole number from 1');
  return { entries, head: readHash(head) };
}

function readShown(value: unknown): ShownEntry {
  const { receipt, commitment, salt, canonical, canonicalBytes } = fieldsOf(value);
  if (typeof receipt !== 'string') throw new Unreadable('an entry has no receipt');
  if (canonical === undefined) return { receipt, commitment: readHash(commitment) };
  const text = typeof canonical === 'string' ? utf8ToBytes(canonical) : new Uint8Array();
  const length = Number(canonicalBytes);
  if (!Number.isSafeInteger(length) || length < text.length || length > MAXIMUM_CANONICAL_LENGTH || text.length === 0)
    throw new Unreadable('an opened entry is not as long as it says');
  const bytes = new Uint8Array(length).fill(0x20);
  bytes.set(text);
  const opened = { salt: readHash(salt), canonical: bytes };
  return { receipt, commitment: entryLeaf(opened.salt, bytes), opened };
}

/**
 * Whether a file shows everything that was asked about a person up to the seal in it: each entry in the log, each after the one
 * before it, as many as the seal counts, the head that it has, at the one place where this person can stand.
 *
 * @param logKeys keys of the log; of a chain of logs that of any of them
 */
export function verifyCompleteness(
  file: CompletenessFile,
  logKeys: readonly VerifierKey[],
  hash: HashFunction = sha256,
): Checked<WholeChain> {
  const { secret, leaf, entries } = file;
  const opened = headOpener(logKeys);
  for (const stands of [
    sealStands(file.seal, opened, hash),
    ...entries.map((entry) => standsInLog(entry, opened, hash)),
  ])
    if (!stands.ok) return stands;
  const said = entries.map(({ opened }) => (opened === undefined ? undefined : saidBy(opened.canonical)));
  const chained = entries.map(({ commitment }, at) => {
    const links = said[at] === undefined ? undefined : linksIn(said[at]);
    return links === undefined ? { commitment } : { commitment, links };
  });
  const heads = followChain(secret, chained, hash);
  if (!heads.ok) return heads;
  const seal = readSeal(file.seal);
  if (seal === undefined) return malformed('its seal is not the entry of a sealed day');
  const sealed = leaf !== undefined && 'head' in leaf ? leaf.entries : 0;
  if (sealed > entries.length) return refuse({ code: 'chain-too-short', stated: sealed, found: entries.length });
  const head = heads.value[sealed];
  if (leaf !== undefined && 'head' in leaf && (head === undefined || !bytesEqual(leaf.head, head)))
    return refuse({ code: 'chain-head-does-not-fit', entries: sealed, epoch: seal.epoch });
  const root = rootOf(file, seal.epoch, hash);
  if (root === undefined || !bytesEqual(root, seal.root)) return notInDay(seal, root);
  const { origin, epoch, sealedAt } = seal;
  return accept({ epoch, sealedAt, sealed, since: entries.length - sealed, origin, said });
}

type HeadOpener = (checkpoint: string) => Checked<TreeHead>;

/** Opens heads with these keys. All entries are often shown under the same one, whose signature is verified once. */
function headOpener(logKeys: readonly VerifierKey[]): HeadOpener {
  const known = new Map<string, Checked<TreeHead>>();
  return (checkpoint) => {
    const origin = originOf(checkpoint);
    const trust = { logKeys: logKeys.map((key) => noteVerifier(keyInChain(key, origin))), origin };
    const opened = known.get(checkpoint) ?? headIn(openCheckpoint(utf8ToBytes(checkpoint), trust));
    known.set(checkpoint, opened);
    return opened;
  };
}

function headIn(opened: Checked<OpenedCheckpoint>): Checked<TreeHead> {
  return opened.ok ? accept(opened.value.checkpoint) : opened;
}

function standsInLog(entry: ShownEntry, open: HeadOpener, hash: HashFunction): Checked<TreeHead> {
  const receipt = parseReceipt(utf8ToBytes(entry.receipt));
  if (!receipt.ok) return receipt;
  const head = open(receipt.value.checkpoint);
  if (!head.ok) return head;
  const { index, proof } = receipt.value;
  return verifyInclusion(hashLeaf(entry.commitment, hash), index, proof, head.value, hash);
}

/** As {@link standsInLog}; a seal whose leaf does not say openly that it is one may not be the only one of its day. */
function sealStands(seal: ShownEntry, open: HeadOpener, hash: HashFunction): Checked<TreeHead> {
  const epoch = dayToMark(saidBy(seal.opened?.canonical ?? new Uint8Array()));
  const isMarked = epoch !== undefined && sealedDayIn(seal.commitment) === epoch;
  const stands = standsInLog(seal, open, hash);
  if (epoch === undefined || (isMarked && stands.ok)) return stands;
  const plain = standsInLog({ ...seal, commitment: seal.commitment.subarray(0, HASH_LENGTH) }, open, hash);
  return plain.ok ? refuse({ code: 'day-seal-unmarked', epoch }) : stands;
}

function originOf(checkpoint: string): string {
  return checkpoint.slice(0, Math.max(0, checkpoint.indexOf('\n')));
}

function saidBy(canonical: Uint8Array): Readonly<Record<string, unknown>> {
  try {
    return fieldsOf(JSON.parse(bytesToUtf8(canonical)));
  } catch {
    return {};
  }
}

function linksIn({ chains }: Readonly<Record<string, unknown>>): readonly Uint8Array[] {
  const isLink = (link: unknown): link is string => typeof link === 'string' && /^[0-9a-f]{64}$/.test(link);
  return Array.isArray(chains) ? chains.filter(isLink).map(hexToBytes) : [];
}

type Seal = {
  readonly epoch: string;
  readonly root: Uint8Array;
  readonly sealedAt: string;
  readonly origin: string;
};

function readSeal({ receipt, opened }: ShownEntry): Seal | undefined {
  const said = saidBy(opened?.canonical ?? new Uint8Array());
  const epoch = dayToMark(said);
  const { root } = typeof said.details === 'object' ? { ...(said.details as { root?: unknown } | null) } : {};
  const { at } = said;
  if (epoch === undefined || typeof at !== 'string') return undefined;
  if (typeof root !== 'string' || !/^[0-9a-f]{64}$/.test(root)) return undefined;
  const parsed = parseReceipt(utf8ToBytes(receipt));
  return {
    epoch,
    root: hexToBytes(root),
    sealedAt: at,
    origin: parsed.ok ? originOf(parsed.value.checkpoint) : '',
  };
}

/** The root above the leaf at the end of the person's walk; undefined where a stranger's leaf is under the person's own token. */
function rootOf({ secret, leaf, path }: CompletenessFile, epoch: string, hash: HashFunction): Uint8Array | undefined {
  const token = epochToken(secret, epoch, hash);
  if (leaf === undefined) return path.length === 0 ? emptyTreeRoot(hash) : undefined;
  if ('head' in leaf)
    return rootBySortedPath(token, { token, state: chainState(token, leaf.entries, leaf.head, hash) }, path, hash);
  return bytesEqual(leaf.token, token) ? undefined : rootBySortedPath(token, leaf, path, hash);
}

function notInDay({ epoch, root }: Seal, computed: Uint8Array | undefined): ReturnType<typeof refuse> {
  const shownRoot = computed === undefined ? '-' : bytesToHex(computed);
  return refuse({ code: 'chain-not-in-day', epoch, stated: bytesToHex(root), computed: shownRoot });
}

function malformed(reason: string): ReturnType<typeof refuse> {
  return refuse({ code: 'completeness-malformed', reason });
}
