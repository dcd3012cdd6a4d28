import { encodeEntryBundle } from './entry-bundle.js';
import { appendLeafHashes, type Frontier } from './frontier.js';
import { HASH_LENGTH, type HashFunction, hashLeaf, hashPairs, joinHashes, sha256 } from './hash.js';
import { requireValue } from './problem.js';
import { type ReadFile, type ReadTile, readEntryBundleFile, readWholeTile, tileReader } from './read-tile.js';
import { entryBundlePath, FULL_TILE_WIDTH, partialTileAt, tilePath } from './tile-path.js';
import { completeSubtreeSizes } from './tree-size.js';

/** A file of the published log, to be written under its path. */
export interface LogFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** The root of the complete subtree over a power of two of concatenated hashes. */
export function completeSubtreeRoot(hashes: Uint8Array, hash: HashFunction = sha256): Uint8Array {
  let level = hashes;
  while (level.length > HASH_LENGTH) level = hashPairs(level, hash);
  return level.slice();
}

/** The roots of the complete subtrees the hashes of a tile form, the largest first; one for a full tile. */
export function tileSubtreeRoots(tile: Uint8Array, hash: HashFunction = sha256): Uint8Array[] {
  let start = 0;
  return completeSubtreeSizes(tile.length / HASH_LENGTH).map((width) => {
    const part = tile.subarray(start * HASH_LENGTH, (start + width) * HASH_LENGTH);
    start += width;
    return completeSubtreeRoot(part, hash);
  });
}

/**
 * The tiles that appear when leaves are appended to a tree: those that become full and, on each level that grew, the
 * new partial one. The tiles of the earlier sizes stay as they are, so each file is written once and never changed.
 *
 * @param oldSize entries already in the tree
 * @param leafHashes the new leaf hashes in their order
 * @param readTile reads the partial tiles of the old size; at most one per level is asked for
 * @throws MerkleError when a tile of the old size is missing or malformed
 */
export async function planTiles(
  oldSize: number,
  leafHashes: readonly Uint8Array[],
  readTile: ReadTile,
  hash: HashFunction = sha256,
): Promise<LogFile[]> {
  const files: LogFile[] = [];
  let added: readonly Uint8Array[] = leafHashes;
  for (let level = 0; added.length > 0; level += 1) {
    const edge = partialTileAt(level, oldSize);
    const before = edge === undefined ? new Uint8Array(0) : await readWholeTile(readTile, edge);
    const firstIndex = Math.floor(oldSize / FULL_TILE_WIDTH ** (level + 1));
    const tiles = cutTiles(before, added);
    tiles.forEach((bytes, position) => {
      const width = bytes.length / HASH_LENGTH;
      files.push({ path: tilePath({ level, index: firstIndex + position, width }), bytes });
    });
    added = tiles
      .filter((tile) => tile.length === FULL_TILE_WIDTH * HASH_LENGTH)
      .map((tile) => completeSubtreeRoot(tile, hash));
  }
  return files;
}

/**
 * The bundles of entries that appear when entries are appended, full and partial: C2SP tlog-tiles, section Log entries.
 *
 * @param readEntries reads the entries of the partial bundle of the old size
 */
export async function planEntryBundles(
  oldSize: number,
  entries: readonly Uint8Array[],
  readEntries: (index: number, width: number) => Promise<readonly Uint8Array[]>,
): Promise<LogFile[]> {
  if (entries.length === 0) return [];
  const edge = partialTileAt(0, oldSize);
  const all = edge === undefined ? entries : [...(await readEntries(edge.index, edge.width)), ...entries];
  const firstIndex = Math.floor(oldSize / FULL_TILE_WIDTH);
  const files: LogFile[] = [];
  for (let start = 0; start < all.length; start += FULL_TILE_WIDTH) {
    const bundle = all.slice(start, start + FULL_TILE_WIDTH);
    const path = entryBundlePath(firstIndex + start / FULL_TILE_WIDTH, bundle.length);
    files.push({ path, bytes: encodeEntryBundle(bundle) });
  }
  return files;
}

/**
 * Everything that follows from appending entries: the new frontier and the files to write. Nothing is written and
 * nothing is remembered; called again with the same frontier and entries it answers the same, byte for byte.
 *
 * @param frontier the tree before, as its head row keeps it
 * @param entries the new entries (in Gatehouse: commitments) in their order
 * @param readFile reads the files of the tree before
 * @throws MerkleError when a file of the tree before is missing or malformed
 */
export async function planAppend(
  frontier: Frontier,
  entries: readonly Uint8Array[],
  readFile: ReadFile,
  hash: HashFunction = sha256,
): Promise<{ readonly frontier: Frontier; readonly files: readonly LogFile[] }> {
  const leafHashes = entries.map((entry) => hashLeaf(entry, hash));
  const readEntries = async (index: number, width: number) =>
    requireValue(await readEntryBundleFile(readFile, index, width));
  return {
    frontier: appendLeafHashes(frontier, leafHashes, hash),
    files: [
      ...(await planTiles(frontier.size, leafHashes, tileReader(readFile), hash)),
      ...(await planEntryBundles(frontier.size, entries, readEntries)),
    ],
  };
}

function cutTiles(before: Uint8Array, added: readonly Uint8Array[]): Uint8Array[] {
  const joined = new Uint8Array(before.length + added.length * HASH_LENGTH);
  joined.set(before);
  joined.set(joinHashes(added), before.length);
  const tiles: Uint8Array[] = [];
  for (let start = 0; start < joined.length; start += FULL_TILE_WIDTH * HASH_LENGTH) {
    tiles.push(joined.slice(start, start + FULL_TILE_WIDTH * HASH_LENGTH));
  }
  return tiles;
}
