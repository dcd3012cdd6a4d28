import { addDays, addWorkingDays, builtInCalendar, startOfCivilDate } from '@gatehouse/law';

/** The first day of the invented country. */
const firstDay = '2023-11-27';
const dayMilliseconds = 86_400_000;
const morning = 9 * 3_600_000;
/** After the last window of the law pack's working day. */
const evening = 17 * 3_600_000;

/** The civil date of a day by its number. */
export function dateOf(day: number): string {
  return addDays(firstDay, day);
}

/** The number of a civil date. */
export function dayOf(date: string): number {
  return Math.round((Date.parse(date) - Date.parse(firstDay)) / dayMilliseconds);
}

/** The instants at which the people of the country work, in China. */
export function morningOf(day: number): Date {
  return new Date(startOfCivilDate(dateOf(day)).getTime() + morning);
}

export function eveningOf(day: number): Date {
  return new Date(startOfCivilDate(dateOf(day)).getTime() + evening);
}

const workingDays = builtInCalendar('cn-working-days');

/** The first day after the working week that whoever has to take a check further has for it. */
export function weekAfter(day: number): number {
  if (workingDays === undefined) throw new Error('the working days of China are missing');
  return dayOf(addWorkingDays(workingDays, dateOf(day), 5).date) + 1;
}

/** The same day of the next year: the last on which the yearly check is in time. */
export function yearAfter(day: number): number {
  const date = dateOf(day);
  const next = `${Number(date.slice(0, 4)) + 1}${date.slice(4)}`;
  return dayOf(next.endsWith('-02-29') ? next.replace('-02-29', '-02-28') : next);
}
