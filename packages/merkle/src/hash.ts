import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';

/**
 * SHA-256 of the bytes given, 32 bytes long, computed at once. Every function that hashes takes one as its last,
 * optional argument, so that a server can hand in its runtime's faster implementation; the digest must be the same, and
 * the bytes given must not be kept, for the next call may reuse them.
 */
export type HashFunction = (bytes: Uint8Array) => Uint8Array;

/** Length of every hash of the log, in bytes. */
export const HASH_LENGTH = 32;

const LEAF_PREFIX = 0x00;
const NODE_PREFIX = 0x01;

/** SHA-256 in plain JavaScript, the same in Node.js and in browsers. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return nobleSha256(bytes);
}

/** Leaf hash SHA-256(0x00 ‖ entry): RFC 6962 section 2.1. */
export function hashLeaf(entry: Uint8Array, hash: HashFunction = sha256): Uint8Array {
  const preimage = new Uint8Array(1 + entry.length);
  preimage[0] = LEAF_PREFIX;
  preimage.set(entry, 1);
  return hash(preimage);
}

/** Node hash SHA-256(0x01 ‖ left ‖ right): RFC 6962 section 2.1. */
export function hashNode(left: Uint8Array, right: Uint8Array, hash: HashFunction = sha256): Uint8Array {
  const preimage = new Uint8Array(1 + 2 * HASH_LENGTH);
  preimage[0] = NODE_PREFIX;
  preimage.set(left, 1);
  preimage.set(right, 1 + HASH_LENGTH);
  return hash(preimage);
}

/** The level above a level of concatenated hashes of even number: the node hash of each pair. */
export function hashPairs(hashes: Uint8Array, hash: HashFunction = sha256): Uint8Array {
  const parents = new Uint8Array(hashes.length / 2);
  const preimage = new Uint8Array(1 + 2 * HASH_LENGTH);
  preimage[0] = NODE_PREFIX;
  for (let offset = 0; offset < parents.length; offset += HASH_LENGTH) {
    preimage.set(hashes.subarray(2 * offset, 2 * (offset + HASH_LENGTH)), 1);
    parents.set(hash(preimage), offset);
  }
  return parents;
}

/** Root of the tree without leaves, SHA-256 of nothing: RFC 6962 section 2.1. */
export function emptyTreeRoot(hash: HashFunction = sha256): Uint8Array {
  return hash(new Uint8Array(0));
}

/** Whether two byte strings are the same. Not constant-time: everything compared here is public. */
export function bytesEqual(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, position) => byte === right[position]);
}

/** The hash at the given position of a sequence of concatenated hashes; a view, not a copy. */
export function hashAt(hashes: Uint8Array, position: number): Uint8Array {
  return hashes.subarray(position * HASH_LENGTH, (position + 1) * HASH_LENGTH);
}

/** Concatenates hashes into one byte string. */
export function joinHashes(hashes: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(hashes.length * HASH_LENGTH);
  hashes.forEach((hash, position) => {
    joined.set(hash, position * HASH_LENGTH);
  });
  return joined;
}
