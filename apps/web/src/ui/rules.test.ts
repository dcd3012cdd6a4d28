import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainDocumentNumber } from './document-number.js';
import { Failure, failureOf, fieldProblem, localFailure } from './failure.js';
import { refusalOf, sizeInWords } from './file-limits.js';
import { sparklinePoints } from './sparkline.js';
import { dayInWords, dayWithWeekday, endTime, exactTime, relativeTime } from './time.js';

const hour = 3_600_000;

describe('a time in words', () => {
  it.each([
    [4 * hour, 'en', 'in 4 hours'],
    [-50 * hour, 'en', '2 days ago'],
    [-24 * hour, 'zh', '昨天'],
    [30_000, 'en', 'now'],
    [-61_000, 'zh', '1分钟前'],
  ])('%d ms from now in %s is "%s"', (distance, language, words) => {
    expect(relativeTime(1_000_000 + distance, 1_000_000, language)).toBe(words);
  });

  it.each([
    ['en', '26 Nov 2026'],
    ['zh', '2026年11月26日'],
  ])('writes a day in %s as %s', (language, words) => {
    expect(dayInWords('2026-11-26', language)).toBe(words);
    expect(exactTime(new Date(2026, 10, 26, 9, 5).getTime(), language)).toMatch(new RegExp(`^${words},? 09:05$`));
  });

  it.each([
    ['en', /^Thursday,? 26 Nov 2026$/],
    ['zh', /^2026年11月26日星期四$/],
  ])('says a chosen day in %s with its weekday', (language, words) => {
    expect(dayWithWeekday('2026-11-26', language)).toMatch(words);
  });

  it.each([
    ['en', '25 Nov 2026, 24:00'],
    ['zh', '2026年11月25日 24:00'],
  ])('ends a period at midnight in %s with the day before: %s', (language, words) => {
    const midnight = new Date(2026, 10, 26).getTime();
    expect(endTime(midnight, language)).toBe(words);
    expect(endTime(midnight + 60_000, language)).toBe(exactTime(midnight + 60_000, language));
  });

  it('gives back what is no day', () => {
    expect(dayInWords('2019', 'en')).toBe('2019');
    expect(dayWithWeekday('2019', 'en')).toBe('2019');
  });

  it('never promises more time than there is', () => {
    expect(relativeTime(119 * 60_000, 0, 'en')).toBe('in 1 hour');
  });
});

describe('a failure', () => {
  it.each([
    [401, 'not-signed-in'],
    [404, 'not-found'],
    [502, 'not-ready'],
    [500, 'unreadable'],
    [418, 'unreadable'],
  ])('without problem details and with status %d reads as %s', (status, code) => {
    expect(failureOf(status, '<html>').problem.code).toBe(code);
  });

  it('names the fields it is about', () => {
    const { problem } = localFailure('request-invalid');
    const message = { en: 'Too short', zh: '过短' };
    const failure = new Failure({ ...problem, fields: [{ path: 'person.name', code: 'short', message }] });
    expect(fieldProblem(failure, 'person.name')).toEqual(message);
    expect(fieldProblem(failure, 'post')).toBeUndefined();
    expect(fieldProblem(new Error('other'), 'person.name')).toBeUndefined();
  });
});

describe('a document number as typed', () => {
  it.each([
    ['１０010119900307123ｘ', '10010119900307123X'],
    ['100101 1990-0307 123x', '10010119900307123X'],
    ['H1234\u200b5678', 'H12345678'],
  ])('%s means %s', (typed, plain) => {
    expect(plainDocumentNumber(typed)).toBe(plain);
  });

  it('is plain once and for all', () => {
    fc.assert(
      fc.property(
        fc.string(),
        (typed) => plainDocumentNumber(plainDocumentNumber(typed)) === plainDocumentNumber(typed),
      ),
    );
  });
});

describe('a dropped file', () => {
  it.each([
    [{ name: '名册.XLSX', size: 10 }, undefined],
    [{ name: 'list.pdf', size: 10 }, 'ending'],
    [{ name: 'list.csv', size: 0 }, 'empty'],
    [{ name: 'list.csv', size: 101 }, 'size'],
  ])('%j is refused for %s', (file, refusal) => {
    expect(refusalOf(file, ['.xlsx', '.csv'], 100)).toBe(refusal);
  });

  it('is told its limit in whole units', () => {
    expect([sizeInWords(20 * 1_048_576), sizeInWords(2048), sizeInWords(1)]).toEqual(['20 MB', '2 KB', '1 KB']);
  });
});

describe('a small chart', () => {
  it('keeps every value inside its frame, and an even course in the middle', () => {
    const values = fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(values, (series) =>
        sparklinePoints(series).every(([x, y]) => x >= 2 && x <= 94 && y >= 3 && y <= 25),
      ),
    );
    expect(sparklinePoints([5, 5]).map(([, y]) => y)).toEqual([14, 14]);
  });
});
