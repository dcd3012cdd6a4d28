import type { Frontier } from './frontier.js';
import { type HashFunction, sha256 } from './hash.js';
import { type EntryRange, hashRanges, type SubtreeRootCache } from './hash-range.js';
import { MerkleError } from './problem.js';
import type { ReadTile } from './read-tile.js';
import { completeSubtreeSizes, largestPowerOfTwoUpTo, requireIndex, requireTreeSize } from './tree-size.js';

/**
 * The inclusion proof of an entry: the hashes from the sibling of its leaf up to the child of the root (RFC 6962
 * section 2.1.1). The tiles are believed as they are read; `verifyInclusion` tells whether the proof fits a root.
 *
 * @param index the entry, from 0
 * @param size the tree the proof is for; the tiles of that size must be there
 * @param cache where roots of subtrees are kept from one proof to the next
 * @throws MerkleError `index-out-of-range`, or what `readTile` throws
 */
export async function proveInclusion(
  index: number,
  size: number,
  readTile: ReadTile,
  hash: HashFunction = sha256,
  cache?: SubtreeRootCache,
): Promise<Uint8Array[]> {
  requireIndex(index, size);
  return hashRanges(inclusionRanges(index, size), size, readTile, hash, cache);
}

/**
 * The consistency proof between two sizes of a log (RFC 6962 section 2.1.2); empty when the earlier tree is empty or the
 * sizes are the same.
 *
 * @throws MerkleError `size-shrank` when the earlier size is the larger, or what `readTile` throws
 */
export async function proveConsistency(
  earlierSize: number,
  size: number,
  readTile: ReadTile,
  hash: HashFunction = sha256,
  cache?: SubtreeRootCache,
): Promise<Uint8Array[]> {
  requireTreeSize(earlierSize);
  requireTreeSize(size);
  if (earlierSize > size) throw new MerkleError({ code: 'size-shrank', earlierSize, size });
  return hashRanges(consistencyRanges(earlierSize, size), size, readTile, hash, cache);
}

/**
 * The frontier of a published tree, from its tiles: where a head row has to be made anew, or a root computed.
 *
 * @param size the tree the frontier is of
 * @param publishedSize the tree whose tiles are there, when it has grown since: not every size was published
 */
export async function readFrontier(
  size: number,
  readTile: ReadTile,
  hash: HashFunction = sha256,
  publishedSize: number = size,
): Promise<Frontier> {
  requireTreeSize(size);
  requireTreeSize(publishedSize);
  if (size > publishedSize) throw new MerkleError({ code: 'size-shrank', earlierSize: size, size: publishedSize });
  let start = 0;
  const ranges = completeSubtreeSizes(size).map((length) => {
    const range = { start, end: start + length };
    start = range.end;
    return range;
  });
  return { size, subtreeRoots: await hashRanges(ranges, publishedSize, readTile, hash) };
}

/** How many hashes the inclusion proof of this entry has. */
export function inclusionProofLength(index: number, size: number): number {
  return inclusionRanges(index, size).length;
}

/** How many hashes the consistency proof between these sizes has. */
export function consistencyProofLength(earlierSize: number, size: number): number {
  return consistencyRanges(earlierSize, size).length;
}

function inclusionRanges(index: number, size: number): EntryRange[] {
  const siblings: EntryRange[] = [];
  let start = 0;
  let end = size;
  while (end - start > 1) {
    const middle = split(start, end);
    if (index < middle) {
      siblings.unshift({ start: middle, end });
      end = middle;
    } else {
      siblings.unshift({ start, end: middle });
      start = middle;
    }
  }
  return siblings;
}

function consistencyRanges(earlierSize: number, size: number): EntryRange[] {
  if (earlierSize === 0 || earlierSize === size) return [];
  const ranges: EntryRange[] = [];
  let start = 0;
  let end = size;
  while (end !== earlierSize) {
    const middle = split(start, end);
    if (earlierSize <= middle) {
      ranges.unshift({ start: middle, end });
      end = middle;
    } else {
      ranges.unshift({ start, end: middle });
      start = middle;
    }
  }
  // A subtree that reaches back to the first entry is the earlier root itself, which the verifier already has.
  return start === 0 ? ranges : [{ start, end }, ...ranges];
}

/** Where RFC 6962 divides a range: after the largest power of two below its length. */
function split(start: number, end: number): number {
  return start + largestPowerOfTwoUpTo(end - start - 1);
}
