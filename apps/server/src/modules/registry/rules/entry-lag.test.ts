import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lagDays, type LagFigure, monthOf, toldLags } from './entry-lag.js';

it.each([
  ['2026-11-23', '2026-11-23T01:00:00Z', 0],
  ['2026-11-22', '2026-11-22T16:00:00Z', 1],
  ['2025-11-23', '2026-11-23T01:00:00Z', 365],
  ['2024-02-28', '2024-03-01T01:00:00Z', 2],
  ['2027-01-01', '2026-11-23T01:00:00Z', 0],
])('effective on %s and entered at %s: %d days', (effectiveOn, enteredAt, days) => {
  expect(lagDays(effectiveOn, new Date(enteredAt))).toBe(days);
});

it('counts the days one by one, whatever the hour of the entry', () => {
  fc.assert(
    fc.property(fc.nat(4000), fc.nat(900), fc.nat(86_399), (from, lag, second) => {
      const begin = Date.UTC(2015, 0, 1) + from * 86_400_000;
      const effectiveOn = new Date(begin).toISOString().slice(0, 10);
      // Midnight in China is sixteen o'clock of the day before.
      const enteredAt = new Date(begin + lag * 86_400_000 - 8 * 3_600_000 + second * 1000);
      let counted = 0;
      for (let at = begin; at + 86_400_000 <= enteredAt.getTime() + 8 * 3_600_000; at += 86_400_000) counted += 1;
      expect(lagDays(effectiveOn, enteredAt)).toBe(counted);
    }),
  );
});

it('the month is that of China', () => {
  expect(monthOf(new Date('2026-11-30T15:59:59Z'))).toBe('2026-11-01');
  expect(monthOf(new Date('2026-11-30T16:00:00Z'))).toBe('2026-12-01');
});

const figure = (records: number, ninetiethDays: number, name: string): LagFigure => ({
  ...{ month: '2026-11-01', sourceId: 's', decidingBody: 'court', decidingBodyName: name },
  ...{ records, medianDays: 3, ninetiethDays, worstDays: 900 },
});

it('of too few nothing is told, not even which body it is; the worst comes first', () => {
  const told = toldLags([figure(5, 10, 'A'), figure(4, 800, 'B'), figure(60, 90, 'C')], 5);
  expect(told.map(({ decidingBodyName, ninetiethDays }) => [decidingBodyName, ninetiethDays])).toEqual([
    ['C', 90],
    ['A', 10],
    ['', null],
  ]);
  expect(JSON.stringify(told)).not.toContain('800');
});
