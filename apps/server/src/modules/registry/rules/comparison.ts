/** Turns of a comparison, in order. */
export type ComparisonStage = 'first' | 'second' | 'recheck';

/** What one person may find. */
export type OpinionEnding = 'same_person' | 'not_the_same' | 'need_more' | 'identity_misused';

/** What a comparison may end with. */
export type ComparisonEnding = Exclude<OpinionEnding, 'need_more'>;

/** What follows from the opinions given so far. */
export type ComparisonStep = { readonly next: ComparisonStage } | { readonly ending: ComparisonEnding };

/**
 * What follows: two who agree end it; where they differ, or either needs more, a third decides. A blind row that both take for
 * the same person goes to the third too, since no evidence stands behind it.
 */
export function comparisonStep(
  opinions: Readonly<Partial<Record<ComparisonStage, OpinionEnding>>>,
  blind: boolean,
): ComparisonStep {
  const { first, second, recheck } = opinions;
  if (first === undefined) return { next: 'first' };
  if (second === undefined) return { next: 'second' };
  if (recheck !== undefined && recheck !== 'need_more') return { ending: recheck };
  if (first !== second || first === 'need_more') return { next: 'recheck' };
  if (blind && first === 'same_person') return { next: 'recheck' };
  return { ending: first };
}

/** The answer that all ended comparisons of one ask give together: one "same person" is a record found. */
export function outcomeOf(endings: readonly ComparisonEnding[]): 'record_found' | 'no_record' {
  return endings.includes('same_person') ? 'record_found' : 'no_record';
}

/**
 * Whether the finding that it is somebody else is remembered for the same evidence. An equal number with an equal name is looked
 * at by people every time: there the registry itself may be wrong, and the mistake has to be mended, not remembered.
 */
export function isRemembered(band: string): boolean {
  return band === 'possible';
}

const claimMinutes = 30;

/** Whether a claim still keeps colleagues away; it lapses, so that nobody's absence holds up an answer. */
export function claimHolds(claimedAt: Date | null, now: Date): boolean {
  return claimedAt !== null && now.getTime() - claimedAt.getTime() < claimMinutes * 60_000;
}

/**
 * By when a turn has to be over: by its own clock, and never after the day by which the whole question has to be answered, where it
 * carries one (it is looked at again after an objection).
 */
export function turnDueAt(turn: Date, question: string | undefined): Date {
  return question === undefined ? turn : new Date(Math.min(turn.getTime(), Date.parse(question)));
}
