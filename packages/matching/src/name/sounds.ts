import pinyin from './pinyin-syllables.json' with { type: 'json' };
import { readingsOf } from './romanise.js';

const mandarin = new Set(pinyin.syllables.split(' '));
const syllables = new Map<string, number>();
const nearOf = new Map<string, readonly string[]>();

/** A small number for each syllable, so that sounds are compared as numbers. */
export function syllableId(syllable: string): number {
  const known = syllables.get(syllable);
  if (known !== undefined) return known;
  syllables.set(syllable, syllables.size);
  return syllables.size - 1;
}

/**
 * What a pinyin syllable is heard as by speakers who do not tell n from l, zh from z, front from back nasals, or f from h (the
 * usual confusions of southern Mandarin, Xiang, Min and Wu speakers). Two syllables that share one of these sound nearly alike.
 */
export function nearSoundsOf(syllable: string): readonly string[] {
  const known = nearOf.get(syllable);
  if (known) return known;
  const found = new Set([blurred(syllable)]);
  if (/^hu[aeino]/.test(syllable)) {
    const rest = syllable.slice(2);
    found.add(blurred(`f${rest === 'i' ? 'ei' : rest === 'n' ? 'en' : rest}`));
    found.add(blurred(`w${rest === 'i' ? 'ei' : rest === 'n' ? 'en' : rest}`));
  }
  if (syllable === 'hu') found.add('fu');
  if (syllable === 'hong') found.add(blurred('feng'));
  const result = [...found];
  nearOf.set(syllable, result);
  return result;
}

/** Whether letters are a whole syllable of Mandarin. */
export function isMandarin(letters: string): boolean {
  return mandarin.has(letters);
}

/** The readings of a character, blurred. */
export function nearReadingsOf(character: string): readonly string[] {
  return [...new Set(readingsOf(character).flatMap(nearSoundsOf))];
}

function blurred(syllable: string): string {
  return syllable
    .replace(/^([zcs])h/, '$1')
    .replace(/^n(?=[aeiou])/, 'l')
    .replace(/([aei])ng$/, '$1n');
}
