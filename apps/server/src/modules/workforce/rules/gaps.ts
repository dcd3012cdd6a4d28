import {
  checkNeededFrom,
  civilDateAt,
  deadline,
  gapCourse,
  recheckDue,
  startBreach,
  startOfCivilDate,
} from '@gatehouse/law';
import { answerInForce, checkUnderWay, toldChecks } from './checks.js';
import { type EmploymentFacts, isAtWork, type Law, type RosterFacts } from './facts.js';
import { missingFrom } from './headcount.js';
import { barredSince, prohibitionOn } from './prohibition.js';

/** The kinds of gap that these rules find; the law pack says what each rests on and what follows. */
export const gapKinds = [
  'kept_despite_record',
  'placed_despite_prohibition',
  'without_check',
  'started_before_result',
  'recheck_overdue',
  'identity_changed',
  'no_roster',
  'short_of_headcount',
] as const;
export type GapKindId = (typeof gapKinds)[number];

/** What is missing at a unit. Two findings of one thing have one key. */
export type Gap = {
  readonly key: string;
  readonly kind: GapKindId;
  readonly employmentId: string | null;
  /** Since when it is so, as far as the facts tell. */
  readonly since: Date;
  /** How many people are missing, where it is about numbers; and in which posts, null for all of them. */
  readonly missing: number | null;
  readonly postClass: string | null;
};

/** The step that a gap begins with: who is responsible, and until when. Undefined where the pack has no course for it. */
export function firstStep(kind: GapKindId, { pack, calendar }: Law, now: Date) {
  const step = gapCourse(pack, kind, now)[0];
  return step === undefined ? undefined : { step, dueAt: deadline(pack, calendar, step.deadline, now).dueAt };
}

/** What is missing about one person at work. Who is not at work, or not any more, leaves no gap but a start that was too early. */
export function gapsOfEmployment(facts: EmploymentFacts, law: Law, now: Date): Gap[] {
  const today = civilDateAt(now);
  if (!isAtWork(facts, today)) return [];
  const answer = answerInForce(facts, law, now);
  const found = (kind: GapKindId, cause: string, since: Date): Gap => ({
    key: `${kind}:${facts.employmentId}:${cause}`,
    kind,
    employmentId: facts.employmentId,
    since,
    missing: null,
    postClass: facts.postClass,
  });
  const early = earlyStart(facts, law, now)
    ? [found('started_before_result', '', startOfCivilDate(facts.fromDate))]
    : [];
  const kept =
    answer?.outcome === 'record_found' ? [found('kept_despite_record', answer.inquiryId, answer.releasedAt)] : [];
  const order = prohibitionOn(facts, today);
  if (order !== undefined)
    return [...early, ...kept, found('placed_despite_prohibition', order.id, barredSince(order))];
  if (kept.length > 0) return [...early, ...kept];
  if (answer !== undefined) {
    const recheck = recheckDue(law.pack, law.calendar, answer.releasedAt, now);
    return recheck.overdue && recheck.dueDate !== null
      ? [...early, found('recheck_overdue', answer.inquiryId, startOfCivilDate(recheck.dueDate))]
      : early;
  }
  return [...early, ...withoutAnswer(facts, law, found)];
}

type Found = (kind: GapKindId, cause: string, since: Date) => Gap;

function withoutAnswer(facts: EmploymentFacts, law: Law, found: Found): Gap[] {
  const last = toldChecks(facts.checks).at(-1);
  if (last !== undefined && !last.sameIdentity) return [found('identity_changed', last.inquiryId, facts.changedAt)];
  if (last !== undefined) return [found('without_check', last.inquiryId, last.changedAt)];
  return checkUnderWay(facts.checks) === undefined
    ? [found('without_check', '', startOfCivilDate(checkNeededFrom(law.pack, facts.fromDate)))]
    : [];
}

/** Work began before the first answer: told since, or on its way. Where nothing was asked at all that is the gap instead. */
function earlyStart(facts: EmploymentFacts, { pack }: Law, now: Date): boolean {
  const { effectiveFrom } = pack.startRule;
  if (effectiveFrom !== null && facts.fromDate < effectiveFrom) return false;
  const first = toldChecks(facts.checks)[0];
  if (first === undefined && checkUnderWay(facts.checks) === undefined) return false;
  return startBreach(pack, facts.fromDate, first?.releasedAt ?? null, now).breach;
}

/** What is missing on the roster itself, measured by what the unit does not control. */
export function gapsOfRoster({ unitId, since, roster, expected }: RosterFacts): Gap[] {
  const about = { employmentId: null, missing: null, postClass: null };
  if (roster.people === 0) return [{ ...about, key: `no_roster:${unitId}`, kind: 'no_roster', since }];
  return missingFrom(expected, roster).map(({ postClass, missing, asOf }): Gap => {
    const key = `short_of_headcount:${unitId}:${postClass ?? 'all'}`;
    return { ...about, key, kind: 'short_of_headcount', postClass, missing, since: startOfCivilDate(asOf) };
  });
}
