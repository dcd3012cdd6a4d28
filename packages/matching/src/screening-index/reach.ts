import weights from '../decision/weights.json' with { type: 'json' };
import type { BirthDateLevel } from '../evidence/index.js';

const agreementBits = Math.max(0, weights.sex.equal) + Math.max(0, weights.nationality.equal);

/**
 * The bits that a name must weigh, at the least, to make a possible match beside a birth date at this level and numbers that say
 * nothing: what `decide` wants less the most that sex and nationality could add. Where a number may add, nothing is wanted (`numberMayAdd`).
 */
export function wantedBits(level: BirthDateLevel): number {
  return Math.max(0, weights.possibleBits - weights.birthDate[level] - agreementBits);
}
