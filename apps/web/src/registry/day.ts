/** The calendar day of a time in the zone of the viewer, `2026-03-07`. */
export function exactDay(time: string): string {
  const moment = new Date(time);
  const part = (value: number): string => String(value).padStart(2, '0');
  return `${String(moment.getFullYear())}-${part(moment.getMonth() + 1)}-${part(moment.getDate())}`;
}
