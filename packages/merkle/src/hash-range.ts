import { HASH_LENGTH, type HashFunction, hashNode, sha256 } from './hash.js';
import { type ReadTile, readWholeTile } from './read-tile.js';
import { FULL_TILE_WIDTH, hashesAtLevel, type TileCoordinates } from './tile-path.js';
import { completeSubtreeRoot } from './tiles.js';
import { completeSubtreeSizes } from './tree-size.js';

/**
 * The entries from `start` up to, but not including, `end`. Its hash is that of RFC 6962 section 2.1 over these entries;
 * `start` is a multiple of every complete subtree in it, as it is for all ranges a proof is made of.
 */
export interface EntryRange {
  readonly start: number;
  readonly end: number;
}

/** A run of hashes within one tile that together form one complete subtree. */
interface TileSlice {
  readonly tile: TileCoordinates;
  readonly firstPosition: number;
  readonly count: number;
}

/**
 * Roots of complete subtrees that were computed before, by where the subtree stands. In an append-only log they never
 * change, whatever the size; a server that issues many proofs keeps them in a bounded cache. A `Map` will do.
 */
export interface SubtreeRootCache {
  readonly get: (subtree: string) => Uint8Array | undefined;
  readonly set: (subtree: string, root: Uint8Array) => unknown;
}

/**
 * The hashes of ranges of a tree, from its tiles. Every tile is read at most once, all at the same time.
 *
 * @param size the size of the published tree the tiles are read from
 */
export async function hashRanges(
  ranges: readonly EntryRange[],
  size: number,
  readTile: ReadTile,
  hash: HashFunction = sha256,
  cache?: SubtreeRootCache,
): Promise<Uint8Array[]> {
  const readOnce = readEachTileOnce(readTile);
  return Promise.all(
    ranges.map(async (range) => {
      const slices = completeSubtrees(range).map((subtree) => locate(subtree, size));
      const roots = await Promise.all(slices.map((slice) => sliceRoot(slice, readOnce, hash, cache)));
      return roots.reduceRight((right, left) => hashNode(left, right, hash));
    }),
  );
}

async function sliceRoot(
  { tile, firstPosition, count }: TileSlice,
  readTile: ReadTile,
  hash: HashFunction,
  cache: SubtreeRootCache | undefined,
): Promise<Uint8Array> {
  const subtree = `${tile.level}/${tile.index}/${firstPosition}/${count}`;
  const known = cache?.get(subtree);
  if (known !== undefined) return known;
  const hashes = await readWholeTile(readTile, tile);
  const slice = hashes.subarray(firstPosition * HASH_LENGTH, (firstPosition + count) * HASH_LENGTH);
  const root = completeSubtreeRoot(slice, hash);
  cache?.set(subtree, root);
  return root;
}

function readEachTileOnce(readTile: ReadTile): ReadTile {
  const reads = new Map<string, Promise<Uint8Array>>();
  return (level, index, width) => {
    const tile = `${level}/${index}`;
    const read = reads.get(tile) ?? readTile(level, index, width);
    reads.set(tile, read);
    return read;
  };
}

function completeSubtrees(range: EntryRange): EntryRange[] {
  let start = range.start;
  return completeSubtreeSizes(range.end - range.start).map((length) => {
    const subtree = { start, end: start + length };
    start = subtree.end;
    return subtree;
  });
}

/** A subtree of 256^level × count entries is `count` neighbouring hashes of one tile at that level. */
function locate(subtree: EntryRange, size: number): TileSlice {
  let level = 0;
  let count = subtree.end - subtree.start;
  while (count >= FULL_TILE_WIDTH) {
    count /= FULL_TILE_WIDTH;
    level += 1;
  }
  const first = subtree.start / FULL_TILE_WIDTH ** level;
  const index = Math.floor(first / FULL_TILE_WIDTH);
  const width = Math.min(FULL_TILE_WIDTH, hashesAtLevel(level, size) - index * FULL_TILE_WIDTH);
  return { tile: { level, index, width }, firstPosition: first % FULL_TILE_WIDTH, count };
}
