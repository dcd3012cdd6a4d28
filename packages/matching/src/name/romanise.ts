import { polyphonic } from 'pinyin-pro';
import compoundSurnames from './compound-surnames.json' with { type: 'json' };
import { hangulSpellings, isHangul } from './hangul.js';
import { koreanReadings, overseasSpellings, vietnameseReadings } from './overseas-spellings.js';
import surnameReadings from './surname-readings.json' with { type: 'json' };
import wadeGiles from './wade-giles.json' with { type: 'json' };

const compounds = new Set(compoundSurnames.surnames);
const beginsCompound = new Set(compoundSurnames.surnames.map((surname) => surname.charAt(0)));
const readingAsSurname = new Map(Object.entries(surnameReadings.readings));
const notInNames = new Map<string, readonly string[]>(Object.entries(surnameReadings.notInNames));
const wholeSyllables = new Map(Object.entries(wadeGiles.whole));
const tongyongSyllables = new Map(Object.entries(wadeGiles.tongyong.whole));
const plainLetters = /^[a-z]*$/;
const pinyinOf = new Map<string, readonly string[]>();
const spellingsOf = {
  chinese: new Map<string, readonly string[]>(),
  korean: new Map<string, readonly string[]>(),
  vietnamese: new Map<string, readonly string[]>(),
};

/** How many characters at the head of a folded Chinese name are its family name: two for a compound one, else one. */
export function surnameLength(characters: readonly string[]): number {
  const [first = '', second = ''] = characters;
  return characters.length > 2 && beginsCompound.has(first) && compounds.has(first + second) ? 2 : 1;
}

/**
 * The toneless pinyin readings of one simplified character, the usual one first; ü is written u, as folding leaves it. A
 * character without a known reading reads as itself.
 */
export function readingsOf(character: string): readonly string[] {
  const known = pinyinOf.get(character);
  if (known) return known;
  const spoken = polyphonic(character, { type: 'array', toneType: 'none' })[0] ?? [];
  const never = notInNames.get(character) ?? [];
  const readings = [...new Set(spoken.map(plainSyllable))].filter(
    (reading) => reading !== '' && !never.includes(reading),
  );
  const result = readings.length > 0 ? readings : [character];
  pinyinOf.set(character, result);
  return result;
}

/** The reading a character most likely has at the given place of a name: its own as a family name, else the usual one. */
export function likelyReading(character: string, isSurname: boolean): string {
  const special = isSurname ? readingAsSurname.get(character) : undefined;
  return special ?? readingsOf(character)[0] ?? character;
}

/** A way of spelling: a name is spelled in one of them throughout, though Chinese abroad mix their own tongue with Mandarin. */
export type Spelling = 'chinese' | 'korean' | 'vietnamese';

/** All ways of spelling one after the other. */
export const allSpellings: readonly Spelling[] = ['chinese', 'korean', 'vietnamese'];

/**
 * Every way one character may be spelled in Latin letters: pinyin, Wade-Giles, Tongyong and the Chinese tongues of overseas documents;
 * its Korean reading; its Vietnamese one; or all of them. A Korean syllable is spelled the Korean way only.
 */
export function spellingsInLatin(character: string, spelling?: Spelling): readonly string[] {
  if (spelling === undefined) return allSpellings.flatMap((way) => spellingsInLatin(character, way));
  const known = spellingsOf[spelling].get(character);
  if (known) return known;
  const result = [...new Set(spell(character, spelling))];
  spellingsOf[spelling].set(character, result);
  return result;
}

function spell(character: string, spelling: Spelling): readonly string[] {
  if (isHangul(character)) return spelling === 'korean' ? hangulSpellings(character) : [];
  if (spelling === 'vietnamese') return vietnameseReadings(character);
  if (spelling === 'korean') return koreanReadings(character).flatMap(hangulSpellings);
  const readings = [...readingsOf(character)];
  const asSurname = readingAsSurname.get(character);
  if (asSurname !== undefined) readings.push(asSurname);
  for (const reading of [...readings]) if (/^[ln]ue?$/.test(reading)) readings.push(reading.replace('u', 'yu'));
  return [...readings, ...readings.map(toWadeGiles), ...readings.map(toTongyong), ...overseasSpellings(character)];
}

/**
 * Brings the three ways of typing lü and nü (lv, lyu, lu) to the one that folding makes of ü. In the middle of joined syllables lyu may
 * be l and yu (Panyun), so there it stays.
 */
export function plainSyllable(text: string): string {
  const bare = plainLetters.test(text) ? text : text.normalize('NFD').replace(/\p{Mn}/gu, '');
  return bare.replace(/([ln])v(?=e?(?:$|[^aeiou]))/g, '$1u').replace(/^([ln])yu(?=e?(?:$|[^aeiou]))/, '$1u');
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

function toTongyong(syllable: string): string {
  const whole = tongyongSyllables.get(syllable);
  if (whole !== undefined) return whole;
  const initial = wadeGiles.tongyong.initials.find(([pinyin]) => pinyin !== undefined && syllable.startsWith(pinyin));
  return initial?.[0] === undefined ? syllable : `${initial[1]}${syllable.slice(initial[0].length)}`;
}
