import type { InquiryDecision, InquiryState } from '@gatehouse/contract';
import { fitsState } from './states.js';

/** Retention rules of the law pack under which inquiries are kept (Personal Information Protection Law art. 19 and 47). */
export const inquiryRules = [
  'draft',
  'inquiry_begun',
  'inquiry_refused',
  'inquiry_no_record',
  'inquiry_record_found',
  'inquiry_void',
  'objection_file',
] as const;
export type InquiryRule = (typeof inquiryRules)[number];

/** What decides how long an inquiry is kept. */
export type KeptFacts = {
  readonly state: InquiryState;
  readonly changedAt: Date;
  readonly askedAt: Date | null;
  readonly releasedAt: Date | null;
  readonly settledAt: Date | null;
  /** What was told. */
  readonly outcome?: InquiryDecision['outcome'] | undefined;
  /** When each objection ended; null while it has not. */
  readonly objections: readonly (Date | null)[];
};

/** From when an inquiry counts, and by which rule. */
export type KeptAs = { readonly rule: InquiryRule; readonly countedFrom: Date };

/** States by which alone an inquiry is of a kind; a withdrawal is one by whether anything was asked. */
export const keptStates = {
  /** Never shown to the person nor sent to anybody, or given up. */
  draft: ['DRAFT', 'CANCELLED'],
  /** The person was asked or told, and nobody took it further. */
  begun: ['CONSENTED', 'DETAILS_DISPUTED', 'NOTICE_SERVED', 'SUBMITTED', 'RETURNED'],
  refused: ['CONSENT_REFUSED'],
  withdrawn: ['WITHDRAWN'],
  void: ['RECALLED', 'ANSWER_CORRECTED'],
} as const satisfies Readonly<Record<string, readonly InquiryState[]>>;

/** States in which an inquiry is on its way and no rule counts: what ends each of them without anybody's deed. */
export const onTheirWay: Partial<Record<InquiryState, string>> = {
  CONSENT_PENDING: 'the link runs out, and it is a draft again (consent_link_lifetime)',
  APPROVED: 'the job that asks takes it, or sends it back where the consent ran out (consent_validity)',
  ASKING: 'the registry answers, and the next window releases it (releaseWindows)',
  OBJECTED: 'the course of the objection has steps with clocks (objectionSteps)',
  AT_EDUCATION: 'the course of the objection has steps with clocks (objectionSteps)',
  AT_MINISTRY: 'the course of the objection has steps with clocks (objectionSteps)',
  AT_PUBLIC_SECURITY: 'the course of the objection has steps with clocks (objectionSteps)',
};

const isAmong = (state: InquiryState, states: readonly InquiryState[]): boolean => states.includes(state);

/**
 * By which rule an inquiry is kept, and from when it counts: of one kind at a time. Undefined while it is on its way.
 * `store/kept-store.ts` asks the database the same.
 */
export function keptAs(facts: KeptFacts): KeptAs | undefined {
  const { state, askedAt, changedAt, objections } = facts;
  const counted = (rule: InquiryRule): KeptAs => ({ rule, countedFrom: changedAt });
  if (isAmong(state, keptStates.draft)) return counted('draft');
  if (isAmong(state, keptStates.begun)) return counted('inquiry_begun');
  if (isAmong(state, keptStates.refused)) return counted('inquiry_refused');
  if (isAmong(state, keptStates.withdrawn)) return counted(askedAt === null ? 'draft' : 'inquiry_refused');
  const ended = objections.filter((at) => at !== null);
  if (ended.length < objections.length) return undefined;
  if (isAmong(state, keptStates.void)) return counted('inquiry_void');
  const lastEnd = ended.toSorted((one, other) => one.getTime() - other.getTime()).at(-1);
  return lastEnd === undefined ? keptAsTold(facts) : { rule: 'objection_file', countedFrom: lastEnd };
}

/** No record counts from the answer; a record from what the unit says came of it, and from the answer until it says so. */
function keptAsTold({ releasedAt, settledAt, outcome }: KeptFacts): KeptAs | undefined {
  if (releasedAt === null) return undefined;
  if (outcome === 'no_record') return { rule: 'inquiry_no_record', countedFrom: releasedAt };
  return outcome === 'record_found'
    ? { rule: 'inquiry_record_found', countedFrom: settledAt ?? releasedAt }
    : undefined;
}

/**
 * Whether an inquiry is given up with its erasure: it waits for somebody, and nobody can take it further without the person. A refusal stays
 * one, since coverage rests on it.
 */
export function isGivenUp(state: InquiryState): boolean {
  return fitsState(state, 'cancel') && !isAmong(state, keptStates.refused);
}
