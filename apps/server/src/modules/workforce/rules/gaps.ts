import { checkNeededFrom, civilDateAt, type LawPack, recheckDue, startBreach, startOfCivilDate } from '@gatehouse/law';
import {
  answerInForce,
  checkUnderWay,
  type CheckUnderWay,
  isLeftLying,
  lastRefusal,
  type Side,
  toldChecks,
  unansweredRefusal,
} from './checks.js';
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
  'recheck_refused',
  'check_unanswered',
  'identity_changed',
  'no_roster',
  'nobody_in_post',
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
  /** Whether it is opened where it was not; false: a check in its time mends it, and it only stays open where it was, until the answer. */
  readonly opens: boolean;
  /** Who has to act next: the authorities while a check of the person lies with them. */
  readonly side: Side;
};

/** What is missing about one person at work. Who is not at work, or not any more, leaves no gap but a start that was too early. */
export function gapsOfEmployment(facts: EmploymentFacts, law: Law, now: Date): Gap[] {
  const today = civilDateAt(now);
  if (!isAtWork(facts, today)) return [];
  const answer = answerInForce(facts, law, now);
  const underWay = checkUnderWay(facts.checks, law, now);
  const found = (kind: GapKindId, cause: string, since: Date, opens = true): Gap => ({
    key: `${kind}:${facts.employmentId}:${cause}`,
    kind,
    employmentId: facts.employmentId,
    since,
    missing: null,
    postClass: facts.postClass,
    opens,
    side: isOfMissingAnswer(kind) ? (underWay?.side ?? 'unit') : 'unit',
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
  if (answer === undefined) return [...early, ...withoutAnswer(facts, underWay, law, now, found)];
  const recheck = recheckDue(law.pack, law.calendar, answer.releasedAt, now);
  return [
    ...early,
    ...(recheck.overdue && recheck.dueDate !== null
      ? [found('recheck_overdue', answer.inquiryId, startOfCivilDate(recheck.dueDate))]
      : []),
    ...refusedRecheck(facts, law, now, found),
  ];
}

/** Kinds that the answer to a check ends, and that are the authorities' while they have the check. */
const ofMissingAnswer: readonly GapKindId[] = [
  'without_check',
  'identity_changed',
  'recheck_overdue',
  'recheck_refused',
  'check_unanswered',
];

/** Whether what is missing is an answer, so that a check under way is what mends it. */
export function isOfMissingAnswer(kind: GapKindId): boolean {
  return ofMissingAnswer.includes(kind);
}

type Found = (kind: GapKindId, cause: string, since: Date, opens?: boolean) => Gap;

function withoutAnswer(
  facts: EmploymentFacts,
  underWay: CheckUnderWay | undefined,
  law: Law,
  now: Date,
  found: Found,
): Gap[] {
  const last = toldChecks(facts.checks).at(-1);
  if (last !== undefined && !last.sameIdentity) return [found('identity_changed', last.inquiryId, facts.changedAt)];
  if (last !== undefined) return [found('without_check', last.inquiryId, last.changedAt)];
  const needed = startOfCivilDate(checkNeededFrom(law.pack, facts.fromDate));
  if (underWay === undefined) return [found('without_check', '', needed)];
  const { check, side, dueAt } = underWay;
  const since = dueAt > needed ? dueAt : needed;
  const unasked = isLeftLying(underWay, now)
    ? found('without_check', '', since)
    : found('without_check', '', needed, false);
  return side === 'reviewing' && dueAt <= now
    ? [unasked, found('check_unanswered', check.inquiryId, since)]
    : [unasked];
}

/** Whoever serves has to be asked about every year: one who refuses is decided on, whatever an earlier answer was (Minors Law art. 62). */
function refusedRecheck(facts: EmploymentFacts, law: Law, now: Date, found: Found): Gap[] {
  const refusal = unansweredRefusal(facts.checks);
  if (refusal === undefined) return [];
  const isMending = lastRefusal(facts.checks, law, now) === undefined;
  return [found('recheck_refused', refusal.inquiryId, refusal.changedAt, !isMending)];
}

/** Work began before the first answer: told since, or on its way. Where nothing was asked at all that is the gap instead. */
function earlyStart(facts: EmploymentFacts, law: Law, now: Date): boolean {
  const { pack } = law;
  const { effectiveFrom } = pack.startRule;
  if (effectiveFrom !== null && facts.fromDate < effectiveFrom) return false;
  const first = toldChecks(facts.checks)[0];
  if (first === undefined && checkUnderWay(facts.checks, law, now) === undefined) return false;
  return startBreach(pack, facts.fromDate, first?.releasedAt ?? null, now).breach;
}

/**
 * What is missing on the roster itself, measured by what the unit does not control; and the posts in which nobody is, until an answer is
 * accepted: while one waits to be judged it is the authority's turn.
 */
export function gapsOfRoster(
  pack: LawPack,
  { unitId, since, lookedAt, roster, expected, emptyPosts }: RosterFacts,
): Gap[] {
  const about = { employmentId: null, missing: null, postClass: null, opens: true, side: 'unit' as const };
  if (roster.people === 0) return [{ ...about, key: `no_roster:${unitId}`, kind: 'no_roster', since }];
  const short = new Map<string, Gap>();
  for (const { postClass, missing, asOf } of missingFrom(pack, expected, roster)) {
    const key = `short_of_headcount:${unitId}:${postClass ?? 'all'}`;
    // Two sources may count different people of one post: one gap, of the most that are missing.
    if (!short.has(key))
      short.set(key, { ...about, key, kind: 'short_of_headcount', postClass, missing, since: startOfCivilDate(asOf) });
  }
  const empty = emptyPosts.map(({ question, postClass, isAnswered }): Gap => {
    const key = `nobody_in_post:${unitId}:${question}`;
    const side = isAnswered ? 'reviewing' : 'unit';
    return { ...about, key, kind: 'nobody_in_post', postClass, since: lookedAt, side };
  });
  return [...short.values(), ...empty];
}
