import { decodeEntryBundle, maximumBundleLength } from './entry-bundle.js';
import { HASH_LENGTH } from './hash.js';
import { accept, type Checked, refuse, requireValue } from './problem.js';
import { entryBundlePath, FULL_TILE_WIDTH, type TileCoordinates, tilePath } from './tile-path.js';

/**
 * Reads a file of a published log by its path, `undefined` when there is none. A reader that fetches over a network
 * stops after `maximumBytes`: a log under somebody else's control may send without end.
 */
export type ReadFile = (path: string, maximumBytes: number) => Promise<Uint8Array | undefined>;

/**
 * Reads the hashes of a tile, `width` times 32 bytes.
 *
 * @throws MerkleError `file-missing` or `file-malformed`
 */
export type ReadTile = (level: number, index: number, width: number) => Promise<Uint8Array>;

/** Reads tiles from the files of a published log. */
export function tileReader(readFile: ReadFile): ReadTile {
  return async (level, index, width) => requireValue(await readTileFile(readFile, { level, index, width }));
}

/**
 * The hashes of a tile from its file. Where a partial tile is gone its full tile serves, cut to the width asked:
 * a log may delete partial tiles once they are full (C2SP tlog-tiles, section Partial Tiles).
 */
export async function readTileFile(readFile: ReadFile, tile: TileCoordinates): Promise<Checked<Uint8Array>> {
  const fullLength = FULL_TILE_WIDTH * HASH_LENGTH;
  const length = tile.width * HASH_LENGTH;
  const path = tilePath(tile);
  const exact = await readFile(path, length);
  if (exact !== undefined) return requireLength(path, exact, length);
  if (tile.width === FULL_TILE_WIDTH) return refuse({ code: 'file-missing', path });
  const fullPath = tilePath({ ...tile, width: FULL_TILE_WIDTH });
  const full = await readFile(fullPath, fullLength);
  if (full === undefined) return refuse({ code: 'file-missing', path });
  const checked = requireLength(fullPath, full, fullLength);
  return checked.ok ? accept(checked.value.subarray(0, length)) : checked;
}

/** The hashes of a tile from any reader, after making sure that they are as many as asked. Throws as the reader does. */
export async function readWholeTile(readTile: ReadTile, tile: TileCoordinates): Promise<Uint8Array> {
  const hashes = await readTile(tile.level, tile.index, tile.width);
  return requireValue(requireLength(tilePath(tile), hashes, tile.width * HASH_LENGTH));
}

/** The entries of a bundle from its file, exactly as many as asked; a full bundle serves for a partial one. */
export async function readEntryBundleFile(
  readFile: ReadFile,
  index: number,
  width: number,
): Promise<Checked<Uint8Array[]>> {
  const path = entryBundlePath(index, width);
  const exact = await readFile(path, maximumBundleLength(width));
  if (exact !== undefined) return requireEntries(path, exact, width, width);
  const fullPath = entryBundlePath(index, FULL_TILE_WIDTH);
  const full = width === FULL_TILE_WIDTH ? undefined : await readFile(fullPath, maximumBundleLength(FULL_TILE_WIDTH));
  if (full === undefined) return refuse({ code: 'file-missing', path });
  return requireEntries(fullPath, full, FULL_TILE_WIDTH, width);
}

function requireLength(path: string, bytes: Uint8Array, length: number): Checked<Uint8Array> {
  if (bytes.length === length) return accept(bytes);
  return refuse({ code: 'file-malformed', path, reason: `has ${bytes.length} bytes, a tile of its width ${length}` });
}

function requireEntries(path: string, bundle: Uint8Array, stored: number, wanted: number): Checked<Uint8Array[]> {
  const entries = bundle.length > maximumBundleLength(stored) ? undefined : decodeEntryBundle(bundle);
  if (entries === undefined) return refuse({ code: 'file-malformed', path, reason: 'ends inside an entry' });
  if (entries.length !== stored) {
    return refuse({ code: 'file-malformed', path, reason: `holds ${entries.length} entries, should hold ${stored}` });
  }
  return accept(entries.slice(0, wanted));
}
