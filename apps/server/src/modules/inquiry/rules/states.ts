import type { ErrorCode, InquiryState, settlementKinds } from '@gatehouse/contract';
import answerTransitions from './answer-transitions.json' with { type: 'json' };
import transitions from './transitions.json' with { type: 'json' };

/** What can be done to an inquiry. */
export type InquiryVerb = keyof typeof transitions;

/** What can happen to the registry's side of a question. */
export type AnswerVerb = keyof typeof answerTransitions;

/** States of the registry's side, which only the node's own work sees. */
export type AnswerState =
  'WAITING' | 'NO_RECORD' | 'RECORD_FOUND' | 'SOURCE_SILENT' | 'PERSON_TOLD' | 'RELEASED' | 'RECALLED' | 'CANCELLED';

export type SettlementKind = (typeof settlementKinds)[number];

/** The facts that the guards ask for. Left out means: not so. */
export type InquiryFacts = {
  readonly problems: number;
  readonly permission: 'consent' | 'notice';
  readonly standing: 'candidate' | 'serving';
  readonly permitted: boolean;
  /** Older than the pack lets a consent be used. */
  readonly consentExpired?: boolean | undefined;
  readonly identityProven: boolean;
  readonly hasAuthority: boolean;
  /** Absent where nobody drafted it: found while the person serves. */
  readonly draftedBy: string | undefined;
  /** The account that acts now; absent for the person and for the node's own work. */
  readonly actor?: string | undefined;
  /** Known to the node's own work alone. */
  readonly answer?: AnswerState | undefined;
  readonly outcome?: 'no_record' | 'record_found' | undefined;
  readonly settlement?: SettlementKind | undefined;
  /** Nothing of the person is left: what was told can become void, and nothing else happens to it. */
  readonly isErased?: boolean | undefined;
  /** The unit has said that it knows of a void answer. */
  readonly recallNoted?: boolean | undefined;
};

type Transition = { readonly from: readonly string[]; readonly to: string; readonly needs: readonly string[] };

const table: Readonly<Record<InquiryVerb, Transition>> = transitions;
const answerTable: Readonly<Record<AnswerVerb, { readonly from: readonly string[]; readonly to: string }>> =
  answerTransitions;

/** What nobody may do once a record bars the post (Minors Law art. 62; Opinions 2020 art. 12). */
export const barredByRecord: readonly SettlementKind[] = ['hired', 'work_continued', 'qualification_granted'];

/** Settlements with which work with children begins; none takes effect before the release. */
export const startingSettlements: readonly SettlementKind[] = ['hired'];

const guards: Readonly<Record<string, (facts: InquiryFacts) => ErrorCode | undefined>> = {
  'no-problems': (facts) => (facts.problems > 0 ? 'inquiry-problems' : undefined),
  'asks-consent': (facts) => (facts.permission === 'consent' ? undefined : 'inquiry-state'),
  'asks-notice': (facts) => (facts.permission === 'notice' ? undefined : 'inquiry-consent-missing'),
  permitted: (facts) => (facts.permitted ? undefined : 'inquiry-consent-missing'),
  'consent-current': (facts) => (facts.consentExpired === true ? 'inquiry-consent-expired' : undefined),
  'identity-proven': (facts) => (facts.identityProven ? undefined : 'inquiry-identity-unproven'),
  'has-authority': (facts) => (facts.hasAuthority ? undefined : 'inquiry-no-authority'),
  serves: (facts) => (facts.standing === 'serving' ? undefined : 'inquiry-state'),
  'record-found': (facts) => (facts.answer === 'RECORD_FOUND' ? undefined : 'inquiry-state'),
  'another-person': (facts) => (facts.actor === facts.draftedBy ? 'inquiry-own-draft' : undefined),
  'answer-may-leave': (facts) => (answerMayLeave(facts) ? undefined : 'inquiry-state'),
  'person-not-told': (facts) => (facts.answer === 'PERSON_TOLD' ? 'inquiry-state' : undefined),
  'recall-not-noted': (facts) => (facts.recallNoted === true ? 'inquiry-state' : undefined),
  'settlement-lawful': (facts) =>
    facts.outcome === 'record_found' && facts.settlement !== undefined && barredByRecord.includes(facts.settlement)
      ? 'inquiry-record-bars-hiring'
      : undefined,
};

/** A candidate with a record hears of it first; serving staff are stopped at once (decision A7). */
function answerMayLeave({ answer, standing }: InquiryFacts): boolean {
  if (answer === 'NO_RECORD' || answer === 'PERSON_TOLD') return true;
  return answer === 'RECORD_FOUND' && standing === 'serving';
}

/** The state after a verb, or the code with which it is refused. */
export type StepResult =
  { readonly ok: true; readonly state: InquiryState } | { readonly ok: false; readonly code: ErrorCode };

/** What a verb makes of an inquiry in a state (decision A10). */
export function step(state: InquiryState | 'NONE', verb: InquiryVerb, facts: InquiryFacts): StepResult {
  const transition = table[verb];
  if (!transition.from.includes(state)) return { ok: false, code: 'inquiry-state' };
  if (facts.isErased === true && verb !== 'recall') return { ok: false, code: 'inquiry-state' };
  for (const need of transition.needs) {
    const code = guards[need]?.(facts);
    if (code !== undefined) return { ok: false, code };
  }
  return { ok: true, state: (transition.to === 'SAME' ? state : transition.to) as InquiryState };
}

/** Whether a verb fits a state at all, guards aside; for what a page offers. */
export function fitsState(state: InquiryState, verb: InquiryVerb): boolean {
  return table[verb].from.includes(state);
}

/** States in which a verb fits, guards aside; for choosing many. */
export function statesOf(verb: InquiryVerb): readonly InquiryState[] {
  return table[verb].from as readonly InquiryState[];
}

/** The state of the registry's side after a verb; undefined where it does not fit and is to be left alone. */
export function answerStep(state: AnswerState | 'NONE', verb: AnswerVerb): AnswerState | undefined {
  const transition = answerTable[verb];
  return transition.from.includes(state) ? (transition.to as AnswerState) : undefined;
}

/** The verb with which an answer of the registry arrives. */
export function arrivalOf(outcome: 'no_record' | 'record_found' | 'not_now'): AnswerVerb {
  if (outcome === 'no_record') return 'answer-no-record';
  return outcome === 'record_found' ? 'answer-record-found' : 'answer-not-now';
}

/** Every verb, for tables and tests. */
export const inquiryVerbs = Object.keys(transitions) as readonly InquiryVerb[];

/** States in which an inquiry is open: a second one for the same person, unit and purpose is refused. */
export const openStates: readonly InquiryState[] = [
  'DRAFT',
  'CONSENT_PENDING',
  'CONSENTED',
  'CONSENT_REFUSED',
  'DETAILS_DISPUTED',
  'NOTICE_SERVED',
  'SUBMITTED',
  'RETURNED',
  'APPROVED',
  'ASKING',
];
