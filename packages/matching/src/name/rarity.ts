import frequencies from './frequencies.json' with { type: 'json' };
import { type Relation, relation } from './characters.js';
import { type PreparedName, splitChineseName } from './prepare.js';
import { likelyReading } from './romanise.js';

const families = new Map(Object.entries(frequencies.family.perTenThousand));
const givenCharacters = new Map(Object.entries(frequencies.given.perTenThousand));
const latinParts = new Map(Object.entries(frequencies.parts.perTenThousand));
const familySounds = sumBySound(families, true);
const givenSounds = sumBySound(givenCharacters, false);
/** Of one like sound or like shape there are several characters: what agrees no better than that says less by so many bits. */
const blur = { lookAlike: 3, nearSound: 1.5 };
const leastBits = 1;
/** No character is trusted to be rarer: lists of names are uneven, and fashions and families repeat what is rare. */
export const mostBits = { family: 11.5, given: 10 };
const partOfLongName = 8;
/** Names in letters are borne by few in a population whose names are Chinese. */
export const bitsOfLetters = 3;

/**
 * How much chance speaks against two strangers sharing this family name to the extent given, in bits (log2 of one over the share of
 * the population that bears it, or one sounding so).
 */
export function familyBits(family: readonly string[], how: Relation): number {
  if (how === relation.other) return 0;
  const text = family.join('');
  const written = Math.min(mostBits.family, bits(families.get(text) ?? frequencies.family.default));
  if (how === relation.same) return written;
  if (how === relation.lookAlike) return Math.max(leastBits, written - blur.lookAlike);
  const sound = family.map((character) => likelyReading(character, true)).join('');
  const spoken = Math.min(written, bits(familySounds.get(sound) ?? frequencies.family.default));
  return how === relation.homophone ? spoken : Math.max(leastBits, spoken - blur.nearSound);
}

/** The same for one character of a given name. */
export function givenBits(character: string, how: Relation): number {
  if (how === relation.other) return 0;
  const written = Math.min(mostBits.given, bits(givenCharacters.get(character) ?? frequencies.given.default));
  if (how === relation.same) return written;
  if (how === relation.lookAlike) return Math.max(leastBits, written - blur.lookAlike);
  const spoken = Math.min(
    written,
    bits(givenSounds.get(likelyReading(character, false)) ?? frequencies.given.default * 3),
  );
  return how === relation.homophone ? spoken : Math.max(leastBits, spoken - blur.nearSound);
}

/** How much chance speaks against two strangers sharing a name, in bits: its family name and the rest apart. */
export interface NameRarity {
  readonly family: number;
  readonly given: number;
}

/** The rarity of a name as it is written, or by its sound alone when `spoken`. Names in other scripts count by their parts. */
export function rarityOf(name: PreparedName, spoken: boolean): NameRarity {
  if (name.characters.length === 0) {
    const [family = 0, ...rest] = name.tokens.map(latinBits);
    return { family, given: rest.reduce((sum, bits) => sum + bits, 0) };
  }
  const how = spoken ? relation.homophone : relation.same;
  const { family, given } = splitChineseName(name.characters);
  const givenTotal = given.reduce((sum, character) => sum + givenBits(character, how), 0);
  return { family: familyBits(family, how), given: givenTotal + lengthBits(given.length) };
}

/** What it says that two given names are of the same length. */
export function lengthBits(length: number): number {
  const { one, two, more } = frequencies.lengths;
  return Math.log2(1 / (length <= 1 ? one : length === 2 ? two : more));
}

/** The rarity of one part of a transliterated name of several characters, whose characters hang together. */
export function longPartBits(): number {
  return partOfLongName;
}

/** The rarity of the parts of a name in letters that agree. */
export function lettersBits(parts: readonly string[]): number {
  return parts.reduce((sum, part) => sum + latinBits(part), parts.length > 0 ? bitsOfLetters : 0);
}

/** The rarity of one part of a name in letters. */
export function latinBits(part: string): number {
  if (part.length === 1) return frequencies.initialBits;
  return bits(latinParts.get(part) ?? frequencies.parts.default);
}

function bits(perTenThousand: number): number {
  return Math.log2(10_000 / perTenThousand);
}

function sumBySound(shares: ReadonlyMap<string, number>, isFamily: boolean): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const [characters, share] of shares) {
    const sound = [...characters].map((character) => likelyReading(character, isFamily)).join('');
    sums.set(sound, (sums.get(sound) ?? 0) + share);
  }
  return sums;
}
