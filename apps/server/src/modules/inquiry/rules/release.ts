import type { AnswerState } from './states.js';

/** What a window does with an answered question. */
export type ReleasePlan = 'release' | 'tell-person' | 'tell-silence' | 'nothing';

/**
 * A candidate with a record is told first and the unit when their period has passed; serving staff leave at once; a silent
 * source is told and goes on being asked (decisions A6, A7).
 */
export function releasePlan(
  state: AnswerState,
  standing: 'candidate' | 'serving',
  leavesFrom: Date | null,
  until: Date,
): ReleasePlan {
  if (leavesFrom === null || leavesFrom > until) return 'nothing';
  if (state === 'SOURCE_SILENT') return 'tell-silence';
  if (state === 'RECORD_FOUND') return standing === 'candidate' ? 'tell-person' : 'release';
  return state === 'NO_RECORD' || state === 'PERSON_TOLD' ? 'release' : 'nothing';
}
