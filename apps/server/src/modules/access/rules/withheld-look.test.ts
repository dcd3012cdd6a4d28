import fc from 'fast-check';
import { addDays, civilDateAt } from '@gatehouse/law';
import { describe, expect, it } from 'vitest';
import {
  countWithheld,
  isDueForRelease,
  isShownToPerson,
  isWithheld,
  longestUntil,
  type WithheldPeriod,
  withheldDayOf,
  withheldUntil,
  withheldWord,
  withholdingDeeds,
  withholdingLost,
} from './withheld-look.js';

const terms = { longestDays: 90, renewals: 1 };
const opened = new Date('2026-11-02T02:00:00Z');
const hour = 3_600_000;
const later = (hours: number) => new Date(opened.getTime() + hours * hour);
const look = { accountId: 'owner', openedAt: opened, reviewDueAt: later(24) };
const period = (more: Partial<WithheldPeriod> = {}): WithheldPeriod => ({
  ...{ number: 1, accountId: 'owner', untilDay: '2026-12-01', isApproved: true, releasedAt: null },
  ...more,
});

describe('a look that is withheld', () => {
  it('is kept from the person to the end of its last day in China, and shown from the next', () => {
    const at = (instant: string) => isWithheld([period()], new Date(instant));
    expect([at('2026-12-01T15:59:59Z'), at('2026-12-01T16:00:00Z')]).toEqual([true, false]);
  });

  it.each([
    ['before the review is due', [], 23, false],
    ['once the review is due', [], 24, true],
    ['while a second person approved that it is withheld', [period()], 24, false],
    ['where nobody has decided', [period({ isApproved: null })], 24, true],
    ['where it was declined', [period({ isApproved: false })], 24, true],
    ['after its day', [period()], 24 * 40, true],
    ['while it was renewed', [period(), period({ number: 2, untilDay: '2026-12-31' })], 24 * 40, false],
  ] as const)('stands on the own page %s', (_when, periods, hours, isShown) => {
    expect(isShownToPerson(look, periods, later(hours))).toBe(isShown);
  });

  it.each([
    ['its owner may ask before the person could see it', [], 1, 'owner', ['withhold']],
    ['and no more afterwards', [], 24, 'owner', []],
    ['nor twice', [period({ isApproved: null })], 1, 'owner', []],
    ['somebody else decides', [period({ isApproved: null })], 1, 'other', ['decide']],
    ['and not once the person could see it', [period({ isApproved: null })], 24, 'other', []],
    ['nor a renewal once it has ended', [period(), period({ number: 2, isApproved: null })], 24 * 40, 'other', []],
    [
      'but a renewal while it is withheld',
      [period(), period({ number: 2, isApproved: null })],
      48,
      'other',
      ['decide'],
    ],
    ['and asks for nothing', [], 1, 'other', []],
    ['its owner renews while it is withheld', [period()], 48, 'owner', ['withhold']],
    ['not when it has ended', [period()], 24 * 40, 'owner', []],
    ['and not more often than the pack has it', [period(), period({ number: 2 })], 48, 'owner', []],
    ['a declined one may be asked for again', [period({ isApproved: false })], 1, 'owner', ['withhold']],
  ] as const)('%s', (_who, periods, hours, accountId, deeds) => {
    expect(withholdingDeeds(look, periods, terms, later(hours), accountId)).toEqual(deeds);
  });

  it('that was not opened is nobody’s to withhold', () => {
    expect(withholdingDeeds({ ...look, openedAt: null, reviewDueAt: null }, [], terms, opened, 'owner')).toEqual([]);
  });

  it('ends within the days of the pack, and the sweep finds it once', () => {
    expect(longestUntil(terms, opened)).toBe('2027-01-31');
    expect(isDueForRelease([period()], new Date('2026-12-01T15:59:59Z'))).toBe(false);
    expect(isDueForRelease([period()], new Date('2026-12-01T16:00:00Z'))).toBe(true);
    expect(isDueForRelease([period({ releasedAt: opened })], new Date('2026-12-02T00:00:00Z'))).toBe(false);
    expect(isDueForRelease([period({ isApproved: false })], new Date('2026-12-02T00:00:00Z'))).toBe(false);
    const renewed = [period({ releasedAt: opened }), period({ number: 2, untilDay: '2026-12-10' })];
    expect(isDueForRelease(renewed, new Date('2026-12-10T15:59:59Z'))).toBe(false);
    expect(isDueForRelease(renewed, new Date('2026-12-10T16:00:00Z'))).toBe(true);
  });

  it('is at any moment withheld or shown, and counted where it is withheld', () => {
    const periods = fc.array(
      fc.record({ days: fc.integer({ min: 0, max: 90 }), isApproved: fc.constantFrom(true, false, null) }),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(periods, fc.integer({ min: 24, max: 24 * 120 }), (asked, hours) => {
        const now = later(hours);
        const all = asked.map(({ days, isApproved }, at) =>
          period({ number: at + 1, untilDay: addDays(civilDateAt(opened), days), isApproved }),
        );
        const counted = countWithheld([{ openedAt: opened, periods: all }], now);
        expect(isShownToPerson(look, all, now)).toBe(counted.looks === 0);
        expect(counted.looks === 1 ? counted.overdue : 0).toBe(0);
        const until = withheldUntil(all);
        expect(counted.overdue === 1).toBe(until !== null && until < civilDateAt(now));
      }),
    );
  });
});

it.each([
  ['a copy from before it was asked', [], { insert: 1 }],
  ['a copy in which it waited', [period({ isApproved: null })], { approve: 1 }],
  ['a copy that knows a shorter one', [period({ untilDay: '2026-11-30' })], { insert: 2 }],
  ['a copy in which another day waited', [period({ isApproved: null, untilDay: '2026-11-30' })], { insert: 2 }],
  ['a copy that knows it', [period()], undefined],
  ['a copy that knows a longer one', [period({ untilDay: '2026-12-31' })], undefined],
] as const)('of an approval on the list of lasting acts, %s lacks what is done again', (_copy, periods, lost) => {
  const untilDay = withheldDayOf(withheldWord('2026-12-01')) ?? '';
  expect(withholdingLost(periods, untilDay)).toEqual(lost);
  expect(withheldDayOf('close')).toBeUndefined();
});
