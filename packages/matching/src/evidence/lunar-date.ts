const calendar = new Intl.DateTimeFormat('en-u-ca-chinese', { timeZone: 'UTC', month: 'numeric', day: 'numeric' });
const known = new Map<string, string>();
const daysKnown = new Map<string, string>();
const mostKnown = 60_000;
const dayLength = 86_400_000;
/** The traditional calendar runs behind by so many days. */
export const fewestDaysBehind = 16;
export const mostDaysBehind = 56;

/**
 * Month and day of a birth date in the traditional calendar, written behind the year as registers of the old did: 1980-02-16, New Year's
 * day, is written 1980-01-01. Leap months read as the month before. The empty text for a day that no calendar has.
 */
export function lunarDate(date: string): string {
  const found = known.get(date);
  if (found !== undefined) return found;
  if (known.size >= mostKnown) known.clear();
  const written = writeLunar(date);
  known.set(date, written);
  return written;
}

function writeLunar(date: string): string {
  const day = new Date(`${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}T00:00:00Z`);
  if (Number.isNaN(day.getTime())) return '';
  const parts = calendar.formatToParts(day);
  const numberOf = (type: string) => Number.parseInt(parts.find((part) => part.type === type)?.value ?? '', 10);
  const [month, dayOfMonth] = [numberOf('month'), numberOf('day')];
  if (Number.isNaN(month) || Number.isNaN(dayOfMonth)) return '';
  const isYearBefore = month - Number(date.slice(4, 6)) > 6;
  const year = Number(date.slice(0, 4)) - (isYearBefore ? 1 : 0);
  return `${year}${String(month).padStart(2, '0')}${String(dayOfMonth).padStart(2, '0')}`;
}

/** The day that the traditional calendar writes so; the empty text when no day is. */
export function dayOfLunarDate(written: string): string {
  const found = daysKnown.get(written);
  if (found !== undefined) return found;
  if (daysKnown.size >= mostKnown) daysKnown.clear();
  const start = Date.UTC(Number(written.slice(0, 4)), Number(written.slice(4, 6)) - 1, Number(written.slice(6)));
  let day = '';
  for (let shift = fewestDaysBehind; shift <= mostDaysBehind && day === '' && !Number.isNaN(start); shift += 1) {
    const date = new Date(start + shift * dayLength).toISOString().slice(0, 10).replaceAll('-', '');
    if (lunarDate(date) === written) day = date;
  }
  daysKnown.set(written, day);
  return day;
}
