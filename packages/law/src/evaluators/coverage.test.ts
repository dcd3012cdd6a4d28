import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadPack } from '../pack/load.js';
import { builtInPacks } from '../packs/index.js';
import { checkNeededFrom, coverageBand, coveragePeriod, gapCourse, penaltyBandsFor } from './coverage.js';

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

test.each([
  ['2026-10-31T15:59:59Z', '2026-09-30T16:00:00Z', '2026-10-31T16:00:00Z'],
  ['2026-10-31T16:00:00Z', '2026-10-31T16:00:00Z', '2026-11-30T16:00:00Z'],
  ['2026-12-31T23:00:00Z', '2026-12-31T16:00:00Z', '2027-01-31T16:00:00Z'],
])('at %s the figure of the month in China stands, from %s until %s', (at, from, until) => {
  expect(coveragePeriod(pack, new Date(at))).toEqual({ from: new Date(from), until: new Date(until) });
});

test('periods leave no gap and do not overlap, whatever the schedule of the pack', () => {
  const demonstration = loadPack(builtInPacks.get('demonstration'), builtInPacks).pack;
  const moment = fc.integer({ min: Date.UTC(2021, 0, 1), max: Date.UTC(2060, 0, 1) });
  fc.assert(
    fc.property(moment, fc.constantFrom(pack, demonstration), (at, ofPack) => {
      const { from, until } = coveragePeriod(ofPack, new Date(at));
      expect(from.getTime() <= at && at < until.getTime()).toBe(true);
      expect(coveragePeriod(ofPack, new Date(until.getTime() - 1))).toEqual({ from, until });
      expect(coveragePeriod(ofPack, until).from).toEqual(until);
    }),
  );
});
