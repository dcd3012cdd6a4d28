import latinLetters from './latin-letters.json' with { type: 'json' };
import { isHan } from './script.js';
import { simplifyCharacter } from './simplify.js';

const longestName = 200;
const joinedMarks = /[\p{Cf}'’‘ʼ`´]/gu;
const between = /[^\p{L}\p{M}\p{N}]+/u;
const latinMarks = /(\p{Script=Latin})\p{Mn}+/gu;
/** Unified ideographs alone: of such a name nothing is folded but traditional and variant characters. */
const chineseAlone = /^[\u4e00-\u9fff]{1,200}$/;
/** Marks with no letter before them in their part: joined to another part they would sit on its last letter. */
const strayMarks = /^\p{M}+/u;
const emphasis = /[\u{FE00}-\u{FE0F}\u{E0100}-\u{E01EF}]/gu;
const specialLetters = new Map(Object.entries(latinLetters));
const specialLetter = new RegExp(`[${Object.keys(latinLetters).join('')}]`, 'gu');

/**
 * The written parts of a name in their order, each folded: compatibility forms (NFKC), letter case, zero-width and direction
 * marks, apostrophes, Latin diacritics, traditional and variant characters. Parts are what spaces, middle dots of any kind,
 * hyphens, commas and other marks leave apart; emoji and marks vanish. At most the first 200 characters are read.
 */
export function nameSegments(name: string): string[] {
  if (chineseAlone.test(name)) return [simplifySegment(name)];
  const plain = name
    .slice(0, longestName)
    .replace(emphasis, '')
    .normalize('NFKC')
    .replace(joinedMarks, '')
    .toLowerCase();
  const unaccented = plain.normalize('NFD').replace(latinMarks, '$1').normalize('NFC');
  const spelled = unaccented.replace(specialLetter, (letter) => specialLetters.get(letter) ?? letter);
  return spelled
    .split(between)
    .map((part) => part.replace(strayMarks, ''))
    .filter(Boolean)
    .map(simplifySegment);
}

/**
 * A name in the one form in which names count as equal (domain specification 2.9): whitespace, middle dots, width, case,
 * diacritics, traditional and variant characters no longer tell names apart. A name with a Chinese character has no
 * spaces, any other keeps one between its parts. The empty text when nothing legible is left.
 */
export function foldName(name: string): string {
  return joinSegments(nameSegments(name));
}

/** Joins folded parts as `foldName` does. */
export function joinSegments(segments: readonly string[]): string {
  return segments.join(segments.some(isHan) ? '' : ' ');
}

function simplifySegment(segment: string): string {
  let simplified = '';
  for (const character of segment) simplified += isHan(character) ? simplifyCharacter(character) : character;
  return simplified;
}
