import { roleDefinition, roles } from '@gatehouse/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { factorStanding, isSignedInLately, normaliseRecoveryCode } from './second-factor.js';

it.each([
  ['a role that asks, none set up', { isForced: true, isSet: false, isShown: false }, ['clerk'], 'missing'],
  ['a role that asks, in a demonstration', { isForced: false, isSet: false, isShown: false }, ['clerk'], 'enough'],
  ['a role that does not ask', { isForced: true, isSet: false, isShown: false }, ['ministry'], 'enough'],
  ['no role yet', { isForced: true, isSet: false, isShown: false }, [], 'enough'],
  ['none set up, shown at the provider', { isForced: true, isSet: false, isShown: true }, ['clerk'], 'enough'],
  ['set up and shown', { isForced: true, isSet: true, isShown: true }, ['clerk'], 'enough'],
  ['set up and not shown', { isForced: true, isSet: true, isShown: false }, ['clerk'], 'not-shown'],
  ['set up and not shown, in a demonstration', { isForced: false, isSet: true, isShown: false }, [], 'not-shown'],
] as const)('%s', (_words, facts, held, standing) => {
  expect(factorStanding({ ...facts, roles: held })).toBe(standing);
});

it('lets no session act with a role that asks unless a factor was shown in it', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.constantFrom(...roles)), fc.boolean(), fc.boolean(), (held, isSet, isShown) => {
      const standing = factorStanding({ isForced: true, roles: held, isSet, isShown });
      const asks = held.some((role) => roleDefinition(role).secondFactor);
      if (standing === 'enough' && asks) expect(isShown).toBe(true);
    }),
  );
});

describe('what is asked before sessions are ended', () => {
  const now = new Date('2026-11-23T10:00:00Z');
  const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
  it.each([
    ['signed in just now', ago(0), null, true],
    ['signed in a while ago', ago(14.9), null, true],
    ['signed in too long ago', ago(15), null, false],
    ['signed in too long ago, second factor shown since', ago(300), ago(14), true],
    ['both too long ago', ago(300), ago(16), false],
  ])('%s', (_words, since, shownAt, isLately) => {
    expect(isSignedInLately({ since, shownAt }, now)).toBe(isLately);
  });
});

it.each(['abcde-fghjk', ' ABCDE FGHJK ', 'ＡＢＣＤＥ－ＦＧＨＪＫ'])('reads %s as the code that was drawn', (typed) => {
  expect(normaliseRecoveryCode(typed)).toBe('ABCDEFGHJK');
});
