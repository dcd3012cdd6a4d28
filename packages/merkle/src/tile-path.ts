/** A tile holds the hashes of a subtree of this height: C2SP tlog-tiles. */
export const TILE_HEIGHT = 8;

/** Hashes in a full tile, entries in a full bundle. */
export const FULL_TILE_WIDTH = 2 ** TILE_HEIGHT;

/** Where a tile stands: its level (0 holds leaf hashes), its index within the level, and how many hashes it holds. */
export interface TileCoordinates {
  readonly level: number;
  readonly index: number;
  readonly width: number;
}

const MAXIMUM_LEVEL = 63;
const GROUP = 1000;
const PATH_PATTERN = /^tile\/(entries|0|[1-9]\d?)\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/;

/** The path of a tile, such as `tile/0/x001/x234/067.p/12`: C2SP tlog-tiles, section Merkle Tree. */
export function tilePath(tile: TileCoordinates): string {
  return `tile/${tile.level}/${indexPath(tile.index)}${widthSuffix(tile.width)}`;
}

/** The path of a bundle of entries, such as `tile/entries/000.p/12`: C2SP tlog-tiles, section Log entries. */
export function entryBundlePath(index: number, width: number): string {
  return `tile/entries/${indexPath(index)}${widthSuffix(width)}`;
}

/** What a path names: a tile, a bundle of entries, or (undefined) neither. Accepts only what the two above write. */
export function parseTilePath(
  path: string,
): ({ readonly kind: 'tile' } & TileCoordinates) | { kind: 'entries'; index: number; width: number } | undefined {
  const [, place, groups, partialWidth] = PATH_PATTERN.exec(path) ?? [];
  if (place === undefined || groups === undefined) return undefined;
  const index = Number(groups.replaceAll(/[x/]/g, ''));
  const width = partialWidth === undefined ? FULL_TILE_WIDTH : Number(partialWidth);
  const parsed =
    place === 'entries'
      ? ({ kind: 'entries', index, width } as const)
      : ({ kind: 'tile', level: Number(place), index, width } as const);
  const written = parsed.kind === 'tile' ? tilePath(parsed) : entryBundlePath(index, width);
  const tooHigh = parsed.kind === 'tile' && parsed.level > MAXIMUM_LEVEL;
  return written === path && !tooHigh ? parsed : undefined;
}

/**
 * The tile of the right edge at a level of a tree of this size: the partial tile, or undefined where the level ends
 * with a full tile (then the level above states its hash) or is empty.
 */
export function partialTileAt(level: number, size: number): TileCoordinates | undefined {
  const hashes = hashesAtLevel(level, size);
  const width = hashes % FULL_TILE_WIDTH;
  return width === 0 ? undefined : { level, index: Math.floor(hashes / FULL_TILE_WIDTH), width };
}

/** The partial tiles of a tree of this size, the highest level first, which is the order of their entries. */
export function partialTiles(size: number): TileCoordinates[] {
  const tiles: TileCoordinates[] = [];
  for (let level = 0; hashesAtLevel(level, size) > 0; level += 1) {
    const tile = partialTileAt(level, size);
    if (tile !== undefined) tiles.unshift(tile);
  }
  return tiles;
}

/** How many hashes the tiles of a level hold together in a tree of this size. */
export function hashesAtLevel(level: number, size: number): number {
  return Math.floor(size / FULL_TILE_WIDTH ** level);
}

function indexPath(index: number): string {
  const last = String(index % GROUP).padStart(3, '0');
  let path = last;
  for (let rest = Math.floor(index / GROUP); rest > 0; rest = Math.floor(rest / GROUP)) {
    path = `x${String(rest % GROUP).padStart(3, '0')}/${path}`;
  }
  return path;
}

function widthSuffix(width: number): string {
  return width === FULL_TILE_WIDTH ? '' : `.p/${width}`;
}
