import type { Words } from './pack/rule-schema.js';

/** What can be wrong with a pack, a calendar, or a question put to them. */
export type LawErrorCode =
  | 'pack_malformed'
  | 'pack_extends_unknown'
  | 'pack_extends_itself'
  | 'pack_incomplete'
  | 'pack_inconsistent'
  | 'pack_vector_failed'
  | 'unknown_choice'
  | 'unknown_key'
  | 'placeholder_missing'
  | 'calendar_malformed'
  | 'division_unknown';

/** Where it is wrong, in both languages; never holds a person's data. */
export interface LawProblem {
  code: LawErrorCode;
  where: string;
  words: Words;
}

/** Thrown when law data cannot be used as it stands. Carries every problem found, not only the first. */
export class LawError extends Error {
  readonly problems: readonly LawProblem[];

  constructor(problems: readonly LawProblem[]) {
    super(problems.map((problem) => `${problem.where}: ${problem.words.en}`).join('\n'));
    this.name = 'LawError';
    this.problems = problems;
  }
}

/** An error with a single problem. */
export function lawError(code: LawErrorCode, where: string, en: string, zh: string): LawError {
  return new LawError([{ code, where, words: { en, zh } }]);
}
