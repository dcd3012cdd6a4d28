import type { BirthDateLevel } from '../evidence/index.js';
import { daysInMonth } from '../identity-number/index.js';

/** Dates as numbers that agree with a date asked about at one level or better; years stand among them as four digits. */
export interface AgreeingDates {
  readonly level: BirthDateLevel;
  readonly dates: readonly number[];
}

/**
 * Every date that a typical slip, or the loss of all but the year, leads to from the given ones (see `compareBirthDates`), the
 * surest first. A few stand twice.
 */
export function agreeingDates(dates: readonly string[]): readonly AgreeingDates[] {
  const whole = dates.filter((date) => date.length === 8);
  const years = dates.map((date) => Number(date.slice(0, 4)));
  const bare = dates.filter((date) => date.length !== 8).map(Number);
  return [
    { level: 'equal', dates: whole.map(Number) },
    { level: 'day_month_swapped', dates: whole.flatMap((date) => slipsOf(Number(date))) },
    { level: 'one_digit', dates: whole.flatMap((date) => oneDigitAway(Number(date))) },
    { level: 'year_only', dates: [...years, ...bare.flatMap(daysOfYear)] },
  ];
}

/** Day and month changed over, two neighbouring digits changed over, the day before and the day after. */
function slipsOf(date: number): number[] {
  const [year, month, day] = [Math.floor(date / 10_000), Math.floor(date / 100) % 100, date % 100];
  const found = [year * 10_000 + day * 100 + month];
  for (let unit = 10; unit <= 10_000_000; unit *= 10) {
    const [left, right] = [Math.floor(date / unit) % 10, Math.floor((date * 10) / unit) % 10];
    if (left !== right) found.push(date + (right - left) * (unit - unit / 10));
  }
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return found;
  const [yearBefore, before] = month === 1 ? [year - 1, 12] : [year, month - 1];
  const [yearAfter, after] = month === 12 ? [year + 1, 1] : [year, month + 1];
  found.push(day > 1 ? date - 1 : yearBefore * 10_000 + before * 100 + daysInMonth(yearBefore, before));
  found.push(day < daysInMonth(year, month) ? date + 1 : yearAfter * 10_000 + after * 100 + 1);
  return found;
}

function oneDigitAway(date: number): number[] {
  const found: number[] = [];
  for (let unit = 1; unit <= 10_000_000; unit *= 10) {
    const digit = Math.floor(date / unit) % 10;
    for (let other = 0; other <= 9; other += 1) if (other !== digit) found.push(date + (other - digit) * unit);
  }
  return found;
}

/** The days of a year in any calendar, and with day and month changed over. */
function daysOfYear(year: number): number[] {
  const found: number[] = [];
  for (let month = 1; month <= 31; month += 1) {
    const days = month <= 12 ? 31 : 12;
    for (let day = 1; day <= days; day += 1) found.push(year * 10_000 + month * 100 + day);
  }
  return found;
}
