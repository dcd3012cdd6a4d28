import { builtInCalendar, builtInPacks, loadPack } from '@gatehouse/law';
import { expect, it } from 'vitest';
import { begunBefore, endOf } from './clocks.js';

const { pack } = loadPack(builtInPacks.get('demonstration'), builtInPacks);
const calendar = builtInCalendar(pack.calendar);
if (calendar === undefined) throw new Error('the calendar of the pack is missing');
const now = new Date('2026-11-23T01:00:00Z');

/** The law with another length of the period after which a person is reminded. */
const lawWith = (amount: number, unit: 'days' | 'months') => ({
  calendar,
  pack: {
    ...pack,
    deadlines: pack.deadlines.map((one) => (one.id === 'consent_reminder' ? { ...one, amount, unit } : one)),
  },
});

it.each([
  [3, 'days'],
  [61, 'days'],
  [18, 'months'],
] as const)('finds what began before a period of %s %s, however long the pack makes it', (amount, unit) => {
  const law = lawWith(amount, unit);
  const begun = begunBefore(law, 'consent_reminder', now);
  expect(endOf(law, 'consent_reminder', begun) <= now).toBe(true);
  expect(endOf(law, 'consent_reminder', new Date(begun.getTime() + 86_400_000)) > now).toBe(true);
});
