import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, addMonths, civilDateAt, startOfCivilDate } from '../civil-date.js';
import { LawError } from '../errors.js';
import { loadPack } from '../pack/load.js';
import { builtInPacks } from '../packs/index.js';
import { addWorkingDays, isWorkingDay, parseCalendar } from './calendar.js';
import { deadline } from './deadline.js';
import { builtInCalendar } from './index.js';
import { nextReleaseWindow, releaseWindowsPassed } from './release.js';

const calendar = builtInCalendar('cn-working-days');
if (!calendar) throw new Error('the calendar is not there');
const national = loadPack(builtInPacks.get('cn-national'), builtInPacks).pack;
const demonstration = loadPack(builtInPacks.get('demonstration'), builtInPacks).pack;
const anyDay = fc.integer({ min: 0, max: 1094 }).map((n) => addDays('2024-01-01', n));
const anyInstant = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2026, 10, 1) }).map((n) => new Date(n));

describe('working days as the State Council published them', () => {
  test.each([
    ['2024-02-09', true, "New Year's Eve was not a holiday"],
    ['2024-02-12', false, 'Spring Festival'],
    ['2024-02-18', true, 'a Sunday shifted to work'],
    ['2024-09-14', true, 'a Saturday shifted to work'],
    ['2024-12-28', false, 'an ordinary Saturday'],
    ['2025-01-28', false, 'Spring Festival'],
    ['2025-10-08', false, 'National Day and Mid-Autumn together'],
    ['2025-10-11', true, 'a Saturday shifted to work'],
    ['2026-01-02', false, 'a Friday off'],
    ['2026-01-04', true, 'a Sunday shifted to work'],
    ['2026-02-23', false, 'the ninth day of Spring Festival'],
    ['2026-10-08', true, 'a Thursday after the holiday'],
  ])('%s working: %s (%s)', (date, working) => {
    expect(isWorkingDay(calendar, date)).toEqual({ working, basis: 'published' });
  });

  test('a year not published falls back to weekdays and says so', () => {
    expect(isWorkingDay(calendar, '2027-02-08')).toEqual({ working: true, basis: 'weekdays' });
    expect(addWorkingDays(calendar, '2026-12-30', 3)).toEqual({
      date: '2027-01-04',
      basis: 'weekdays',
      unknownYears: [2027],
    });
  });

  test('ten working days over Spring Festival 2026', () => {
    expect(addWorkingDays(calendar, '2026-02-11', 10)).toEqual({
      date: '2026-03-03',
      basis: 'published',
      unknownYears: [],
    });
  });

  test('counting ends on a working day, and counting in two steps is counting at once', () => {
    fc.assert(
      fc.property(anyDay, fc.nat(20), fc.nat(20), (from, first, second) => {
        const halfway = addWorkingDays(calendar, from, first);
        expect(isWorkingDay(calendar, halfway.date).working).toBe(true);
        const start = isWorkingDay(calendar, from).working || first > 0;
        if (start) {
          expect(addWorkingDays(calendar, halfway.date, second).date).toBe(
            addWorkingDays(calendar, from, first + second).date,
          );
        }
      }),
    );
  });

  test('a broken calendar is refused', () => {
    expect(() => parseCalendar({ calendarFormat: 1, id: 'x', years: [] })).toThrow(LawError);
    expect(() => addWorkingDays(calendar, '2026-02-30', 1)).toThrow(RangeError);
  });
});

describe('days in China', () => {
  test('begin at 16:00 UTC of the day before', () => {
    expect(civilDateAt(new Date('2025-12-31T15:59:59.999Z'))).toBe('2025-12-31');
    expect(civilDateAt(new Date('2025-12-31T16:00:00Z'))).toBe('2026-01-01');
    expect(startOfCivilDate('2026-01-01').toISOString()).toBe('2025-12-31T16:00:00.000Z');
  });

  test.each([
    ['2024-01-31', 1, '2024-02-29'],
    ['2025-01-31', 1, '2025-02-28'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2025-12-15', 2, '2026-02-15'],
    ['2025-03-31', -1, '2025-02-28'],
  ])('%s plus %i months is %s', (from, months, to) => {
    expect(addMonths(from, months)).toBe(to);
  });
});

describe('deadlines', () => {
  const from = new Date('2026-02-11T06:00:00Z');
  test.each([
    ['compare_first', '2026-02-11', '2026-02-11T10:00:00.000Z'],
    ['consent_reminder', '2026-02-14', '2026-02-14T16:00:00.000Z'],
    ['approval', '2026-02-14', '2026-02-14T16:00:00.000Z'],
    ['objection_at_public_security', '2026-03-10', '2026-03-10T16:00:00.000Z'],
    ['annual_recheck', '2027-02-11', '2027-02-11T16:00:00.000Z'],
    ['judgment_service', '2026-03-13', '2026-03-13T16:00:00.000Z'],
  ])('%s is due on %s', (id, dueDate, dueAt) => {
    const due = deadline(national, calendar, id, from);
    expect([due.dueDate, due.dueAt.toISOString()]).toEqual([dueDate, dueAt]);
  });

  test('a period that rolls forward ends on the next working day', () => {
    const due = deadline(national, calendar, 'suggestion_reply_duty', new Date('2026-01-16T02:00:00Z'));
    expect(due.dueDate).toBe('2026-02-24');
  });

  test('an unknown deadline is an error, not a guess', () => {
    expect(() => deadline(national, calendar, 'someday', from)).toThrow(LawError);
  });
});

describe('release windows', () => {
  const at = (instant: string) => new Date(instant);
  test.each([
    ['before the morning window', '2026-11-23T01:00:00Z', '2026-11-23T02:30:00.000Z'],
    ['exactly at it: the next one', '2026-11-23T02:30:00Z', '2026-11-23T08:30:00.000Z'],
    ['after the afternoon window', '2026-11-23T09:00:00Z', '2026-11-24T02:30:00.000Z'],
    ['on Friday evening', '2026-11-27T09:00:00Z', '2026-11-30T02:30:00.000Z'],
    ['before Spring Festival', '2026-02-14T09:00:00Z', '2026-02-24T02:30:00.000Z'],
    ['on a Sunday shifted to work', '2026-01-03T20:00:00Z', '2026-01-04T02:30:00.000Z'],
  ])('twice a working day: %s', (_what, now, expected) => {
    expect(nextReleaseWindow(national, calendar, at(now)).at.toISOString()).toBe(expected);
  });

  test('urgent single checks leave on the hour, a stop-work order at once, the demonstration each minute', () => {
    const now = at('2026-02-16T03:20:30Z');
    expect(nextReleaseWindow(national, calendar, now, { urgent: true }).at.toISOString()).toBe(
      '2026-02-16T04:00:00.000Z',
    );
    expect(nextReleaseWindow(national, calendar, now, { priority: true }).at).toEqual(now);
    expect(nextReleaseWindow(demonstration, calendar, now).at.toISOString()).toBe('2026-02-16T03:21:00.000Z');
  });

  test('a window in a year not published says so', () => {
    expect(nextReleaseWindow(national, calendar, at('2027-01-04T00:00:00Z'))).toMatchObject({
      basis: 'weekdays',
      unknownYears: [2027],
    });
  });

  test('windows passed are those one steps over, whatever the schedule', () => {
    const anySchedule = fc.constantFrom({}, { urgent: true });
    fc.assert(
      fc.property(anyInstant, fc.nat(20 * 86_400_000), anySchedule, (since, span, options) => {
        const now = new Date(since.getTime() + span);
        let stepped = 0;
        let window = nextReleaseWindow(national, calendar, since, options).at;
        for (; window <= now; window = nextReleaseWindow(national, calendar, window, options).at) stepped += 1;
        expect(releaseWindowsPassed(national, calendar, since, now, options)).toBe(stepped);
      }),
      { numRuns: 30 },
    );
  });

  test('the window depends on the clock alone and lies strictly ahead', () => {
    fc.assert(
      fc.property(anyInstant, (now) => {
        expect(nextReleaseWindow(national, calendar, now).at > now).toBe(true);
      }),
    );
  });
});
