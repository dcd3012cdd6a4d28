import fc from 'fast-check';
import { expect, it } from 'vitest';
import { maySignIn, signInRules, waitAfterFailures } from './sign-in.js';

it.each([
  [0, 0],
  [4, 0],
  [5, 2],
  [6, 4],
  [9, 32],
  [13, 300],
  [500, 300],
])('after %i failures the next try waits %i seconds', (failures, seconds) => {
  expect(waitAfterFailures(failures)).toBe(seconds);
});

it('never waits longer than five minutes, nor less after one failure more', () => {
  fc.assert(
    fc.property(fc.nat(2000), (failures) => {
      const [wait, next] = [waitAfterFailures(failures), waitAfterFailures(failures + 1)];
      expect(next).toBeGreaterThanOrEqual(wait);
      expect(next).toBeLessThanOrEqual(signInRules.longestWaitSeconds);
    }),
  );
});

const now = new Date('2026-11-23T01:00:00Z');
const [before, after] = [new Date(now.getTime() - 1), new Date(now.getTime() + 1)];

it.each([
  ['open, with a password of its own', null, null, true],
  ['open, with a one-time password in time', null, after, true],
  ['open, with a one-time password too old', null, before, false],
  ['closed', before, null, false],
])('an account that is %s may sign in: %#', (_words, closedAt, oneTimeUntil, may) => {
  expect(maySignIn({ closedAt, suspendedAt: null, oneTimeUntil }, now)).toBe(may);
  expect(maySignIn({ closedAt, suspendedAt: before, oneTimeUntil }, now)).toBe(false);
});
