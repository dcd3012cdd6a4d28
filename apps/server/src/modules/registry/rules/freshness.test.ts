import { describe, expect, it } from 'vitest';
import { covers, sourceState } from './freshness.js';

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
    expect(sourceState(source, at(now))).toEqual({ state, silentSince: since === null ? null : at(since) });
  });
});

it('a source that speaks and lacks a part is silent since before that part', () => {
  const lastReceivedAt = at('2026-05-03T00:00:00Z');
  const incompleteSince = at('2026-05-01T00:00:00Z');
  const source = { freshHours: 24, declaredAt, lastReceivedAt, incompleteSince };
  expect(sourceState(source, lastReceivedAt)).toEqual({ state: 'silent', silentSince: incompleteSince });
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
