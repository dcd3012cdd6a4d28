import { type BirthDateLevel, birthDateNeighbours } from '../evidence/index.js';

/** The dates that agree with one date, as numbers, and how surely; the surest first. */
export type AgreeingDates = ReadonlyMap<number, BirthDateLevel>;

/** Every date that a typical slip, or the loss of all but the year, leads to from the given ones (see `compareBirthDates`). */
export function agreeingDates(dates: readonly string[]): AgreeingDates {
  const found = new Map<number, BirthDateLevel>();
  const keep = (date: number, level: BirthDateLevel) => {
    if (!found.has(date)) found.set(date, level);
  };
  for (const date of dates) keep(Number(date), date.length === 8 ? 'equal' : 'year_only');
  for (const date of dates) if (date.length === 8) for (const near of slipsOf(date)) keep(near, 'day_month_swapped');
  for (const date of dates)
    if (date.length === 8) for (const near of oneDigitAway(Number(date))) keep(near, 'one_digit');
  for (const date of dates) {
    const year = Number(date.slice(0, 4));
    keep(year, 'year_only');
    if (date.length !== 8) for (const day of daysOfYear(year)) keep(day, 'year_only');
  }
  return found;
}

function slipsOf(date: string): number[] {
  return birthDateNeighbours(date).map(Number);
}

function* oneDigitAway(date: number): Generator<number> {
  for (let unit = 1; unit <= 10_000_000; unit *= 10) {
    const digit = Math.floor(date / unit) % 10;
    for (let other = 0; other <= 9; other += 1) if (other !== digit) yield date + (other - digit) * unit;
  }
}

/** The days of a year in any calendar, and with day and month changed over. */
function* daysOfYear(year: number): Generator<number> {
  for (let month = 1; month <= 31; month += 1) {
    const days = month <= 12 ? 31 : 12;
    for (let day = 1; day <= days; day += 1) yield year * 10_000 + month * 100 + day;
  }
}
