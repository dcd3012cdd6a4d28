import weights from '../decision/weights.json' with { type: 'json' };
import type { BirthDateLevel, PreparedPerson } from '../evidence/index.js';

const agreementBits = Math.max(0, weights.sex.equal) + Math.max(0, weights.nationality.equal);

/**
 * The bits that a name must weigh, at the least, to make a possible match beside a birth date at this level, with somebody whose
 * number is valid: what `decide` wants less the most that all other evidence could add. 0 where a near number might add more.
 */
export function wantedBits(asked: PreparedPerson, level: BirthDateLevel): number {
  if (asked.documents.some(({ status }) => status === 'invalid')) return 0;
  return Math.max(0, weights.possibleBits - weights.birthDate[level] - agreementBits - maskedBits(asked));
}

function maskedBits({ documents }: PreparedPerson): number {
  let most = 0;
  for (const { status, number } of documents) {
    if (status === 'masked') most = Math.max(most, [...number].filter((letter) => letter !== '*').length);
  }
  return most * weights.maskedBitsPerCharacter;
}
