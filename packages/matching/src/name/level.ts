import levels from './levels.json' with { type: 'json' };

/** How two names relate, from written alike to unrelated; the words are stable and stand in every stored reason. */
export type NameLevel = keyof typeof levels;

/** The outcome of one comparison; `score` runs from 0 to 1 and only ranks, the level decides. */
export interface NameComparison {
  readonly level: NameLevel;
  readonly score: number;
}

/** A comparison at the usual score of its level, or at one measured within it. */
export function atLevel(level: NameLevel, score: number = levels[level].score): NameComparison {
  return { level, score };
}

/** The one that agrees better; on equal scores the first. */
export function better(a: NameComparison, b: NameComparison): NameComparison {
  return b.score > a.score ? b : a;
}
