import { addDays, type CivilDate, civilDateAt, millisecondOfDay, startOfCivilDate, yearOf } from '../civil-date.js';
import { lawError } from '../errors.js';
import type { LawPack } from '../pack/schema.js';
import { type CalendarBasis, isWorkingDay, type WorkingCalendar } from './calendar.js';

type Schedule = LawPack['releaseWindows']['ordinary'];

/** How an answer leaves. Priority wins over urgent. */
export interface ReleaseOptions {
  /** A single check whose need cannot wait for the ordinary window. */
  urgent?: boolean;
  /** A confirmed record on serving staff: the stop-work order may not wait for a window. */
  priority?: boolean;
}

/** The next moment at which answers leave together. */
export interface ReleaseWindow {
  at: Date;
  basis: CalendarBasis;
  unknownYears: number[];
}

const DAY_MILLISECONDS = 86_400_000;
// The longest published run of days off is nine; a calendar without a working day for a year is a broken file.
const LONGEST_SEARCH_DAYS = 366;

/**
 * The first release window strictly after an instant. Its clock depends on nothing but the pack, the calendar and the
 * instant, so that waiting tells nothing. `priority` windows of kind `at_once` are the instant itself.
 */
export function nextReleaseWindow(
  pack: LawPack,
  calendar: WorkingCalendar,
  now: Date,
  options: ReleaseOptions = {},
): ReleaseWindow {
  const schedule = scheduleFor(pack, options);
  if (schedule.kind === 'at_once') return { at: now, basis: 'published', unknownYears: [] };
  if (schedule.kind === 'interval')
    return { at: nextTick(now, schedule.seconds), basis: 'published', unknownYears: [] };
  return nextWorkingTime(calendar, schedule.times, now);
}

/**
 * How many windows passed after `since` up to and including `now`. From the second on, an answer still open shows
 * that a person is still working on it.
 */
export function releaseWindowsPassed(
  pack: LawPack,
  calendar: WorkingCalendar,
  since: Date,
  now: Date,
  options: ReleaseOptions = {},
): number {
  const schedule = scheduleFor(pack, options);
  if (now <= since) return 0;
  if (schedule.kind === 'at_once') return 1;
  if (schedule.kind === 'interval') return ticksUntil(now, schedule.seconds) - ticksUntil(since, schedule.seconds);
  let passed = 0;
  let window = nextWorkingTime(calendar, schedule.times, since).at;
  while (window <= now) {
    passed += 1;
    window = nextWorkingTime(calendar, schedule.times, window).at;
  }
  return passed;
}

function scheduleFor(pack: LawPack, options: ReleaseOptions): Schedule {
  if (options.priority === true) return pack.releaseWindows.priority;
  return options.urgent === true ? pack.releaseWindows.urgent : pack.releaseWindows.ordinary;
}

/** Intervals are counted from midnight UTC of 1970, which is a whole minute and hour in China too. */
function nextTick(now: Date, seconds: number): Date {
  return new Date((ticksUntil(now, seconds) + 1) * seconds * 1000);
}

function ticksUntil(at: Date, seconds: number): number {
  return Math.floor(at.getTime() / (seconds * 1000));
}

function nextWorkingTime(calendar: WorkingCalendar, times: readonly string[], now: Date): ReleaseWindow {
  const unknown = new Set<number>();
  let date: CivilDate = civilDateAt(now);
  let after = millisecondOfDay(now);
  for (let tried = 0; tried <= LONGEST_SEARCH_DAYS; tried += 1) {
    const day = isWorkingDay(calendar, date);
    if (day.basis === 'weekdays') unknown.add(yearOf(date));
    const next = times.map(millisecondOf).filter((time) => time > after);
    if (day.working && next.length > 0) {
      const unknownYears = [...unknown].sort((left, right) => left - right);
      const at = new Date(startOfCivilDate(date).getTime() + Math.min(...next));
      return { at, basis: unknownYears.length > 0 ? 'weekdays' : 'published', unknownYears };
    }
    date = addDays(date, 1);
    after = -DAY_MILLISECONDS;
  }
  throw lawError(
    'calendar_malformed',
    calendar.id,
    'The calendar has no working day within a year. Check its holidays.',
    '工作日历一年内没有任何工作日，请检查节假日数据。',
  );
}

function millisecondOf(time: string): number {
  return (Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))) * 60_000;
}
