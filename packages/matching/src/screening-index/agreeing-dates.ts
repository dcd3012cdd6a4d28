import { type BirthDateLevel, birthDateNeighbours, compareBirthDates } from '../evidence/index.js';

/** Dates as numbers that agree with a date asked about at one level or better; years stand among them as four digits. */
export interface AgreeingDates {
  readonly level: BirthDateLevel;
  readonly dates: readonly number[];
}

const known = new Map<string, readonly AgreeingDates[]>();
const mostKnown = 30_000;
const defaultDay = 101;

/** Every date that agrees with one of the given (see `compareBirthDates`), the surest first. A few stand twice. */
export function agreeingDates(dates: readonly string[]): readonly AgreeingDates[] {
  return dates.length === 1 ? agreeingWith(dates[0] ?? '') : dates.flatMap(agreeingWith);
}

function agreeingWith(date: string): readonly AgreeingDates[] {
  const found = known.get(date);
  if (found !== undefined) return found;
  if (known.size >= mostKnown) known.clear();
  const made = workOut(date);
  known.set(date, made);
  return made;
}

function workOut(date: string): readonly AgreeingDates[] {
  const year = Number(date.slice(0, 4));
  if (date.length !== 8) return [{ level: 'year_only', dates: [year, ...daysOfYear(year)] }];
  const byLevel = new Map<BirthDateLevel, number[]>([['equal', [Number(date)]]]);
  for (const near of birthDateNeighbours(date)) {
    const level = compareBirthDates(date, near);
    if (near === date || level === 'different') continue;
    const dates = byLevel.get(level);
    if (dates) dates.push(Number(near));
    else byLevel.set(level, [Number(near)]);
  }
  // The first of January stands for a day that nobody knew.
  const rest = date.endsWith('0101') ? daysOfYear(year) : [year * 10_000 + defaultDay];
  const slips = [...byLevel].map(([level, found]) => ({ level, dates: found }));
  const slipped = new Set([...byLevel.values()].flat());
  const oneDigit = oneDigitAway(Number(date)).filter((near) => !slipped.has(near));
  return [...slips, { level: 'one_digit', dates: oneDigit }, { level: 'year_only', dates: [year, ...rest] }];
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
