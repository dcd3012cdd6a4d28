import { utf8ToBytes } from '@noble/hashes/utils.js';
import { bytesEqual, HASH_LENGTH, type HashFunction, sha256 } from './hash.js';
import { accept, type Checked, refuse } from './problem.js';

/** Length of the secret of a person's chain, in bytes. */
export const CHAIN_SECRET_LENGTH = HASH_LENGTH;

/** An entry of a chain as somebody shows it: its leaf and, where it was opened, the links it says it has. */
export interface ChainedEntry {
  readonly commitment: Uint8Array;
  /** Links that stand in the entry, one for each chain it belongs to; left out where it was not opened. */
  readonly links?: readonly Uint8Array[];
}

/** The head of a chain without entries. */
export function emptyChainHead(secret: Uint8Array, hash: HashFunction = sha256): Uint8Array {
  return labelled('begin', [requireSecret(secret)], hash);
}

/**
 * What the entry with this number commits to: its place in the chain and everything before it. Says nothing without the secret.
 *
 * @param number from 1
 * @param before the head before this entry
 */
export function chainLink(
  secret: Uint8Array,
  number: number,
  before: Uint8Array,
  hash: HashFunction = sha256,
): Uint8Array {
  return labelled('link', [requireSecret(secret), uint64(number), before], hash);
}

/** The head after an entry. */
export function nextChainHead(link: Uint8Array, commitment: Uint8Array, hash: HashFunction = sha256): Uint8Array {
  return labelled('head', [link, commitment], hash);
}

/** Under what a chain stands in the tree of one day: another token every day, which only the secret connects. */
export function epochToken(secret: Uint8Array, epoch: string, hash: HashFunction = sha256): Uint8Array {
  return labelled('epoch', [requireSecret(secret), utf8ToBytes(epoch)], hash);
}

/**
 * What stands in the tree of a day beside the token. Hides count and head, since no head can be guessed, and is another one every
 * day, also for a chain to which nothing was added.
 */
export function chainState(
  token: Uint8Array,
  entries: number,
  head: Uint8Array,
  hash: HashFunction = sha256,
): Uint8Array {
  return labelled('state', [token, uint64(entries), head], hash);
}

/**
 * The heads of a chain, the empty one first: as many as it has entries, and one.
 *
 * @returns the problem `chain-entry-twice`, or `chain-link-does-not-fit` at the first opened entry that says another link
 */
export function followChain(
  secret: Uint8Array,
  entries: readonly ChainedEntry[],
  hash: HashFunction = sha256,
): Checked<readonly Uint8Array[]> {
  let head = emptyChainHead(secret, hash);
  const heads = [head];
  const seen = new Set<string>();
  for (const [position, { commitment, links }] of entries.entries()) {
    const leaf = commitment.join();
    if (seen.has(leaf)) return refuse({ code: 'chain-entry-twice', number: position + 1 });
    seen.add(leaf);
    const link = chainLink(secret, position + 1, head, hash);
    if (links !== undefined && !links.some((stated) => bytesEqual(stated, link)))
      return refuse({ code: 'chain-link-does-not-fit', number: position + 1 });
    head = nextChainHead(link, commitment, hash);
    heads.push(head);
  }
  return accept(heads);
}

function labelled(label: string, parts: readonly Uint8Array[], hash: HashFunction): Uint8Array {
  const head = utf8ToBytes(`gatehouse person chain ${label} v1\n`);
  const preimage = new Uint8Array(head.length + parts.reduce((sum, part) => sum + part.length, 0));
  preimage.set(head);
  let offset = head.length;
  for (const part of parts) {
    preimage.set(part, offset);
    offset += part.length;
  }
  return hash(preimage);
}

function requireSecret(secret: Uint8Array): Uint8Array {
  if (secret.length !== CHAIN_SECRET_LENGTH)
    throw new RangeError(`The secret of a chain has ${CHAIN_SECRET_LENGTH} bytes, not ${secret.length}`);
  return secret;
}

function uint64(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}
