import { compareChinese, wholeChineseBits } from './compare-han.js';
import { compareLatin } from './compare-latin.js';
import { compareRomanised, type SpelledName } from './compare-romanised.js';
import { isHangul } from './hangul.js';
import { atLevel, better, type NameComparison, type NameLevel } from './level.js';
import { koreanReadings } from './overseas-spellings.js';
import { nameFacets, type PreparedName, prepareName } from './prepare.js';
import { lettersBits } from './rarity.js';
import { surnameLength } from './romanise.js';
import { compareMixed } from './compare-mixed.js';

/** Why two names score as they do, in a word that `describeReason` turns into a sentence. */
export interface NameReason {
  readonly field: 'name';
  readonly level: NameLevel;
}

const spelledNames = new WeakMap<PreparedName, SpelledName | undefined>();
const koreanNameBits = 18;

/**
 * How far two names, in any script, layout and order, may be the same person's. `score` runs from 0 to 1. Says nothing about
 * two people by itself: a name alone is never enough.
 */
export function compareNames(a: string, b: string): { score: number; reasons: NameReason[] } {
  const { level, score } = comparePreparedNames(prepareName(a), prepareName(b));
  return { score, reasons: [{ field: 'name', level }] };
}

/** `compareNames` on names that were read before. Symmetric in its level. */
export function comparePreparedNames(a: PreparedName, b: PreparedName): NameComparison {
  if (a.folded === '' || b.folded === '') return atLevel('missing');
  if (a.raw === b.raw) return atLevel('equal', wholeBits(a));
  if (a.folded === b.folded) return atLevel('equal_after_folding', wholeBits(a));
  if (a.script !== 'mixed' && b.script !== 'mixed') return compareFacets(a, b);
  const written = compareMixed(a, b);
  if (written) return written;
  let best = atLevel('different');
  for (const facet of nameFacets(a))
    for (const other of nameFacets(b)) best = better(best, compareFacets(facet, other));
  return best.level === 'equal_after_folding' ? atLevel('initials', best.bits, 0.9) : best;
}

function compareFacets(a: PreparedName, b: PreparedName): NameComparison {
  if (a.script === 'han' && b.script === 'han') return compareChinese(a, b);
  const [left, right] = [spelledName(a), spelledName(b)];
  if (left && right) return compareKorean(left, right);
  if (left) return compareRomanised(left, b.tokens);
  if (right) return compareRomanised(right, a.tokens);
  const comparison = compareLatin(a.tokens, b.tokens);
  if (a.script === b.script || comparison.score < 0.9) return comparison;
  return comparison.level === 'initials'
    ? comparison
    : atLevel('romanised', comparison.bits, Math.min(0.95, comparison.score));
}

/** What the agreement of a whole name weighs. */
function wholeBits(name: PreparedName): number {
  if (name.characters.length > 0) return wholeChineseBits(name);
  return lettersBits(name.tokens);
}

/** A name whose characters stand for syllables: a Chinese one, or a Korean one in its own letters. */
function spelledName(name: PreparedName): SpelledName | undefined {
  if (spelledNames.has(name)) return spelledNames.get(name);
  const spelled = readSpelledName(name);
  spelledNames.set(name, spelled);
  return spelled;
}

function readSpelledName(name: PreparedName): SpelledName | undefined {
  const { characters, segments } = name;
  if (characters.length > 0) {
    return { characters, segments, familyLength: surnameLength(characters), bits: wholeChineseBits(name) };
  }
  if (name.script !== 'other') return undefined;
  const syllables = [...segments.join('')];
  if (!syllables.every(isHangul)) return undefined;
  return { characters: syllables, segments, familyLength: 1, bits: koreanNameBits };
}

/** Two Korean names in their own letters, or one of them in Chinese characters. */
function compareKorean(a: SpelledName, b: SpelledName): NameComparison {
  const length = a.characters.length;
  if (length !== b.characters.length) return atLevel('different');
  const [own, other] = isHangul(a.characters[0] ?? '') ? [a, b] : [b, a];
  const agrees = (place: number) => {
    const [syllable = '', written = ''] = [own.characters[place], other.characters[place]];
    return syllable === written || koreanReadings(written).includes(syllable);
  };
  const agreeing = own.characters.filter((_, place) => agrees(place)).length;
  if (agreeing === length) return atLevel('romanised', own.bits);
  if (!agrees(0)) return atLevel('different');
  return length > 2 && agreeing === length - 1 ? atLevel('one_character', 8) : atLevel('family_only', 3);
}
