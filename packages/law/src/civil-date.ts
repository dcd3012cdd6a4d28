/** A calendar day in China, `YYYY-MM-DD`. Legal dates are days, not instants. */
export type CivilDate = string;

// China has kept one zone without daylight saving since 1991-09-15; every date a pack can name lies after that.
const CHINA_OFFSET_MILLISECONDS = 8 * 3_600_000;
const DAY_MILLISECONDS = 86_400_000;

interface DateParts {
  year: number;
  month: number;
  day: number;
}

/** Whether the text is a real day of the Gregorian calendar written `YYYY-MM-DD`. */
export function isCivilDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** The day it is in China at an instant. */
export function civilDateAt(at: Date): CivilDate {
  return new Date(at.getTime() + CHINA_OFFSET_MILLISECONDS).toISOString().slice(0, 10);
}

/** The instant a day begins in China. */
export function startOfCivilDate(date: CivilDate): Date {
  return new Date(new Date(`${date}T00:00:00Z`).getTime() - CHINA_OFFSET_MILLISECONDS);
}

/** Milliseconds since midnight in China. */
export function millisecondOfDay(at: Date): number {
  return at.getTime() - startOfCivilDate(civilDateAt(at)).getTime();
}

/** The day a number of days later (negative: earlier). */
export function addDays(date: CivilDate, days: number): CivilDate {
  return new Date(new Date(`${date}T00:00:00Z`).getTime() + days * DAY_MILLISECONDS).toISOString().slice(0, 10);
}

/**
 * The same day of the month a number of months later; where that month has no such day, its last day
 * (Civil Code art. 202: the last day of the month ends the period).
 */
export function addMonths(date: CivilDate, months: number): CivilDate {
  const { year, month, day } = partsOf(date);
  const index = year * 12 + (month - 1) + months;
  const targetYear = Math.floor(index / 12);
  const targetMonth = index - targetYear * 12 + 1;
  return formatDate(targetYear, targetMonth, Math.min(day, daysInMonth(targetYear, targetMonth)));
}

/** 0 is Sunday, 6 is Saturday. */
export function weekday(date: CivilDate): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay();
}

/** The year of a day. */
export function yearOf(date: CivilDate): number {
  return partsOf(date).year;
}

/** Whether the day is 29 February. */
export function isLeapDay(date: CivilDate): boolean {
  return date.endsWith('-02-29');
}

function partsOf(date: CivilDate): DateParts {
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) };
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function formatDate(year: number, month: number, day: number): CivilDate {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
