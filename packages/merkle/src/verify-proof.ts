import { encodeBase64 } from './base64.js';
import { bytesEqual, emptyTreeRoot, HASH_LENGTH, type HashFunction, hashNode, sha256 } from './hash.js';
import { accept, type Checked, refuse } from './problem.js';
import { consistencyProofLength, inclusionProofLength } from './proof.js';
import { largestPowerOfTwoUpTo, MAXIMUM_TREE_SIZE } from './tree-size.js';

/** A tree as a checkpoint states it: how many entries, and the root over them. */
export interface TreeHead {
  readonly size: number;
  readonly rootHash: Uint8Array;
}

/**
 * Whether a leaf stands at an index of a tree: RFC 9162 section 2.1.3.2.
 *
 * @param proof the hashes from the sibling of the leaf upwards
 * @returns the problem `tree-size-out-of-range`, `index-out-of-range`, `proof-has-other-length`, `hash-malformed` or
 *   `root-does-not-fit`
 */
export function verifyInclusion(
  leafHash: Uint8Array,
  index: number,
  proof: readonly Uint8Array[],
  head: TreeHead,
  hash: HashFunction = sha256,
): Checked<TreeHead> {
  const { size, rootHash } = head;
  if (!isTreeSize(size)) return refuseSize(size);
  if (!Number.isInteger(index) || index < 0 || index >= size)
    return refuse({ code: 'index-out-of-range', index, size });
  const expected = inclusionProofLength(index, size);
  if (proof.length !== expected) return refuse({ code: 'proof-has-other-length', expected, found: proof.length });
  const malformed = findMalformedHash([leafHash, ...proof, rootHash]);
  if (malformed !== undefined) return malformed;
  let root = leafHash;
  let node = index;
  let lastNode = size - 1;
  for (const sibling of proof) {
    if (node % 2 === 1 || node === lastNode) {
      root = hashNode(sibling, root, hash);
      [node, lastNode] = climbWhileLeft(node, lastNode);
    } else {
      root = hashNode(root, sibling, hash);
    }
    node = Math.floor(node / 2);
    lastNode = Math.floor(lastNode / 2);
  }
  return bytesEqual(root, rootHash) ? accept(head) : refuseRoot(size, rootHash, root);
}

/**
 * Whether a tree is an earlier one with entries appended and nothing else changed: RFC 9162 section 2.1.4.2. The tree
 * without entries is consistent with every other; two heads of one size are consistent when their roots are the same.
 *
 * @returns the problem `tree-size-out-of-range`, `size-shrank`, `proof-has-other-length`, `hash-malformed`,
 *   `earlier-root-does-not-fit` or `root-does-not-fit`
 */
export function verifyConsistency(
  earlier: TreeHead,
  head: TreeHead,
  proof: readonly Uint8Array[],
  hash: HashFunction = sha256,
): Checked<TreeHead> {
  if (!isTreeSize(earlier.size)) return refuseSize(earlier.size);
  if (!isTreeSize(head.size)) return refuseSize(head.size);
  if (earlier.size > head.size) {
    return refuse({ code: 'size-shrank', earlierSize: earlier.size, size: head.size });
  }
  const expected = consistencyProofLength(earlier.size, head.size);
  if (proof.length !== expected) return refuse({ code: 'proof-has-other-length', expected, found: proof.length });
  const malformed = findMalformedHash([earlier.rootHash, ...proof, head.rootHash]);
  if (malformed !== undefined) return malformed;
  const { earlierRoot, root } = consistencyRoots(earlier, head, proof, hash);
  if (!bytesEqual(earlierRoot, earlier.rootHash)) {
    return refuse({
      code: 'earlier-root-does-not-fit',
      earlierSize: earlier.size,
      size: head.size,
      stated: encodeBase64(earlier.rootHash),
      computed: encodeBase64(earlierRoot),
    });
  }
  return bytesEqual(root, head.rootHash) ? accept(head) : refuseRoot(head.size, head.rootHash, root);
}

function consistencyRoots(
  earlier: TreeHead,
  head: TreeHead,
  proof: readonly Uint8Array[],
  hash: HashFunction,
): { earlierRoot: Uint8Array; root: Uint8Array } {
  if (earlier.size === 0) return { earlierRoot: emptyTreeRoot(hash), root: head.rootHash };
  if (earlier.size === head.size) return { earlierRoot: head.rootHash, root: head.rootHash };
  const earlierIsComplete = largestPowerOfTwoUpTo(earlier.size) === earlier.size;
  const [first = earlier.rootHash, ...rest] = earlierIsComplete ? [earlier.rootHash, ...proof] : proof;
  let node = earlier.size - 1;
  let lastNode = head.size - 1;
  while (node % 2 === 1) [node, lastNode] = [(node - 1) / 2, Math.floor(lastNode / 2)];
  let earlierRoot = first;
  let root = first;
  for (const sibling of rest) {
    if (node % 2 === 1 || node === lastNode) {
      earlierRoot = hashNode(sibling, earlierRoot, hash);
      root = hashNode(sibling, root, hash);
      [node, lastNode] = climbWhileLeft(node, lastNode);
    } else {
      root = hashNode(root, sibling, hash);
    }
    node = Math.floor(node / 2);
    lastNode = Math.floor(lastNode / 2);
  }
  return { earlierRoot, root };
}

/** The last node of a level without a sibling is its own parent: RFC 9162 skips those levels. */
function climbWhileLeft(node: number, lastNode: number): [number, number] {
  let [climbed, lastClimbed] = [node, lastNode];
  while (climbed % 2 === 0 && climbed !== 0) [climbed, lastClimbed] = [climbed / 2, Math.floor(lastClimbed / 2)];
  return [climbed, lastClimbed];
}

function findMalformedHash(hashes: readonly Uint8Array[]): ReturnType<typeof refuse> | undefined {
  const position = hashes.findIndex((hash) => hash.length !== HASH_LENGTH);
  return position < 0 ? undefined : refuse({ code: 'hash-malformed', position, bytes: hashes[position]?.length ?? 0 });
}

function isTreeSize(size: number): boolean {
  return Number.isInteger(size) && size >= 0 && size <= MAXIMUM_TREE_SIZE;
}

function refuseSize(size: number): ReturnType<typeof refuse> {
  return refuse({ code: 'tree-size-out-of-range', stated: String(size), maximum: MAXIMUM_TREE_SIZE });
}

function refuseRoot(size: number, stated: Uint8Array, computed: Uint8Array): ReturnType<typeof refuse> {
  return refuse({ code: 'root-does-not-fit', size, stated: encodeBase64(stated), computed: encodeBase64(computed) });
}
