import { FULL_TILE_WIDTH, type ReadTile, type SubtreeRootCache } from '@gatehouse/merkle';

/** What proofs use again and again. Full tiles and the roots of complete subtrees never change, so nothing here grows old. */
export type KeptForProofs = { readonly readTile: ReadTile; readonly subtrees: SubtreeRootCache };

/** Most full tiles kept, of 8 KiB each. */
const mostTiles = 512;
/** Most roots of subtrees kept, of 32 bytes each. */
const mostRoots = 20_000;

/** Keeps full tiles and roots in memory, least recently used out first. A partial tile is read anew. */
export function keptForProofs(readTile: ReadTile): KeptForProofs {
  const tiles = boundedMap<Uint8Array>(mostTiles);
  return {
    subtrees: boundedMap(mostRoots),
    readTile: async (level, index, width) => {
      if (width !== FULL_TILE_WIDTH) return readTile(level, index, width);
      const place = `${level}/${index}`;
      const tile = tiles.get(place) ?? (await readTile(level, index, width));
      tiles.set(place, tile);
      return tile;
    },
  };
}

function boundedMap<Value>(capacity: number) {
  // A Map keeps the order of insertion: the first is the least recently used.
  const kept = new Map<string, Value>();
  const set = (place: string, value: Value): void => {
    kept.delete(place);
    kept.set(place, value);
    const [oldest] = kept.keys();
    if (kept.size > capacity && oldest !== undefined) kept.delete(oldest);
  };
  const get = (place: string): Value | undefined => {
    const value = kept.get(place);
    if (value !== undefined) set(place, value);
    return value;
  };
  return { get, set };
}
