import { polyphonic } from 'pinyin-pro';
import compoundSurnames from './compound-surnames.json' with { type: 'json' };
import others from './other-romanisations.json' with { type: 'json' };
import surnameReadings from './surname-readings.json' with { type: 'json' };
import wadeGiles from './wade-giles.json' with { type: 'json' };

const compounds = new Set(compoundSurnames.surnames);
const readingAsSurname = new Map(Object.entries(surnameReadings.readings));
const otherSpellings = new Map<string, readonly string[]>(Object.entries(others.spellings));
const wholeSyllables = new Map(Object.entries(wadeGiles.whole));
const pinyinOf = new Map<string, readonly string[]>();
const spellingsOf = new Map<string, readonly string[]>();

/** How many characters at the head of a folded Chinese name are its family name: two for a compound one, else one. */
export function surnameLength(characters: readonly string[]): number {
  return characters.length > 2 && compounds.has(`${characters[0]}${characters[1]}`) ? 2 : 1;
}

/**
 * The toneless pinyin readings of one simplified character, the usual one first; ü is written u, as folding leaves it. A
 * character without a known reading reads as itself.
 */
export function readingsOf(character: string): readonly string[] {
  const known = pinyinOf.get(character);
  if (known) return known;
  const spoken = polyphonic(character, { type: 'array', toneType: 'none' })[0] ?? [];
  const readings = [...new Set(spoken.map(plainSyllable))].filter(Boolean);
  const result = readings.length > 0 ? readings : [character];
  pinyinOf.set(character, result);
  return result;
}

/** The reading a character most likely has at the given place of a name: its own as a family name, else the usual one. */
export function likelyReading(character: string, isSurname: boolean): string {
  const special = isSurname ? readingAsSurname.get(character) : undefined;
  return special ?? readingsOf(character)[0] ?? character;
}

/** Every way one character may be spelled in Latin letters: pinyin, Wade-Giles, and what overseas documents print. */
export function spellingsInLatin(character: string): readonly string[] {
  const known = spellingsOf.get(character);
  if (known) return known;
  const readings = [...readingsOf(character)];
  const asSurname = readingAsSurname.get(character);
  if (asSurname !== undefined) readings.push(asSurname);
  const spellings = [...readings, ...readings.map(toWadeGiles), ...(otherSpellings.get(character) ?? [])];
  const result = [...new Set(spellings)];
  spellingsOf.set(character, result);
  return result;
}

/** Brings the three ways of typing lü and nü (lv, lyu, lu) to the one that folding makes of ü. */
export function plainSyllable(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/([ln])(?:v|yu)(?=e?(?:$|[^aeiou]))/g, '$1u');
}

function toWadeGiles(syllable: string): string {
  const whole = wholeSyllables.get(syllable);
  if (whole !== undefined) return whole;
  let spelled = syllable;
  const initial = wadeGiles.initials.find(([pinyin]) => pinyin !== undefined && syllable.startsWith(pinyin));
  if (initial?.[0] !== undefined) spelled = `${initial[1]}${syllable.slice(initial[0].length)}`;
  const final = wadeGiles.finals.find(([pinyin]) => pinyin !== undefined && spelled.endsWith(pinyin));
  return final?.[0] === undefined ? spelled : `${spelled.slice(0, -final[0].length)}${final[1]}`;
}
