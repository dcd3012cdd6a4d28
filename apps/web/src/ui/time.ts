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

/** Date and time to the minute in the zone of the viewer. */
export function exactTime(moment: number, language: string): string {
  const format = { dateStyle: 'long', timeStyle: 'short' } as const;
  return new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', format).format(moment);
}

/** The same with the offset of the zone, for paper and wherever it is read elsewhere. */
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
