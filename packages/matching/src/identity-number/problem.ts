import texts from './problems.json' with { type: 'json' };

export type ProblemCode = keyof typeof texts;
export type Language = 'en' | 'zh';

/**
 * One thing to know about a document number. `error` makes the number invalid, `warning` asks for a second look, `note` tells
 * what was done to it. Never holds any part of the number.
 */
export interface DocumentProblem {
  readonly code: ProblemCode;
  readonly severity: 'error' | 'warning' | 'note';
  /** Zero-based place of the first character that does not belong. */
  readonly position?: number;
  readonly actualLength?: number;
}

/** The sentence a person reads about a problem: what is wrong and what to do next. Never echoes the number. */
export function describeProblem(problem: DocumentProblem, language: Language): string {
  return texts[problem.code][language]
    .replace('{position}', String((problem.position ?? 0) + 1))
    .replace('{length}', String(problem.actualLength ?? 0));
}
