import { expect, test } from 'vitest';
import { loadPack } from '../pack/load.js';
import { builtInPacks } from '../packs/index.js';
import { checkNeededFrom, coverageBand, gapCourse, penaltyBandsFor } from './coverage.js';

const { pack } = loadPack(builtInPacks.get('cn-national'), builtInPacks);
const spring = new Date('2026-04-01T02:00:00Z');

test.each([
  [9, 9, undefined],
  [10, 10, 'all'],
  [999, 1000, 'nearly_all'],
  [19, 20, 'nearly_all'],
  [94, 100, 'most'],
  [79, 100, 'half'],
  [49, 100, 'few'],
  [0, 10, 'few'],
])('%i of %i checked is shown as %s, and a small unit not at all', (checked, staff, band) => {
  expect(coverageBand(pack, checked, staff)?.id).toBe(band);
});

test.each([
  ['1990-09-01', '2021-06-01'],
  ['2021-05-31', '2021-06-01'],
  ['2021-06-02', '2021-06-02'],
])('whoever began on %s needs a check from %s: not before the law asked for one', (firstDay, from) => {
  expect(checkNeededFrom(pack, firstDay)).toBe(from);
});

test('every kind of gap has a course that ends with the authority, and sums of art. 126 as the law states them', () => {
  for (const { id } of pack.gapKinds) expect(gapCourse(pack, id, spring).at(-1)?.responsible, id).toBe('reviewing');
  const sums = penaltyBandsFor(pack, 'without_check', spring).map(({ fromYuan, toYuan }) => [fromYuan, toYuan]);
  expect(sums).toEqual([
    [0, 50_000],
    [50_000, 500_000],
  ]);
});

test('a kind of gap that the pack does not have is refused', () => {
  expect(() => gapCourse(pack, 'no_such_gap', spring)).toThrow(/no_such_gap|no such kind/);
});
