import levels from './levels.json' with { type: 'json' };

/** How two names relate, from written alike to unrelated; the words are stable and stand in every stored reason. */
export type NameLevel = keyof typeof levels;

/**
 * The outcome of one comparison; `score` runs from 0 to 1 and only ranks, the level decides. `bits` is how much chance speaks against
 * two strangers agreeing in what these two names agree in (log2 of one over its share of the population).
 */
export interface NameComparison {
  readonly level: NameLevel;
  readonly score: number;
  readonly bits: number;
}

/** A comparison at the usual score of its level, or at one measured within it. */
export function atLevel(level: NameLevel, bits = 0, score: number = levels[level].score): NameComparison {
  return { level, score, bits };
}

/** The one that agrees better; on equal scores the first. */
export function better(a: NameComparison, b: NameComparison): NameComparison {
  return b.score > a.score ? b : a;
}
