import { addDays, civilDateAt, deadline, startOfCivilDate } from '@gatehouse/law';
import type { Law, Placement } from './order.js';
import { holdsOn, type Span } from './span.js';

/** How a prohibition was broken, and since when. */
export type Breach = { readonly kind: 'began_while_barred' | 'went_on'; readonly since: Date };

/**
 * The breach in a placement, if there is one by now. Who began while the order held broke it on that day. Who was there already, and whose
 * unit had to be told first, broke it when the unit's time to stop was over and they were still there. A document without the name is a
 * question and no breach: only people say that it is the same person.
 */
export function breachOf(placement: Placement, span: Span, law: Law, now: Date): Breach | undefined {
  const { fromDate, seenAt, endedOn, isSure } = placement;
  if (!isSure || span.begins === null) return undefined;
  const today = civilDateAt(now);
  const lastDay = [endedOn, span.ends, today].filter((day) => day !== null).sort()[0] ?? today;
  // Who began after it ended, or begins on a day to come, has broken nothing.
  if (fromDate > lastDay) return undefined;
  if (fromDate > span.begins) return { kind: 'began_while_barred', since: startOfCivilDate(fromDate) };
  const told = seenAt > startOfCivilDate(span.begins) ? seenAt : startOfCivilDate(span.begins);
  const { dueAt } = deadline(law.pack, law.calendar, 'prohibition_stop', told);
  const wentOn = dueAt <= now && dueAt < startOfCivilDate(addDays(lastDay, 1));
  return wentOn && holdsOn(span, lastDay) ? { kind: 'went_on', since: dueAt } : undefined;
}

/** By when a breach has to be referred: counted from when it could be seen, however long ago it began. */
export function referralDue({ pack, calendar }: Law, { seenAt }: Pick<Placement, 'seenAt'>, { since }: Breach): Date {
  return deadline(pack, calendar, 'prohibition_referral', since > seenAt ? since : seenAt).dueAt;
}
