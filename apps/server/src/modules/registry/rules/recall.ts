import type { Band } from '@gatehouse/matching';
import type { RecordAction } from './history.js';

/**
 * Which earlier answers are looked at again after a change: those of *record found* alone, or those of *no record* too, since somebody may
 * now be known under a document, or for a decision, under which nothing was found.
 */
export type AnswersToReview = 'found' | 'all';

/**
 * After an action on a record. Only a correction makes an earlier *no record* wrong: what is newly verified or unsealed was not known, or
 * not to be told, when it was given, and is for whoever watches serving staff.
 */
export function answersToReview(verb: RecordAction['verb']): AnswersToReview {
  return verb === 'corrected' ? 'all' : 'found';
}

/** The strengths of evidence on which an answer stands that rested on these: none weaker than the strongest of them. */
export function standingBands(restedOn: readonly (Band | null)[]): readonly Band[] {
  return restedOn.includes('strong') ? ['strong'] : ['strong', 'possible'];
}
