import { calendarDate } from '../identity-number/index.js';

/** How two birth dates relate; every level but `equal`, `different` and `missing` names a typical slip. */
export type BirthDateLevel =
  | 'equal'
  | 'day_month_swapped'
  | 'off_by_one_day'
  | 'digits_transposed'
  | 'one_digit'
  | 'year_only'
  | 'different'
  | 'missing';

const fullDate = /^(\d{4})\D(\d{1,2})\D(\d{1,2})(?:\D.*)?$/;
const packedDate = /^(\d{4})(\d{2})(\d{2})$/;
const yearAlone = /^(\d{4})(?:\D{1,2}(?:\d{1,2}\D?)?)?$/;
const dayLength = 86_400_000;

/**
 * A birth date as eight digits `YYYYMMDD`, a year as four, or the empty text when neither can be read. Days that no calendar has
 * are kept: they are evidence of a slip.
 */
export function readBirthDate(raw: unknown): string {
  if (typeof raw !== 'string') return '';
  const text = raw
    .slice(0, 40)
    .normalize('NFKC')
    .replace(/[\p{Cf}\s]/gu, '');
  const parts = packedDate.exec(text) ?? fullDate.exec(text);
  if (parts) return `${parts[1]}${(parts[2] ?? '').padStart(2, '0')}${(parts[3] ?? '').padStart(2, '0')}`;
  return yearAlone.exec(text)?.[1] ?? '';
}

/** Compares two dates in the form of `readBirthDate`. */
export function compareBirthDates(a: string, b: string): BirthDateLevel {
  if (a === '' || b === '') return 'missing';
  if (a.length !== 8 || b.length !== 8) return a.slice(0, 4) === b.slice(0, 4) ? 'year_only' : 'different';
  if (a === b) return 'equal';
  if (a.slice(0, 4) === b.slice(0, 4) && a.slice(4, 6) === b.slice(6) && a.slice(6) === b.slice(4, 6)) {
    return 'day_month_swapped';
  }
  if (Math.abs(dayNumber(a) - dayNumber(b)) === 1) return 'off_by_one_day';
  return compareDigits(a, b);
}

/** The dates that one of the named slips (save a single wrong digit) turns into the given one, itself first. */
export function birthDateNeighbours(date: string): readonly string[] {
  if (date.length !== 8) return date === '' ? [] : [date];
  const found = new Set([date, date.slice(0, 4) + date.slice(6) + date.slice(4, 6)]);
  for (const shift of [-1, 1]) {
    const day = dayNumber(date);
    if (!Number.isNaN(day))
      found.add(new Date((day + shift) * dayLength).toISOString().slice(0, 10).replaceAll('-', ''));
  }
  for (let place = 0; place < 7; place += 1) {
    found.add(date.slice(0, place) + date.charAt(place + 1) + date.charAt(place) + date.slice(place + 2));
  }
  return [...found];
}

function compareDigits(a: string, b: string): BirthDateLevel {
  const places = [...a].flatMap((digit, place) => (digit === b[place] ? [] : [place]));
  const [first = 0, second = 0] = places;
  if (places.length === 1) return 'one_digit';
  const swapped = places.length === 2 && second === first + 1 && a[first] === b[second] && a[second] === b[first];
  return swapped ? 'digits_transposed' : 'different';
}

function dayNumber(date: string): number {
  const [year, month, day] = [Number(date.slice(0, 4)), Number(date.slice(4, 6)), Number(date.slice(6))];
  const exists = calendarDate(year, month, day) !== undefined;
  return exists ? Math.round(Date.UTC(year, month - 1, day) / dayLength) : Number.NaN;
}
