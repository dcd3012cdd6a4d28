import type { WorkingCalendar } from '../calendar/calendar.js';
import { deadline } from '../calendar/deadline.js';
import { addDays, type CivilDate, civilDateAt } from '../civil-date.js';
import type { LawPack } from '../pack/schema.js';
import { type Reason, reasonOf } from './rule.js';

/** Whether work began before the answer was released. */
export interface StartDecision {
  breach: boolean;
  reasons: Reason[];
}

/** When a serving person must be checked again. */
export interface RecheckDecision {
  /** On the list of those to check: the period is full, or there was no check yet. */
  due: boolean;
  /** The period has passed without a new check. */
  overdue: boolean;
  /** The day the period is full; null: never checked. */
  dueDate: CivilDate | null;
  /** The day of the first notice before; null: never checked. */
  noticedFrom: CivilDate | null;
  /** The latest notice whose day has come; null before the first, or where there was no check. */
  notice: RecheckNotice | null;
  reasons: Reason[];
}

/** How long before it is due somebody is told of the yearly check. */
export type RecheckNotice = LawPack['recheckNotices'][number];

/**
 * Whether a start date lies before the release of the answer (the day of release itself is in time), or, while nothing
 * is released (`releasedAt` null), has already come.
 */
export function startBreach(pack: LawPack, startDate: CivilDate, releasedAt: Date | null, at: Date): StartDecision {
  const breach = releasedAt === null ? startDate <= civilDateAt(at) : startDate < civilDateAt(releasedAt);
  return { breach, reasons: breach ? [reasonOf(pack.startRule)] : [] };
}

/**
 * Whether a serving person is due for the yearly check, counted from the release of the last answer (null: none yet).
 * Throws `LawError` (`unknown_key`) when the pack has no deadline `annual_recheck`.
 */
export function recheckDue(
  pack: LawPack,
  calendar: WorkingCalendar,
  lastReleasedAt: Date | null,
  at: Date,
): RecheckDecision {
  const { dueDate, reasons } = deadline(pack, calendar, 'annual_recheck', lastReleasedAt ?? at);
  if (lastReleasedAt === null)
    return { due: true, overdue: true, dueDate: null, noticedFrom: null, notice: null, reasons };
  const today = civilDateAt(at);
  const notices = [...pack.recheckNotices].sort((one, other) => other.daysBefore - one.daysBefore);
  const dayOf = ({ daysBefore }: RecheckNotice): CivilDate => addDays(dueDate, -daysBefore);
  return {
    due: today >= dueDate,
    overdue: today > dueDate,
    dueDate,
    noticedFrom: notices[0] === undefined ? dueDate : dayOf(notices[0]),
    notice: notices.findLast((notice) => dayOf(notice) <= today) ?? null,
    reasons,
  };
}
