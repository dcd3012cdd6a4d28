import { HASH_LENGTH, type HashFunction, hashNode, sha256 } from './hash.js';
import type { ReadTile } from './read-tile.js';
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
 * The hashes of ranges of a tree, from its tiles. Every tile is read once, all at the same time.
 *
 * @param size the size of the published tree the tiles are read from
 */
export async function hashRanges(
  ranges: readonly EntryRange[],
  size: number,
  readTile: ReadTile,
  hash: HashFunction = sha256,
): Promise<Uint8Array[]> {
  const slices = ranges.map((range) => completeSubtrees(range).map((subtree) => locate(subtree, size)));
  const tiles = new Map<string, Promise<Uint8Array>>();
  for (const { tile } of slices.flat()) {
    const key = tileKey(tile);
    if (!tiles.has(key)) tiles.set(key, readTile(tile.level, tile.index, tile.width));
  }
  await Promise.all(tiles.values());
  return Promise.all(
    slices.map(async (parts) => {
      const roots = await Promise.all(
        parts.map(async ({ tile, firstPosition, count }) => {
          const hashes = (await tiles.get(tileKey(tile))) ?? new Uint8Array(0);
          const start = firstPosition * HASH_LENGTH;
          return completeSubtreeRoot(hashes.subarray(start, start + count * HASH_LENGTH), hash);
        }),
      );
      return roots.reduceRight((right, left) => hashNode(left, right, hash));
    }),
  );
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

function tileKey(tile: TileCoordinates): string {
  return `${tile.level}/${tile.index}`;
}
