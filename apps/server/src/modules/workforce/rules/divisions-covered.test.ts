import { builtInPacks, inventedDivisions, loadPack } from '@gatehouse/law';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type BandCount, divisionsCovered } from './divisions-covered.js';

const { pack } = loadPack(builtInPacks.get('demonstration'), builtInPacks);
const bands = pack.coverageBands.bands.map(({ id }) => id);
const today = '2026-11-23';
const covered = (within: string | null, counts: readonly BandCount[]) =>
  divisionsCovered(pack, inventedDivisions, within, counts, today);
const counted = (divisionCode: string, band: string, units: number, isPresent = true): BandCount => ({
  divisionCode,
  band,
  units,
  isPresent,
});

const counts = fc.array(
  fc.record({
    divisionCode: fc.constantFrom(...inventedDivisions.keys()),
    band: fc.constantFrom(...bands),
    units: fc.integer({ min: 1, max: 50 }),
    isPresent: fc.boolean(),
  }),
  { maxLength: 40 },
);

it('puts the divisions furthest behind first, and those of which nothing is shown last', () => {
  const list = covered(null, [
    counted('100101', 'all', 3),
    counted('100102', 'few', 1),
    counted('200101', 'few', 9),
    counted('100101', 'half', 2, false),
  ]);
  expect(list.map(({ code }) => code)).toEqual(['200000', '100000', '300000']);
  expect(list[1]).toMatchObject({ units: 4, level: 75, trend: 'up', hasBelow: true });
  expect(list[2]).toMatchObject({ units: 0, level: null, standing: null, trend: null });
});

it('counts every unit in one division below, and none from elsewhere', () => {
  fc.assert(
    fc.property(counts, (all) => {
      const present = all.filter(({ isPresent }) => isPresent);
      const total = (list: readonly { units: number }[]): number => list.reduce((sum, { units }) => sum + units, 0);
      expect(total(covered(null, all))).toBe(total(present));
      const province = present.filter(({ divisionCode }) => divisionCode.startsWith('10') && divisionCode !== '100000');
      expect(total(covered('100000', all))).toBe(total(province));
      for (const { bands: shown, units } of covered(null, all)) expect(total(shown)).toBe(units);
    }),
  );
});

it('says nothing of a trend where a period is missing', () => {
  expect(covered(null, [counted('100101', 'all', 3)])[0]?.trend).toBeNull();
  expect(covered(null, [counted('100101', 'all', 3), counted('100102', 'all', 1, false)])[0]?.trend).toBe('level');
});
