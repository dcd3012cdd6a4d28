import { calendarDate } from '../identity-number/index.js';
import { dayOfLunarDate, fewestDaysBehind, lunarDate, mostDaysBehind } from './lunar-date.js';
import typing from './typed-dates.json' with { type: 'json' };

/** How two birth dates relate; every level but `equal`, `different` and `missing` names a typical slip. */
export type BirthDateLevel =
  | 'equal'
  | 'day_month_swapped'
  | 'off_by_one_day'
  | 'lunar_date'
  | 'year_off'
  | 'century_off'
  | 'digits_transposed'
  | 'one_digit'
  | 'year_only'
  | 'different'
  | 'missing';

const written = new Map(Object.entries(typing.digits));
const writtenDigit = new RegExp(`[${Object.keys(typing.digits).join('')}]`, 'g');
const fullDate = /^(\d{4})\D(\d{1,2})\D(\d{1,2})(?:\D.*)?$/;
const isoDate = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;
const packedDate = /^(\d{4})(\d{2})(\d{2})$/;
const dayFirst = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/;
const shortYear = /^(\d{2})[-./年](\d{1,2})[-./月](\d{1,2})日?$/;
const yearAlone = /^(\d{4})(?:\D{1,2}(?:\d{1,2}\D?)?)?$/;
const timeOfDay = /[T\s]\d{1,2}:.*$/;
const dayLength = 86_400_000;
const defaultDay = '0101';

/**
 * A birth date as eight digits `YYYYMMDD`, a year as four, or the empty text when neither can be read. Days that no calendar has
 * are kept: they are evidence of a slip. Read are also Chinese digits, letters typed for digits, a time of day behind the date, the
 * day first where the year stands last, and years of two digits (00 to 10 as 2000 and after; `century_off` covers the rest).
 */
export function readBirthDate(raw: unknown): string {
  if (typeof raw !== 'string') return '';
  if (isoDate.test(raw)) return raw.slice(0, 4) + raw.slice(5, 7) + raw.slice(8);
  const text = raw
    .slice(0, 40)
    .normalize('NFKC')
    .trim()
    .replace(timeOfDay, '')
    .replace(/[\p{Cf}\s]/gu, '')
    .replace(writtenDigit, (digit) => written.get(digit) ?? digit);
  const parts = packedDate.exec(text) ?? fullDate.exec(text);
  if (parts) return packed(parts[1], parts[2], parts[3]);
  const turned = dayFirst.exec(text);
  if (turned) return packed(turned[3], turned[2], turned[1]);
  const short = shortYear.exec(text);
  if (short)
    return packed(`${Number(short[1]) <= typing.lastShortYearOf2000 ? '20' : '19'}${short[1]}`, short[2], short[3]);
  return yearAlone.exec(text)?.[1] ?? '';
}

/** Compares two dates in the form of `readBirthDate`. */
export function compareBirthDates(a: string, b: string): BirthDateLevel {
  if (a === '' || b === '') return 'missing';
  if (a === b) return a.length === 8 ? 'equal' : 'year_only';
  const isSameYear = a.startsWith(b.slice(0, 4));
  if (a.length !== 8 || b.length !== 8) return isSameYear ? 'year_only' : 'different';
  if (isSameYear && a.slice(4, 6) === b.slice(6) && a.slice(6) === b.slice(4, 6)) return 'day_month_swapped';
  if (isSameYear && (a.endsWith(defaultDay) || b.endsWith(defaultDay))) return 'year_only';
  if (a.slice(4) === b.slice(4)) {
    const level = compareYears(Number(a.slice(0, 4)) - Number(b.slice(0, 4)));
    if (level !== undefined) return level;
  }
  const days = Math.abs(dayNumber(a) - dayNumber(b));
  if (days === 1) return 'off_by_one_day';
  if (mayBeLunar(days) && (lunarDate(a) === b || lunarDate(b) === a)) return 'lunar_date';
  return compareDigits(a, b);
}

/** The dates that one of the named slips (save a single wrong digit) turns into the given one, itself first. */
export function birthDateNeighbours(date: string): readonly string[] {
  if (date.length !== 8) return date === '' ? [] : [date];
  const [year, rest] = [Number(date.slice(0, 4)), date.slice(4)];
  const found = new Set([date, date.slice(0, 4) + date.slice(6) + date.slice(4, 6)]);
  const day = dayNumber(date);
  if (!Number.isNaN(day)) for (const shift of [-1, 1]) found.add(dateOfDay(day + shift));
  for (const shift of [-1, 1, -10, 10, -100, 100]) found.add(String(year + shift).padStart(4, '0') + rest);
  for (let place = 0; place < 7; place += 1) {
    found.add(date.slice(0, place) + date.charAt(place + 1) + date.charAt(place) + date.slice(place + 2));
  }
  for (const lunar of [lunarDate(date), dayOfLunarDate(date)]) if (lunar !== '') found.add(lunar);
  return [...found];
}

function compareYears(apart: number): BirthDateLevel | undefined {
  const years = Math.abs(apart);
  if (years === 1 || years === 10) return 'year_off';
  return years === 100 ? 'century_off' : undefined;
}

/** The thirtieth of a lunar second month is no day of ours, hence no number. */
function mayBeLunar(days: number): boolean {
  return Number.isNaN(days) || (days >= fewestDaysBehind && days <= mostDaysBehind);
}

function packed(year = '', month = '', day = ''): string {
  return year + month.padStart(2, '0') + day.padStart(2, '0');
}

function compareDigits(a: string, b: string): BirthDateLevel {
  let [first, second, differing] = [-1, -1, 0];
  for (let place = 0; place < 8; place += 1) {
    if (a.charCodeAt(place) === b.charCodeAt(place)) continue;
    differing += 1;
    if (differing > 2) return 'different';
    if (first < 0) first = place;
    else second = place;
  }
  if (differing === 1) return 'one_digit';
  const swapped = second === first + 1 && a[first] === b[second] && a[second] === b[first];
  return swapped ? 'digits_transposed' : 'different';
}

function dateOfDay(day: number): string {
  return new Date(day * dayLength).toISOString().slice(0, 10).replaceAll('-', '');
}

function dayNumber(date: string): number {
  const [year, month, day] = [Number(date.slice(0, 4)), Number(date.slice(4, 6)), Number(date.slice(6))];
  const exists = calendarDate(year, month, day) !== undefined;
  return exists ? Math.round(Date.UTC(year, month - 1, day) / dayLength) : Number.NaN;
}
