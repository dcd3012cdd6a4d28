import { addDays, type CivilDate, civilDateAt, recheckDue } from '@gatehouse/law';
import { answerInForce, checksUnderWay } from './checks.js';
import type { EmploymentFacts, Law } from './facts.js';
import { daysOfProhibitions } from './prohibition.js';

/**
 * The next day on which time alone changes the state, the notice or the gaps of an employment; null: none. Until then nobody has to
 * look at it, unless its facts change.
 */
export function nextLook(facts: EmploymentFacts, law: Law, now: Date): CivilDate | null {
  const today = civilDateAt(now);
  const { fromDate, untilDate } = facts;
  const days = [
    fromDate,
    ...(untilDate === null ? [] : [addDays(untilDate, 1)]),
    ...daysOfRecheck(facts, law, now),
    ...checksUnderWay(facts.checks, law).map(({ dueDate }) => addDays(dueDate, 1)),
    ...daysOfProhibitions(facts),
  ];
  return days.filter((day) => day > today).sort()[0] ?? null;
}

function daysOfRecheck(facts: EmploymentFacts, law: Law, now: Date): CivilDate[] {
  const answer = answerInForce(facts, law, now);
  if (answer === undefined) return [];
  const { dueDate } = recheckDue(law.pack, law.calendar, answer.releasedAt, now);
  if (dueDate === null) return [];
  return [...law.pack.recheckNotices.map(({ daysBefore }) => addDays(dueDate, -daysBefore)), addDays(dueDate, 1)];
}
