import type { InquiryState } from '@gatehouse/contract';
import { purposeRequirements } from '@gatehouse/law';
import type { CheckFacts, EmploymentFacts, Law } from './facts.js';

/** A check whose answer was told. */
export type ToldCheck = CheckFacts & { readonly releasedAt: Date };

/** A check whose answer holds. */
export type AnsweredCheck = ToldCheck & { readonly outcome: NonNullable<CheckFacts['outcome']> };

/** Told answers that became void. */
const voidStates: readonly InquiryState[] = ['RECALLED', 'ANSWER_CORRECTED', 'VOIDED'];

/** The person said no, or took their consent back, before anything was asked. */
const refusedStates: readonly InquiryState[] = ['CONSENT_REFUSED', 'WITHDRAWN'];

/** On its way, and nothing for the unit to do but to wait. What is being done in them tells nothing about the person. */
const waitingStates: readonly InquiryState[] = [
  'CONSENT_PENDING',
  'CONSENTED',
  'NOTICE_SERVED',
  'SUBMITTED',
  'APPROVED',
  'ASKING',
];

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

/** The check that is on its way, where the last thing that happened is not a refusal. */
export function checkUnderWay(checks: readonly CheckFacts[]): CheckFacts | undefined {
  return latest(checks.filter(({ state }) => waitingStates.includes(state)));
}

/** The check that the person refused or withdrew from, unless something was sent or answered afterwards. */
export function lastRefusal(checks: readonly CheckFacts[]): CheckFacts | undefined {
  const refused = latest(checks.filter(({ state }) => refusedStates.includes(state)));
  const other = latest(checks.filter(({ state, releasedAt }) => releasedAt !== null || waitingStates.includes(state)));
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

function latest(checks: readonly CheckFacts[]): CheckFacts | undefined {
  return [...checks].sort((one, other) => one.begunAt.getTime() - other.begunAt.getTime()).at(-1);
}
