import type { InquiryDecision, InquiryState } from '@gatehouse/contract';
import type { ProofTerms } from '@gatehouse/law';

const day = 86_400_000;

/** How long a list is, and how full it may get before the next one is begun: a free place has to be found by chance. */
export const listRules = { size: 131_072, fullest: 65_536, draws: 40 } as const;

/** Answers that stand as they were told. One that is objected to does not. */
const standingStates: readonly InquiryState[] = ['RELEASED', 'SETTLED'];

/** What a proof rests on, as it is now. */
export type ProofGround = {
  readonly state: InquiryState;
  /** What was told; undefined where nothing was, or where it became void. */
  readonly decision: Pick<InquiryDecision, 'outcome' | 'dataAsOf'> | undefined;
  /** A record was told of this person to whoever had asked about them. */
  readonly recordTold: boolean;
};

/** Until when a proof that is made now stands; undefined where none may be made. */
export function proofEnds(ground: ProofGround, terms: ProofTerms | undefined, now: Date): Date | undefined {
  if (terms === undefined || !stands(ground, terms, now)) return undefined;
  const [byProof, byAnswer] = [now.getTime() + terms.validDays * day, staleAt(ground, terms)];
  const end = Math.min(byProof, byAnswer);
  // Its end is said as a day, since a moment would join proofs: one of today would be over before it is shown.
  return end - now.getTime() < day ? undefined : new Date(end - (end % day));
}

/**
 * Whether whoever is shown a proof has to ask again: it ended, its data are too old, its answer does not stand any more, or a record was
 * told. Evidence is none of it: nothing here changes between a question and what is told of it. The person's own word is kept beside.
 */
export function asksAgain(
  { expiresAt, ...ground }: ProofGround & { readonly expiresAt: Date },
  terms: ProofTerms | undefined,
  now: Date,
): boolean {
  return terms === undefined || expiresAt <= now || !stands(ground, terms, now);
}

function stands(ground: ProofGround, terms: ProofTerms, now: Date): boolean {
  const isAnswered = ground.decision?.outcome === 'no_record' && standingStates.includes(ground.state);
  return isAnswered && !ground.recordTold && staleAt(ground, terms) > now.getTime();
}

function staleAt({ decision }: ProofGround, { answerDays }: ProofTerms): number {
  return decision === undefined ? 0 : new Date(decision.dataAsOf).getTime() + answerDays * day;
}

/** How a unit is named where a proof is made for it. */
export function audienceOf(unitId: string): string {
  return `urn:gatehouse:unit:${unitId}`;
}

/** The unit of an audience; undefined for what is none. */
export function unitOfAudience(audience: string): string | undefined {
  return /^urn:gatehouse:unit:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(audience)?.[1];
}
