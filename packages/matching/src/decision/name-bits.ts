import type { PeopleComparison } from '../evidence/index.js';
import weights from './weights.json' with { type: 'json' };

/**
 * What the comparison of two names weighs in bits: the rarity of what agrees (a rare name says more than a common one, a sound less
 * than a character), less the cost of its level.
 */
export function nameBits({ level, bits }: Pick<PeopleComparison['name'], 'level' | 'bits'>): number {
  return bits - weights.nameCost[level];
}
