import fc from 'fast-check';
import { expect, it } from 'vitest';
import { aloneFrom, isSuspended, lookDeeds, type LookFacts, lookState, openedNow } from './emergency-look.js';

const times = { openMinutes: 60, silentMinutes: 10, reviewHours: 24 };
const askedAt = new Date('2026-11-24T20:00:00Z');
const at = (minutes: number): Date => new Date(askedAt.getTime() + minutes * 60_000);
const asked: LookFacts = {
  ...{ accountId: 'owner', ground: 'child_in_danger', askedAt, declinedAt: null, openedAt: null },
  ...{ openUntil: null, endedAt: null, reviewDueAt: null, verdict: null, erasedAt: null },
};
const opened = (minutes: number): LookFacts => ({ ...asked, ...openedNow(times, at(minutes)) });
const by = (accountId: string) => ({ accountId, isAuditor: false });
const auditor = { accountId: 'auditor', isAuditor: true };

it.each([
  ['asked for', asked, 1, 'waiting', ['end'], ['approve', 'decline'], []],
  ['silent, a child in danger', asked, 10, 'waiting', ['open_alone', 'end'], ['approve', 'decline'], []],
  [
    'silent, another reason',
    { ...asked, ground: 'urgent_measure' },
    59,
    'waiting',
    ['end'],
    ['approve', 'decline'],
    [],
  ],
  ['forgotten', asked, 60, 'lapsed', [], [], []],
  ['declined', { ...asked, declinedAt: at(2) }, 11, 'declined', [], [], []],
  ['taken back', { ...asked, endedAt: at(2) }, 11, 'lapsed', [], [], []],
  ['open', opened(5), 64, 'open', ['look', 'end'], [], ['review']],
  ['closed by time', opened(5), 65, 'over', [], [], ['review']],
  ['closed by hand', { ...opened(5), endedAt: at(6) }, 7, 'over', [], [], ['review']],
] as const)('a look that is %s: %#', (_words, look, minutes, state, own, colleague, review) => {
  expect(lookState(look, times, at(minutes))).toBe(state);
  expect(lookDeeds(look, times, at(minutes), by('owner'))).toEqual(own);
  expect(lookDeeds(look, times, at(minutes), by('colleague'))).toEqual(colleague);
  expect(lookDeeds(look, times, at(minutes), auditor)).toEqual(review);
});

it.each([
  ['reviewed in time', 'in_order', 25 * 60, false],
  ['not looked at yet', null, 24 * 60 - 1, false],
  ['not looked at in time', null, 24 * 60, true],
  ['found wanting, however early', 'not_in_order', 1, true],
])('an account whose look was %s', (_words, verdict, minutes, suspended) => {
  expect(isSuspended([{ ...opened(0), verdict }], at(minutes))).toBe(suspended);
});

it('never lets anybody approve their own, look longer than the pack says, or open alone sooner', () => {
  const moment = fc.integer({ min: 0, max: 3000 });
  fc.assert(
    fc.property(moment, moment, fc.boolean(), (start, now, isInDanger) => {
      const look = { ...asked, ground: isInDanger ? 'child_in_danger' : 'child_missing' };
      const waiting = lookDeeds(look, times, at(now), by('owner'));
      expect(waiting).not.toContain('approve');
      expect(waiting).not.toContain('look');
      if (waiting.includes('open_alone')) expect(isInDanger && now >= times.silentMinutes).toBe(true);
      expect(aloneFrom(look, times) === undefined).toBe(!isInDanger);
      const may = lookDeeds({ ...look, ...openedNow(times, at(start)) }, times, at(now), by('owner'));
      if (now - start >= times.openMinutes) expect(may).toEqual([]);
    }),
  );
});
