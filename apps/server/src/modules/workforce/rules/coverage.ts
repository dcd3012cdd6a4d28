import type { CoverageState, Words } from '@gatehouse/contract';
import {
  addDays,
  checkNeededFrom,
  type CivilDate,
  civilDateAt,
  dayInWords,
  deadline,
  recheckDue,
  renderText,
  startOfCivilDate,
} from '@gatehouse/law';
import { type AnsweredCheck, answerInForce, checkUnderWay, isLeftLying, lastRefusal } from './checks.js';
import sentences from './coverage-sentences.json' with { type: 'json' };
import { type EmploymentFacts, isAtWork, type Law } from './facts.js';
import { barredSince, prohibitionOn } from './prohibition.js';

/** Where one employment stands: one state, since when, what is due by when, and one sentence for the unit. */
export type Coverage = {
  readonly state: CoverageState;
  readonly since: Date;
  /** The last day on which what is due is in time; null where nothing is. */
  readonly dueOn: CivilDate | null;
  /** The day on which the answer that holds was told. */
  readonly answeredOn: CivilDate | null;
  /** The notice before the yearly check whose day has come. */
  readonly notice: string | null;
  /** The check that the state rests on. */
  readonly inquiryId: string | null;
  /** Barred by an order and not by an answer: of an order nothing but this is told. */
  readonly isProhibited: boolean;
  readonly sentence: Words;
};

type Found = Omit<Coverage, 'sentence' | 'notice' | 'answeredOn' | 'isProhibited'> & {
  readonly notice?: string | null;
  readonly isProhibited?: true;
};

/**
 * The one state of an employment. Safety first: an order, then a record, then a refusal, then the lack of an answer, then time. From question to
 * release it is `waiting` whatever the registry found, since nothing that it reads is different (decision A6).
 */
export function coverageOf(facts: EmploymentFacts, law: Law, now: Date): Coverage {
  const answer = answerInForce(facts, law, now);
  const found = prohibited(facts, law, now) ?? byAnswer(answer, facts, law, now);
  const answeredOn = answer === undefined ? null : civilDateAt(answer.releasedAt);
  const { state, dueOn } = found;
  const isProhibited = found.isProhibited ?? false;
  const sentence = sentenceOf({ state, dueOn, answeredOn, isProhibited });
  return { ...found, answeredOn, isProhibited, notice: found.notice ?? null, sentence };
}

/** What a unit is told of one state, in both languages. */
export function sentenceOf({
  state,
  dueOn,
  answeredOn,
  isProhibited,
}: Pick<Coverage, 'state' | 'dueOn' | 'answeredOn' | 'isProhibited'>): Words {
  return renderText(sentences[isProhibited ? 'prohibited' : state], {
    ...(answeredOn === null ? {} : { asOf: dayInWords(answeredOn) }),
    ...(dueOn === null ? {} : { due: dayInWords(dueOn) }),
  });
}

/** Whether a new check is what there is to do now. */
export function asksForCheck(state: CoverageState): boolean {
  return startStates.includes(state);
}

const startStates: readonly CoverageState[] = ['refused_or_withdrawn', 'not_yet_asked', 'overdue', 'due'];

/** States that count as checked: what a unit is told of its share, and others of the unit. */
export function countsAsChecked(state: CoverageState): boolean {
  return checkedStates.includes(state);
}

// Stopped and barred count as checked, so that the share never tells of an outcome.
const checkedStates: readonly CoverageState[] = ['no_record', 'due', 'stopped', 'barred'];

function byAnswer(answer: AnsweredCheck | undefined, facts: EmploymentFacts, law: Law, now: Date): Found {
  if (answer?.outcome === 'record_found') return withRecord(answer, facts, law);
  return (
    refused(facts, law, now) ?? (answer === undefined ? unanswered(facts, law, now) : answered(answer, facts, law, now))
  );
}

function prohibited(facts: EmploymentFacts, law: Law, now: Date): Found | undefined {
  const order = prohibitionOn(facts, civilDateAt(now));
  if (order === undefined) return undefined;
  const since = barredSince(order);
  const { dueDate } = deadline(law.pack, law.calendar, 'stop_work_acknowledged', since);
  const dueOn = isAtWork(facts, civilDateAt(now)) ? dueDate : null;
  return { state: 'barred', since, dueOn, inquiryId: null, isProhibited: true };
}

function withRecord({ inquiryId, releasedAt, settlement }: AnsweredCheck, facts: EmploymentFacts, law: Law): Found {
  const isStopped = settlement?.kind === 'work_stopped' || settlement?.kind === 'employment_ended';
  if (isStopped) return { state: 'stopped', since: settlement.at, dueOn: null, inquiryId };
  const { dueDate } = deadline(law.pack, law.calendar, 'stop_work_acknowledged', releasedAt);
  const dueOn = isAtWork(facts, civilDateAt(releasedAt)) ? dueDate : null;
  return { state: 'barred', since: releasedAt, dueOn, inquiryId };
}

function refused(facts: EmploymentFacts, law: Law, now: Date): Found | undefined {
  const { pack, calendar } = law;
  const refusal = lastRefusal(facts.checks, law, now);
  if (refusal === undefined) return undefined;
  const { changedAt: since, inquiryId } = refusal;
  const isServing = isAtWork(facts, civilDateAt(now));
  const dueOn = isServing ? deadline(pack, calendar, 'serving_refusal', since).dueDate : null;
  return { state: 'refused_or_withdrawn', since, dueOn, inquiryId };
}

function unanswered({ checks, fromDate }: EmploymentFacts, law: Law, now: Date): Found {
  const dueOn = checkNeededFrom(law.pack, fromDate);
  const underWay = checkUnderWay(checks, law, now);
  if (underWay === undefined) return { state: 'not_yet_asked', since: startOfCivilDate(dueOn), dueOn, inquiryId: null };
  const { begunAt, inquiryId } = underWay.check;
  if (isLeftLying(underWay, now)) return { state: 'left_lying', since: underWay.dueAt, dueOn, inquiryId };
  return { state: 'waiting', since: begunAt, dueOn, inquiryId };
}

function answered({ releasedAt, inquiryId }: AnsweredCheck, facts: EmploymentFacts, law: Law, now: Date): Found {
  const recheck = recheckDue(law.pack, law.calendar, releasedAt, now);
  const { dueDate: dueOn, noticedFrom } = recheck;
  const notice = recheck.notice?.id ?? null;
  if (dueOn !== null && recheck.overdue)
    return { state: 'overdue', since: startOfCivilDate(addDays(dueOn, 1)), dueOn, notice, inquiryId };
  if (facts.monitoring === 'unwatched') return { state: 'unmonitored', since: releasedAt, dueOn, notice, inquiryId };
  if (noticedFrom !== null && startOfCivilDate(noticedFrom) <= now)
    return { state: 'due', since: startOfCivilDate(noticedFrom), dueOn, notice, inquiryId };
  return { state: 'no_record', since: releasedAt, dueOn, notice, inquiryId };
}
