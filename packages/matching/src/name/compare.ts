import { compareChinese } from './compare-han.js';
import { compareLatin } from './compare-latin.js';
import { compareRomanised } from './compare-romanised.js';
import { atLevel, better, type NameComparison, type NameLevel } from './level.js';
import { nameFacets, type PreparedName, prepareName } from './prepare.js';

/** Why two names score as they do, in a word that `describeReason` turns into a sentence. */
export interface NameReason {
  readonly field: 'name';
  readonly level: NameLevel;
}

/**
 * How far two names, in any script, layout and order, may be the same person's. `score` runs from 0 to 1. Says nothing about
 * two people by itself: a name alone is never enough.
 */
export function compareNames(a: string, b: string): { score: number; reasons: NameReason[] } {
  const { level, score } = comparePreparedNames(prepareName(a), prepareName(b));
  return { score, reasons: [{ field: 'name', level }] };
}

/** `compareNames` on names that were read before. Symmetric in its level. */
export function comparePreparedNames(a: PreparedName, b: PreparedName): NameComparison {
  if (a.folded === '' || b.folded === '') return atLevel('missing');
  if (a.raw === b.raw) return atLevel('equal');
  if (a.folded === b.folded) return atLevel('equal_after_folding');
  if (a.script !== 'mixed' && b.script !== 'mixed') return compareFacets(a, b);
  let best = atLevel('different');
  for (const facet of nameFacets(a))
    for (const other of nameFacets(b)) best = better(best, compareFacets(facet, other));
  return best.level === 'equal_after_folding' ? atLevel('initials', 0.9) : best;
}

function compareFacets(a: PreparedName, b: PreparedName): NameComparison {
  if (a.script === 'han' && b.script === 'han') return compareChinese(a, b);
  if (a.script === 'han') return compareRomanised(a, b);
  if (b.script === 'han') return compareRomanised(b, a);
  const comparison = compareLatin(a.tokens, b.tokens);
  return a.script !== b.script && comparison.score >= 0.95 ? atLevel('romanised') : comparison;
}
