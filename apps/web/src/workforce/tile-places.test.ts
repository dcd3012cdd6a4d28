import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import tiles from './province-tiles.json' with { type: 'json' };
import { tileColumns, tilePlaces } from './tile-places.js';

const provinces = Object.keys(tiles).map((prefix) => `${prefix}0000`);
const inOneProvince = fc
  .tuple(fc.constantFrom(...Object.keys(tiles)), fc.uniqueArray(fc.integer({ min: 1, max: 9999 }), { minLength: 1 }))
  .map(([prefix, rest]) => rest.map((one) => prefix + String(one).padStart(4, '0')));

/** Whether each has a place of its own, within the grid. */
function areApart(codes: readonly string[]): boolean {
  const places = [...(tilePlaces(codes)?.values() ?? [])];
  const isInside = places.every(([column, row]) => column >= 0 && column < tileColumns && row >= 0);
  return isInside && new Set(places.map(String)).size === codes.length;
}

describe('the tiles of a map', () => {
  it('have each a place of its own within the grid, in the country and within any province', () => {
    expect(areApart(provinces)).toBe(true);
    fc.assert(fc.property(inOneProvince, areApart));
  });

  it('lie as the provinces do in the country, and in the order of codes within one', () => {
    const places = tilePlaces(provinces);
    const at = (code: string) => places?.get(code) ?? [NaN, NaN];
    // Heilongjiang lies north of Hainan, Xinjiang west of Shandong.
    expect(at('230000')[1]).toBeLessThan(at('460000')[1]);
    expect(at('650000')[0]).toBeLessThan(at('370000')[0]);
    expect([...(tilePlaces(['440106', '440103', '440104']) ?? [])]).toEqual([
      ['440103', [0, 0]],
      ['440104', [1, 0]],
      ['440106', [2, 0]],
    ]);
  });

  it('are left out where a place has none', () => {
    expect(tilePlaces(['990000', '110000'])).toBeUndefined();
  });
});
