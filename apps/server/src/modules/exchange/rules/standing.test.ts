import { describe, expect, it } from 'vitest';
import { isSaidNow, isToldNow, untoldSince } from './standing.js';

const now = new Date('2026-11-23T01:00:00Z');
const before = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const whole = { lastSequence: 9, received: 9, gone: 0 };

describe('a sender is told how far it arrived', () => {
  it.each([
    ['at the first turn of a process, though nothing is known to be missing', whole, undefined, true],
    ['not again within the day', whole, before(23 * 60), false],
    ['after a day', whole, before(24 * 60), true],
    ['within minutes where something is missing', { ...whole, received: 7 }, before(10), true],
    ['not at every turn where something is missing', { ...whole, received: 7 }, before(9), false],
    ['once a day where what is missing is kept no longer', { ...whole, received: 7, gone: 2 }, before(60), false],
    ['within minutes where one more is missing', { ...whole, received: 6, gone: 2 }, before(10), true],
  ])('%s', (_what, arrived, toldAt, expected) => {
    expect(isToldNow(arrived, toldAt, now)).toBe(expected);
  });
});

it('counts as said now for a day to either side', () => {
  expect([before(24 * 60), before(-24 * 60)].map((at) => isSaidNow(at, now))).toEqual([true, true]);
  expect([before(24 * 60 + 1), before(-24 * 60 - 1)].map((at) => isSaidNow(at, now))).toEqual([false, false]);
});

it('is named once it could not be told for two days, since then', () => {
  expect(untoldSince(before(2 * 24 * 60), now)).toBeUndefined();
  expect(untoldSince(before(2 * 24 * 60 + 1), now)).toEqual(before(2 * 24 * 60 + 1));
});
