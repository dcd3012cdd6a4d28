import type { MergeStage, MergeState } from '@gatehouse/contract';
import { comparisonStep, type OpinionEnding } from './comparison.js';

export type MergeVerb = 'proposed' | 'merged' | 'cleared' | 'cancelled' | 'undo_proposed' | 'undo_refused' | 'undone';

const stages: readonly MergeStage[] = ['first', 'second', 'recheck'];

/** What one person may find of two on record. */
export type MergeEnding = Exclude<OpinionEnding, 'identity_misused'>;

/** What follows from the opinions given so far: whose turn it is, or what two people found. */
export type MergeStep = { readonly next: MergeStage } | { readonly ending: 'same_person' | 'not_the_same' };

/** The state a merge is in while nobody compares it any more; a turn of the comparing is none of these. */
export const stateAfter: Readonly<Record<MergeVerb, MergeState>> = {
  proposed: 'first',
  merged: 'merged',
  cleared: 'not_the_same',
  cancelled: 'cancelled',
  undo_proposed: 'undoing',
  undo_refused: 'merged',
  undone: 'undone',
};

/** Whether people still compare it; then its state is whose turn it is. */
export function isCompared(state: MergeState): state is MergeStage {
  return stages.some((stage) => stage === state);
}

/** Opinions in the order of their turns. */
export function inTurn<T extends { readonly stage: MergeStage }>(opinions: readonly T[]): T[] {
  return [...opinions].sort((a, b) => stages.indexOf(a.stage) - stages.indexOf(b.stage));
}

/** What follows, by the rule of every comparison: two who agree end it, a third decides where they differ or need more. */
export function mergeStep(opinions: Readonly<Partial<Record<MergeStage, MergeEnding>>>): MergeStep {
  const step = comparisonStep(opinions, false);
  if ('next' in step) return step;
  return { ending: step.ending === 'same_person' ? 'same_person' : 'not_the_same' };
}

/** The two sides of a merge: everybody who was one person on either when it was proposed. */
export type MergeSides = { readonly onePersons: readonly string[]; readonly otherPersons: readonly string[] };

/** Everybody on either side. */
export function personsOf({ onePersons, otherPersons }: MergeSides): string[] {
  return [...onePersons, ...otherPersons];
}

/** The person under whose id those who are one are kept: the one whose id comes first. */
export function mainOf(personIds: readonly string[]): string {
  const [main] = [...personIds].sort();
  if (main === undefined) throw new Error('nobody has no main person');
  return main;
}

/** One action on a merge, as far as it says who is one person. */
export type MergeStepTaken = MergeSides & { readonly mergeId: string; readonly verb: MergeVerb; readonly at: Date };

/**
 * Everybody who is one with a person after these actions, the person included, in the order of their ids. Merges of one person
 * are undone from the last back, so the one in force with most persons holds them all.
 */
export function togetherAfter(personId: string, actions: readonly MergeStepTaken[]): string[] {
  const inForce = new Map<string, readonly string[]>();
  for (const action of actions) {
    if (action.verb === 'merged') inForce.set(action.mergeId, personsOf(action));
    if (action.verb === 'undone') inForce.delete(action.mergeId);
  }
  const own = [...inForce.values()].filter((persons) => persons.includes(personId));
  const [most] = own.sort((a, b) => b.length - a.length);
  return [...(most ?? [personId])].sort();
}
