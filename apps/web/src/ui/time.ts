const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** How far a moment is from now, in words: "in 4 hours", "2 days ago", "昨天". Up to a minute either way is "now". */
export function relativeTime(moment: number, now: number, language: string): string {
  const words = new Intl.RelativeTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', { numeric: 'auto' });
  const distance = moment - now;
  for (const [unit, length] of steps) {
    if (Math.abs(distance) >= length) return words.format(Math.trunc(distance / length), unit);
  }
  return words.format(0, 'second');
}

const dayParts = { year: 'numeric', month: 'short', day: 'numeric' } as const;

function formatIn(language: string, format: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return language === 'zh'
    ? new Intl.DateTimeFormat('zh-CN', { ...format, month: 'long' })
    : new Intl.DateTimeFormat('en-GB', format);
}

/** Date and time to the minute in the zone of the viewer: 26 Nov 2026, 11:43; 2026年11月26日 11:43. */
export function exactTime(moment: number, language: string): string {
  const format = formatIn(language, { ...dayParts, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return format.format(moment);
}

/**
 * The end of a period. At midnight it is the end of the day before, as deadlines are written in law, since who reads "28 Nov 2026,
 * 00:00" thinks they have the 28th: 27 Nov 2026, 24:00; 2026年11月27日 24:00.
 */
export function endTime(moment: number, language: string): string {
  const at = new Date(moment);
  if (at.getHours() !== 0 || at.getMinutes() !== 0) return exactTime(moment, language);
  return exactTime(moment - 60_000, language).replace('23:59', '24:00');
}

/** A calendar day, `2026-11-26`, as it is written: 26 Nov 2026; 2026年11月26日. What is no day is given back as it came. */
export function dayInWords(day: string, language: string): string {
  return formatDay(day, language, dayParts);
}

/** The same with the weekday, for a day that was just chosen: Thursday 26 Nov 2026; 2026年11月26日星期四. */
export function dayWithWeekday(day: string, language: string): string {
  return formatDay(day, language, { ...dayParts, weekday: 'long' });
}

function formatDay(day: string, language: string, format: Intl.DateTimeFormatOptions): string {
  const noon = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T12:00:00Z`) : Number.NaN;
  return Number.isNaN(noon) ? day : formatIn(language, { ...format, timeZone: 'UTC' }).format(noon);
}

/** Date and time with the offset of the zone, for paper and wherever it is read elsewhere. */
export function exactTimeWithZone(moment: number, language: string): string {
  const text = exactTime(moment, language);
  const zone = new Intl.DateTimeFormat('en-GB', { timeZoneName: 'shortOffset' })
    .formatToParts(moment)
    .find((part) => part.type === 'timeZoneName')?.value;
  return zone ? `${text} (${zone})` : text;
}

/** The calendar day of a time in China, `2026-03-07`: by it the server counts, wherever the viewer is. */
export function dayInChina(time: string): string {
  // Swedish writes days as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short' }).format(new Date(time));
}
