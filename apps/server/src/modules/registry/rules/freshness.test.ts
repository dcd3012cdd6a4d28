import { describe, expect, it } from 'vitest';
import { countOwed, covers, freshHoursOf, sourceState } from './freshness.js';

const pack = { sourceFeeds: { mostFreshHours: 744, countWithinHours: 24 } };
const declaredAt = new Date('2026-01-01T00:00:00Z');
const at = (text: string) => new Date(text);

describe('a source that says nothing for longer than it declared is silent', () => {
  it.each([
    ['within its hours', 24, '2026-05-01T00:00:00Z', '2026-05-01T23:59:59Z', 'fresh', null],
    ['at the very end of its hours', 24, '2026-05-01T00:00:00Z', '2026-05-02T00:00:00Z', 'fresh', null],
    ['a moment later', 24, '2026-05-01T00:00:00Z', '2026-05-02T00:00:00.001Z', 'silent', '2026-05-01T00:00:00Z'],
    ['never heard of', 24, null, '2026-01-01T00:00:01Z', 'silent', '2026-01-01T00:00:00Z'],
  ])('%s', (_name, freshHours, last, now, state, since) => {
    const source = { freshHours, declaredAt, lastReceivedAt: last === null ? null : at(last), incompleteSince: null };
    expect(sourceState(pack, source, at(now))).toEqual({ state, silentSince: since === null ? null : at(since) });
  });
});

it('a source that speaks and lacks a part is silent since before that part', () => {
  const lastReceivedAt = at('2026-05-03T00:00:00Z');
  const incompleteSince = at('2026-05-01T00:00:00Z');
  const source = { freshHours: 24, declaredAt, lastReceivedAt, incompleteSince };
  expect(sourceState(pack, source, lastReceivedAt)).toEqual({ state: 'silent', silentSince: incompleteSince });
});

describe('a source covers its divisions', () => {
  it.each([
    [[], '440103', true],
    [['44'], '440103', true],
    [['4401', '11'], '110101', true],
    [['45'], '440103', false],
  ])('%j covers %s: %s', (divisions, code, expected) => {
    expect(covers(divisions, code)).toBe(expected);
  });
});

describe('the law pack says for how long a source may say nothing at the most', () => {
  it('caps what was declared, and leaves what is below', () => {
    expect([24, 744, 8784].map((freshHours) => freshHoursOf(pack, { freshHours }))).toEqual([24, 744, 744]);
  });

  it('a source that was declared for a year is silent after the most that the pack allows', () => {
    const source = { freshHours: 8784, declaredAt, lastReceivedAt: at('2026-05-01T00:00:00Z'), incompleteSince: null };
    expect(sourceState(pack, source, at('2026-06-01T00:00:00Z'))).toEqual({ state: 'fresh', silentSince: null });
    expect(sourceState(pack, source, at('2026-06-01T00:00:00.001Z'))).toMatchObject({ state: 'silent' });
  });
});

describe('a numbered source owes a count of what is here', () => {
  const since = at('2026-05-01T06:00:00Z');
  const dueAt = at('2026-05-02T06:00:00Z');
  it.each([
    ['nothing where all was counted', undefined, '2026-06-01T00:00:00Z', null],
    ['within the hours of the pack', since, '2026-05-02T06:00:00Z', { dueAt, isLate: false }],
    ['and is late after them', since, '2026-05-02T06:00:00.001Z', { dueAt, isLate: true }],
  ])('%s', (_what, uncounted, now, expected) => {
    expect(countOwed(pack, uncounted, at(now))).toEqual(expected);
  });
});
