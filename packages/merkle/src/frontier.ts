import {
  bytesEqual,
  emptyTreeRoot,
  HASH_LENGTH,
  type HashFunction,
  hashAt,
  hashNode,
  joinHashes,
  sha256,
} from './hash.js';
import { accept, type Checked, MerkleError, refuse } from './problem.js';
import { completeSubtreeSizes, MAXIMUM_TREE_SIZE, requireTreeSize } from './tree-size.js';

/**
 * The right edge of a tree: the roots of the complete subtrees it consists of, the largest first, one for each binary
 * digit 1 of its size. It is all one needs to append entries and to know the root; at most 48 hashes, whatever the size.
 */
export interface Frontier {
  readonly size: number;
  readonly subtreeRoots: readonly Uint8Array[];
}

const ENCODING_VERSION = 1;
const ENCODED_HEADER_LENGTH = 9;

/** The frontier of the tree without leaves. */
export function emptyFrontier(): Frontier {
  return { size: 0, subtreeRoots: [] };
}

/** The frontier after one more leaf. The one given is left as it is. */
export function appendLeafHash(frontier: Frontier, leafHash: Uint8Array, hash: HashFunction = sha256): Frontier {
  return appendLeafHashes(frontier, [leafHash], hash);
}

/**
 * The frontier after further leaves, in their order. The one given is left as it is.
 *
 * @throws MerkleError `tree-size-out-of-range` when the tree would grow too large; RangeError for what is no leaf hash
 */
export function appendLeafHashes(
  frontier: Frontier,
  leafHashes: Iterable<Uint8Array>,
  hash: HashFunction = sha256,
): Frontier {
  const subtreeRoots = [...frontier.subtreeRoots];
  let size = frontier.size;
  for (const leafHash of leafHashes) {
    if (leafHash.length !== HASH_LENGTH) throw new RangeError(`A leaf hash has ${HASH_LENGTH} bytes`);
    let root = leafHash;
    for (let rest = size; rest % 2 === 1; rest = (rest - 1) / 2) {
      const left = subtreeRoots.pop();
      if (left === undefined) {
        throw new MerkleError({ code: 'frontier-malformed', reason: `it has too few hashes for ${size} entries` });
      }
      root = hashNode(left, root, hash);
    }
    subtreeRoots.push(root);
    size += 1;
  }
  requireTreeSize(size);
  return { size, subtreeRoots };
}

/** The root of the tree: RFC 6962 section 2.1. */
export function frontierRoot(frontier: Frontier, hash: HashFunction = sha256): Uint8Array {
  if (frontier.subtreeRoots.length === 0) return emptyTreeRoot(hash);
  return frontier.subtreeRoots.reduceRight((right, left) => hashNode(left, right, hash));
}

/** The frontier as bytes: a version byte, the size as eight bytes big-endian, then the hashes. */
export function encodeFrontier(frontier: Frontier): Uint8Array {
  const encoded = new Uint8Array(ENCODED_HEADER_LENGTH + frontier.subtreeRoots.length * HASH_LENGTH);
  encoded[0] = ENCODING_VERSION;
  new DataView(encoded.buffer).setBigUint64(1, BigInt(frontier.size));
  encoded.set(joinHashes(frontier.subtreeRoots), ENCODED_HEADER_LENGTH);
  return encoded;
}

/** Reads what {@link encodeFrontier} wrote; anything else, a byte more or less included, is refused. */
export function decodeFrontier(encoded: Uint8Array): Checked<Frontier> {
  if (encoded.length < ENCODED_HEADER_LENGTH || encoded[0] !== ENCODING_VERSION) {
    return refuse({ code: 'frontier-malformed', reason: 'no header of a known version' });
  }
  const stated = new DataView(encoded.buffer, encoded.byteOffset, encoded.byteLength).getBigUint64(1);
  if (stated > BigInt(MAXIMUM_TREE_SIZE)) {
    return refuse({ code: 'tree-size-out-of-range', stated: String(stated), maximum: MAXIMUM_TREE_SIZE });
  }
  const size = Number(stated);
  const hashes = encoded.slice(ENCODED_HEADER_LENGTH);
  const count = completeSubtreeSizes(size).length;
  if (hashes.length !== count * HASH_LENGTH) {
    return refuse({ code: 'frontier-malformed', reason: `a tree of ${size} entries has ${count} hashes here` });
  }
  return accept({ size, subtreeRoots: Array.from({ length: count }, (_, position) => hashAt(hashes, position)) });
}

/** Whether two frontiers stand for the same tree. */
export function frontiersEqual(left: Frontier, right: Frontier): boolean {
  return left.size === right.size && bytesEqual(joinHashes(left.subtreeRoots), joinHashes(right.subtreeRoots));
}
