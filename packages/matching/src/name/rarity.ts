import frequencies from './frequencies.json' with { type: 'json' };
import { type PreparedName, splitChineseName } from './prepare.js';

const families = new Map(Object.entries(frequencies.family.perTenThousand));
const givenCharacters = new Map(Object.entries(frequencies.given.perTenThousand));
const pinyinSyllableBits = 6.5;

/** How much chance speaks against two strangers sharing a name, in bits (log2 of one over its share of the population). */
export interface NameRarity {
  readonly family: number;
  readonly given: number;
}

/**
 * The rarity of a name as it is written, or by its sound alone when `spoken`: a sound is shared by more people. Names in other
 * scripts count by their parts.
 */
export function rarityOf(name: PreparedName, spoken: boolean): NameRarity {
  if (name.characters.length > 0) return rarityOfChinese(name, spoken);
  const [family = 0, ...given] = name.tokens.map((token) =>
    token.length === 1 ? frequencies.otherPart.initialBits : frequencies.otherPart.bits,
  );
  return { family, given: given.reduce((sum, bits) => sum + bits, 0) };
}

function rarityOfChinese({ characters }: PreparedName, spoken: boolean): NameRarity {
  const { family, given } = splitChineseName(characters);
  const familyBits = bits(families.get(family.join('')) ?? frequencies.family.default);
  let givenBits = 0;
  for (const character of given) {
    const written = bits(givenCharacters.get(character) ?? frequencies.given.default);
    givenBits += spoken ? Math.min(written, pinyinSyllableBits) : written;
  }
  return { family: spoken ? Math.min(familyBits, pinyinSyllableBits + 1) : familyBits, given: givenBits };
}

function bits(perTenThousand: number): number {
  return Math.log2(10_000 / perTenThousand);
}
