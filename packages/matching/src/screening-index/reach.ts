import weights from '../decision/weights.json' with { type: 'json' };
import type { BirthDateLevel, PreparedPerson } from '../evidence/index.js';
import { type PreparedName, rarityOf } from '../name/index.js';

/** How well a name has to agree, at the least, for a possible match beside a birth date that agrees at some level. */
export type NameDemand = 'any_part' | 'every_part' | 'beyond_reach';

const partShare = Math.max(weights.nameShare.near, weights.nameShare.one_character, weights.nameShare.initials);
const agreementBits = Math.max(0, weights.sex.equal) + Math.max(0, weights.nationality.equal);

/**
 * What a name asked about must show before a birth date at this level can make a possible match with somebody whose number is
 * valid: the most that all other evidence could add, held against the bits that `decide` wants. Never demands too much.
 */
export function nameDemand(asked: PreparedPerson, name: PreparedName, level: BirthDateLevel): NameDemand {
  if (name.characters.length === 0 || asked.documents.some(({ status }) => status === 'invalid')) return 'any_part';
  const { family, given } = rarityOf(name, false);
  const wanted = weights.possibleBits - weights.birthDate[level] - agreementBits - maskedBits(asked);
  if (family + given < wanted) return 'beyond_reach';
  return (family + given) * partShare < wanted ? 'every_part' : 'any_part';
}

function maskedBits({ documents }: PreparedPerson): number {
  let most = 0;
  for (const { status, number } of documents) {
    if (status === 'masked') most = Math.max(most, [...number].filter((letter) => letter !== '*').length);
  }
  return most * weights.maskedBitsPerCharacter;
}
