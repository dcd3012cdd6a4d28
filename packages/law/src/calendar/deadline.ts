import { addDays, addMonths, type CivilDate, civilDateAt, startOfCivilDate } from '../civil-date.js';
import { lawError } from '../errors.js';
import type { Reason } from '../evaluators/rule.js';
import type { LawPack } from '../pack/schema.js';
import { addWorkingDays, type CalendarBasis, type WorkingCalendar } from './calendar.js';

/** When something is due. */
export interface Deadline {
  /** The last day on which it is in time. */
  dueDate: CivilDate;
  /** The first instant at which it is late. */
  dueAt: Date;
  basis: CalendarBasis;
  unknownYears: number[];
  reasons: Reason[];
}

/**
 * The end of one of the pack's periods. Minutes and hours run from the instant; days, working days and months run
 * from the day after and end with their last day in China (Civil Code arts. 201-203: a month without the day ends on
 * its last day; a period that rolls forward ends on the next working day).
 * Throws `LawError` (`unknown_key`) when the pack has no such deadline.
 */
export function deadline(pack: LawPack, calendar: WorkingCalendar, id: string, from: Date): Deadline {
  const rule = pack.deadlines.find((candidate) => candidate.id === id);
  if (!rule)
    throw lawError('unknown_key', id, `The pack ${pack.id} has no such deadline.`, `规则包${pack.id}无此期限。`);
  const reasons = [{ rule: rule.id, source: rule.source, verified: rule.verified, words: rule.title }];
  const none = { basis: 'published' as const, unknownYears: [], reasons };
  const start = civilDateAt(from);
  if (rule.unit === 'minutes' || rule.unit === 'hours') {
    const dueAt = new Date(from.getTime() + rule.amount * (rule.unit === 'hours' ? 3_600_000 : 60_000));
    return { ...none, dueDate: civilDateAt(dueAt), dueAt };
  }
  if (rule.unit === 'working_days') return { reasons, ...endOf(addWorkingDays(calendar, start, rule.amount)) };
  const last = rule.unit === 'days' ? addDays(start, rule.amount) : addMonths(start, rule.amount);
  if (rule.rollsForward) return { reasons, ...endOf(addWorkingDays(calendar, last, 0)) };
  return { ...none, dueDate: last, dueAt: startOfCivilDate(addDays(last, 1)) };
}

function endOf(counted: { date: CivilDate; basis: CalendarBasis; unknownYears: number[] }) {
  const { date, basis, unknownYears } = counted;
  return { dueDate: date, dueAt: startOfCivilDate(addDays(date, 1)), basis, unknownYears };
}
