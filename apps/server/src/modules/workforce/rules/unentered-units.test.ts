import { expect, it } from 'vitest';
import type { CountedDifference } from './compare-headcounts.js';
import { notWaiting, registeredIn, unenteredIn } from './unentered-units.js';

const closedAt = new Date('2026-11-01T00:00:00Z');

it('a code does not wait where an open organisation has it, before who sees to it and what was said of it', () => {
  const holders = [
    { creditCode: 'open', closedAt: null },
    { creditCode: 'closed', closedAt },
    { creditCode: null, closedAt: null },
  ];
  expect(Object.fromEntries(notWaiting(holders, ['held', 'open'], ['said', 'held']))).toEqual({
    open: 'unit-unknown',
    held: 'unit-held',
    said: 'unit-answered',
  });
  expect(notWaiting([], [], []).size).toBe(0);
});

it('rows are gathered by code, under the last name that any of them says', () => {
  const row = (creditCode: string, name: string, kind: CountedDifference['kind'] = 'unentered'): CountedDifference => ({
    ...{ rowNumber: 2, kind, unitId: undefined, before: undefined, problems: [] },
    fields: { creditCode, name, source: 'contracts', postClass: null, headcount: 1, asOf: '2026-11-01' },
  });
  const found = unenteredIn([row('A', '甲'), row('B', ''), row('A', '甲班'), row('A', ''), row('C', '丙', 'problem')]);
  expect(found.map(({ creditCode, name, rows }) => [creditCode, name, rows.length])).toEqual([
    ['A', '甲班', 3],
    ['B', '', 1],
  ]);
});

it('the division of the register is read from the code', () => {
  expect(registeredIn('91110102MA0000003W')?.zh).toBe('北京市西城区');
  expect(registeredIn('91000000MA0000003W')).toBeUndefined();
});
