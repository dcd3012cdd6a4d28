import type { PreparedName } from '../name/index.js';
import { addLongName, type LongNames } from './long-names.js';
import { soundOf } from './sounds.js';

/**
 * A name in 32 bits, to tell most strangers apart without reading the name. The two highest bits tell the kind: 1, 2, 3 a Chinese
 * name of up to two, of three and of four characters, by the sounds of its first three, ten bits each; 0 a longer one, by the place of
 * its sounds among those of long names (with bit 29), or the letters of any other name, one bit each.
 */
export type NameMark = number;

/** Says nothing: every name may agree with it. */
export const openMark: NameMark = 0x3fffffff;
/** Set in the mark of a long Chinese name, above the place of its sounds. */
export const longBit = 0x20000000;
/** Set beside the letters of a name some part of which may be initials. */
export const shortBit = 0x4000000;
/** A part of no more letters may be initials. */
export const shortToken = 3;

const longestInMark = 4;
const letterA = 97;
const letterCount = 26;

/** Whether a mark is of a name in letters, or mixed, of which it may say nothing. */
export function isInLetters(mark: NameMark): boolean {
  return mark >>> 30 === 0 && (mark === openMark || (mark & longBit) === 0);
}

/** Whether a mark is of a Chinese name of more than four characters. */
export function isLong(mark: NameMark): boolean {
  return mark >>> 30 === 0 && !isInLetters(mark);
}

/** The mark of a recorded name; the sounds of a long one are kept among `long`. */
export function nameMark(name: PreparedName, long: LongNames): NameMark {
  const { characters } = name;
  if (characters.length > longestInMark) return (longBit | addLongName(long, characters.map(soundOf))) >>> 0;
  if (characters.length > 0) {
    const kind = characters.length < 3 ? 1 : characters.length === 3 ? 2 : 3;
    let mark = kind;
    for (let place = 0; place < 3; place += 1) {
      const character = characters[place];
      mark = (mark << 10) | (character === undefined ? 0 : soundOf(character));
    }
    return mark >>> 0;
  }
  if (name.script === 'mixed' || name.script === 'other') return openMark;
  const letters = lettersIn(name.tokens);
  if (letters === 0) return openMark;
  return name.tokens.some((token) => token.length <= shortToken) ? letters | shortBit : letters;
}

/** The letters of some parts, one bit each. */
export function lettersIn(tokens: readonly string[]): number {
  let letters = 0;
  for (const token of tokens) {
    for (let place = 0; place < token.length; place += 1) {
      const letter = token.charCodeAt(place) - letterA;
      if (letter >= 0 && letter < letterCount) letters |= 1 << letter;
    }
  }
  return letters;
}

/** How many bits of a word are set. */
export function bitCount(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
