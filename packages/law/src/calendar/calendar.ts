import { z } from 'zod';
import { addDays, type CivilDate, isCivilDate, weekday, yearOf } from '../civil-date.js';
import { LawError } from '../errors.js';
import { civilDateSchema, keySchema, wordsSchema } from '../pack/rule-schema.js';

const yearSchema = z.strictObject({
  year: z.int(),
  source: z.string().min(1),
  holidays: z.array(z.strictObject({ title: wordsSchema, from: civilDateSchema, to: civilDateSchema })),
  shiftedWorkingDays: z.array(civilDateSchema),
});

const calendarSchema = z.strictObject({
  calendarFormat: z.literal(1),
  id: keySchema,
  title: wordsSchema,
  years: z.array(yearSchema),
});

/** The working days of the years the State Council has published. */
export type WorkingCalendar = z.infer<typeof calendarSchema>;

/** What an answer about working days rests on: the published calendar, or plain weekdays because the year is not in it. */
export type CalendarBasis = 'published' | 'weekdays';

/** Whether a day is a working day. */
export interface WorkingDay {
  working: boolean;
  basis: CalendarBasis;
}

/** A day reached by counting working days. */
export interface CountedDay {
  date: CivilDate;
  /** `weekdays` when any day counted lies in a year the calendar does not cover. */
  basis: CalendarBasis;
  /** The years not covered. Say so to the reader: the day may move once the year is published. */
  unknownYears: number[];
}

/** Reads a calendar file. Throws `LawError` (`calendar_malformed`) naming every field that is wrong. */
export function parseCalendar(json: unknown): WorkingCalendar {
  const result = calendarSchema.safeParse(json);
  if (result.success) return result.data;
  throw new LawError(
    result.error.issues.map((issue) => ({
      code: 'calendar_malformed' as const,
      where: issue.path.join('.'),
      words: { en: issue.message, zh: `工作日历此处格式有误（${issue.message}）` },
    })),
  );
}

/** Whether a day in China is a working day: published holidays and shifted days first, else Monday to Friday. */
export function isWorkingDay(calendar: WorkingCalendar, date: CivilDate): WorkingDay {
  const isWeekday = weekday(date) >= 1 && weekday(date) <= 5;
  const year = calendar.years.find((candidate) => candidate.year === yearOf(date));
  if (!year) return { working: isWeekday, basis: 'weekdays' };
  if (year.shiftedWorkingDays.includes(date)) return { working: true, basis: 'published' };
  const isHoliday = year.holidays.some((holiday) => holiday.from <= date && date <= holiday.to);
  return { working: isWeekday && !isHoliday, basis: 'published' };
}

/**
 * The day on which a number of working days has passed. The day one counts from is not counted (Civil Code art. 201);
 * with 0 days it is that day, or the next working day where it is none.
 */
export function addWorkingDays(calendar: WorkingCalendar, from: CivilDate, days: number): CountedDay {
  if (!isCivilDate(from) || !Number.isInteger(days) || days < 0) {
    throw new RangeError('addWorkingDays needs a day written YYYY-MM-DD and a whole number of days, 0 or more');
  }
  const unknown = new Set<number>();
  let date = from;
  let left = days;
  let working = isWorkingOrNote(calendar, date, unknown);
  while (left > 0 || !working) {
    date = addDays(date, 1);
    working = isWorkingOrNote(calendar, date, unknown);
    if (working && left > 0) left -= 1;
  }
  const unknownYears = [...unknown].sort((left, right) => left - right);
  return { date, basis: unknownYears.length > 0 ? 'weekdays' : 'published', unknownYears };
}

function isWorkingOrNote(calendar: WorkingCalendar, date: CivilDate, unknown: Set<number>): boolean {
  const day = isWorkingDay(calendar, date);
  if (day.basis === 'weekdays') unknown.add(yearOf(date));
  return day.working;
}
