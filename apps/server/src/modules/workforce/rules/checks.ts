import type { InquiryState } from '@gatehouse/contract';
import { type CivilDate, deadline, purposeRequirements } from '@gatehouse/law';
import type { CheckFacts, EmploymentFacts, Law } from './facts.js';

/** A check whose answer was told. */
export type ToldCheck = CheckFacts & { readonly releasedAt: Date };

/** A check whose answer holds. */
export type AnsweredCheck = ToldCheck & { readonly outcome: NonNullable<CheckFacts['outcome']> };

/** Told answers that became void. */
const voidStates: readonly InquiryState[] = ['RECALLED', 'ANSWER_CORRECTED'];

/** The person said no, or took their consent back, before anything was asked. */
const refusedStates: readonly InquiryState[] = ['CONSENT_REFUSED', 'WITHDRAWN'];

/** Who has to take a check further: its unit, which also sees to the consent of the person, or the authorities. */
export type Side = 'unit' | 'reviewing';

/**
 * Checks that are on their way, by state: who has to act in it, and by which period of the law pack. A draft, or what was returned or
 * disputed, is not on its way. What is being done in these states tells nothing about the person.
 */
const underWay: Partial<Record<InquiryState, { readonly side: Side; readonly period: string }>> = {
  CONSENT_PENDING: { side: 'unit', period: 'check_at_unit' },
  CONSENTED: { side: 'unit', period: 'check_at_unit' },
  NOTICE_SERVED: { side: 'unit', period: 'check_at_unit' },
  SUBMITTED: { side: 'reviewing', period: 'check_at_authority' },
  APPROVED: { side: 'reviewing', period: 'check_at_registry' },
  ASKING: { side: 'reviewing', period: 'check_at_registry' },
};

/** A check that is on its way: who has to take it further, and by when. */
export type CheckUnderWay = {
  readonly check: CheckFacts;
  readonly side: Side;
  /** The last day on which its step is in time, and the first instant at which it is not. */
  readonly dueDate: CivilDate;
  readonly dueAt: Date;
};

/** Checks whose answer was told, the oldest first; also those void since. */
export function toldChecks(checks: readonly CheckFacts[]): ToldCheck[] {
  return checks
    .filter((check): check is ToldCheck => check.releasedAt !== null)
    .sort((one, other) => one.releasedAt.getTime() - other.releasedAt.getTime());
}

/**
 * The answer that holds for an employment: the last that was told, is not void and was asked for what the post needs. A record
 * is not left behind by a new name or document; no record is (failures 6).
 */
export function answerInForce(facts: EmploymentFacts, law: Law, now: Date): AnsweredCheck | undefined {
  return toldChecks(facts.checks)
    .filter((check): check is AnsweredCheck => check.outcome !== null && !voidStates.includes(check.state))
    .filter((check) => check.sameIdentity || check.outcome === 'record_found')
    .findLast((check) => asksForPost(check, facts, law, now));
}

/** The checks that are on their way, in the order in which they were begun. */
export function checksUnderWay(checks: readonly CheckFacts[], law: Law): CheckUnderWay[] {
  return oldestFirst(checks).flatMap((check): CheckUnderWay[] => {
    const step = check.releasedAt === null ? stepUnderWay(check, law) : undefined;
    return step === undefined ? [] : [{ check, ...step }];
  });
}

/** Who has to take a check further and by when: its time runs from its last step. Undefined of one that is not on its way. */
export function stepUnderWay(
  { state, stepAt }: Pick<CheckFacts, 'state' | 'stepAt'>,
  { pack, calendar }: Law,
): Omit<CheckUnderWay, 'check'> | undefined {
  const step = underWay[state];
  if (step === undefined) return undefined;
  const { dueDate, dueAt } = deadline(pack, calendar, step.period, stepAt);
  return { side: step.side, dueDate, dueAt };
}

/** The check that is on its way: the last that was begun of those in their time; where there is none, of those whose time has run out. */
export function checkUnderWay(checks: readonly CheckFacts[], law: Law, now: Date): CheckUnderWay | undefined {
  const all = checksUnderWay(checks, law);
  return all.findLast(({ dueAt }) => now < dueAt) ?? all.at(-1);
}

/** Whether the unit let a check lie that it began: its time has run out, and nobody else has to act. */
export function isLeftLying({ side, dueAt }: CheckUnderWay, now: Date): boolean {
  return side === 'unit' && dueAt <= now;
}

/** The check that the person refused or withdrew from, unless one was answered that was begun afterwards. */
export function unansweredRefusal(checks: readonly CheckFacts[]): CheckFacts | undefined {
  return refusalBefore(checks, latest(checks.filter(({ releasedAt }) => releasedAt !== null)));
}

/**
 * The check that the person refused or withdrew from, unless one was answered, or is on its way in its time, that was begun afterwards. One
 * that its unit has let lie takes nobody further.
 */
export function lastRefusal(checks: readonly CheckFacts[], law: Law, now: Date): CheckFacts | undefined {
  const refusal = unansweredRefusal(checks);
  const other = checkUnderWay(checks, law, now);
  if (refusal === undefined || other === undefined || isLeftLying(other, now)) return refusal;
  return refusalBefore(checks, other.check);
}

function refusalBefore(checks: readonly CheckFacts[], other: CheckFacts | undefined): CheckFacts | undefined {
  const refused = latest(checks.filter(({ state }) => refusedStates.includes(state)));
  if (refused === undefined || other === undefined) return refused;
  return refused.begunAt > other.begunAt ? refused : undefined;
}

/** Whether a check looked where the post needs it: everything that its own purpose asks for somebody of this post. */
function asksForPost({ purpose, postClass }: CheckFacts, facts: EmploymentFacts, law: Law, now: Date): boolean {
  if (postClass === facts.postClass) return true;
  const sources = (post: string): string[] =>
    purposeRequirements(law.pack, purpose, post, facts.unitType, now, law.settings).querySources;
  const asked = sources(postClass);
  return sources(facts.postClass).every((source) => asked.includes(source));
}

function oldestFirst(checks: readonly CheckFacts[]): CheckFacts[] {
  return [...checks].sort((one, other) => one.begunAt.getTime() - other.begunAt.getTime());
}

function latest(checks: readonly CheckFacts[]): CheckFacts | undefined {
  return oldestFirst(checks).at(-1);
}
