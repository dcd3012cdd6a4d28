const calendar = new Intl.DateTimeFormat('en-u-ca-chinese', { timeZone: 'UTC', month: 'numeric', day: 'numeric' });
const known = new Map<number, Uint16Array>();
const mostYears = 600;
const daysOfYear = 366;
const daysOfShortYear = 365;
/** The year that was asked about last, from its first day: the next day asked about mostly lies in it. */
let latest: { readonly first: number; readonly days: Uint16Array } = { first: Number.NaN, days: new Uint16Array(0) };
const shortMonth = 29;
const dayLength = 86_400_000;
/** The traditional calendar runs behind by so many days. */
export const fewestDaysBehind = 16;
export const mostDaysBehind = 56;

/**
 * Month and day of a birth date in the traditional calendar, written behind the year as registers of the old did: 1980-02-16, New Year's
 * day, is written 1980-01-01. Leap months read as the month before. The empty text for a day that no calendar has.
 */
export function lunarDate(date: string): string {
  const day = Date.parse(`${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}T00:00:00Z`) / dayLength;
  return Number.isNaN(day) ? '' : writeLunar(Number(date.slice(0, 4)), Number(date.slice(4, 6)), monthAndDayOf(day));
}

/** The day that the traditional calendar writes so; the empty text when no day is. */
export function dayOfLunarDate(written: string): string {
  const start = Date.UTC(Number(written.slice(0, 4)), Number(written.slice(4, 6)) - 1, Number(written.slice(6)));
  if (Number.isNaN(start)) return '';
  const wanted = Number(written.slice(4));
  for (let shift = fewestDaysBehind; shift <= mostDaysBehind; shift += 1) {
    const day = start / dayLength + shift;
    if (monthAndDayOf(day) !== wanted) continue;
    const date = new Date(day * dayLength).toISOString().slice(0, 10).replaceAll('-', '');
    if (lunarDate(date) === written) return date;
  }
  return '';
}

function writeLunar(year: number, month: number, monthAndDay: number): string {
  if (monthAndDay === 0) return '';
  const isYearBefore = Math.floor(monthAndDay / 100) - month > 6;
  return `${isYearBefore ? year - 1 : year}${String(monthAndDay).padStart(4, '0')}`;
}

/** Month and day of a day (counted from 1970) in the traditional calendar, as `MMDD`; 0 where it has none. */
function monthAndDayOf(day: number): number {
  const at = day - latest.first;
  if (at >= 0 && at < daysOfShortYear) return latest.days[at] ?? 0;
  const year = new Date(day * dayLength).getUTCFullYear();
  const first = new Date(0).setUTCFullYear(year) / dayLength;
  let days = known.get(year);
  if (days === undefined) {
    if (known.size >= mostYears) known.clear();
    days = daysFrom(first);
    known.set(year, days);
  }
  latest = { first, days };
  return days[day - first] ?? 0;
}

/** The days of a year; the calendar is asked about the beginnings of months alone, for asking is slow. */
function daysFrom(first: number): Uint16Array {
  const days = new Uint16Array(daysOfYear);
  for (let at = 0; at < daysOfYear;) {
    const [month, begun] = askCalendar(first + at);
    if (month === 0) return days;
    let end = at - begun + 1 + shortMonth;
    if (askCalendar(first + end)[1] !== 1) end += 1;
    for (let of = begun; at < Math.min(end, daysOfYear); at += 1, of += 1) days[at] = month * 100 + of;
  }
  return days;
}

/** Month and day of the month, zeros where the calendar has none. */
function askCalendar(day: number): readonly [number, number] {
  const parts = calendar.formatToParts(new Date(day * dayLength));
  const numberOf = (type: string) => Number.parseInt(parts.find((part) => part.type === type)?.value ?? '', 10) || 0;
  const [month, ofMonth] = [numberOf('month'), numberOf('day')];
  return month === 0 || ofMonth === 0 ? [0, 0] : [month, ofMonth];
}
