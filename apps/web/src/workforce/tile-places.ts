import tiles from './province-tiles.json' with { type: 'json' };

/** How many tiles stand beside each other. */
export const tileColumns = 9;

export type TilePlace = readonly [column: number, row: number];

const provinces = tiles as unknown as Readonly<Record<string, TilePlace>>;

/**
 * Where the tile of each division stands: provinces as they lie in the country; places within one province beside each other in the order
 * of their codes, as every list of them has them. Undefined where a province has no place.
 */
export function tilePlaces(codes: readonly string[]): ReadonlyMap<string, TilePlace> | undefined {
  if (!codes.every((code) => code.endsWith('0000')))
    return new Map(codes.toSorted().map((code, at) => [code, [at % tileColumns, Math.floor(at / tileColumns)]]));
  const placed = codes.flatMap((code): [string, TilePlace][] => {
    const place = provinces[code.slice(0, 2)];
    return place === undefined ? [] : [[code, place]];
  });
  return placed.length === codes.length ? new Map(placed) : undefined;
}
