import { joinSegments, nameSegments } from './fold.js';
import { likelyReading, plainSyllable, readingsOf, surnameLength } from './romanise.js';
import { isHan, type Script, scriptOf } from './script.js';
import { simplifyIdeograph } from './simplify.js';
import { hangulSpellings } from './hangul.js';
import otherLetters from './transliteration-other.json' with { type: 'json' };
import transliteration from './transliteration.json' with { type: 'json' };

const letters = new Map(Object.entries({ ...otherLetters.letters, ...transliteration.letters }));
const longestCompared = 60;
const chineseAlone = /^[\u4e00-\u9fff]{1,60}$/;

/** A name read once, so that comparing it a thousand times stays cheap. */
export interface PreparedName {
  readonly raw: string;
  readonly folded: string;
  readonly script: Script;
  readonly segments: readonly string[];
  /** The characters of a Chinese name in their order; empty for any other. */
  readonly characters: readonly string[];
  /** Lower-case Latin parts: the written ones, or the transliteration of another script. Empty for a Chinese name. */
  readonly tokens: readonly string[];
}

/** Folds a name and works out its script and parts. Anything but text reads as the empty name; 60 letters are compared. */
export function prepareName(name: unknown): PreparedName {
  const raw = typeof name === 'string' ? name : '';
  return chineseAlone.test(raw) ? prepareChinese(raw) : prepareAny(raw);
}

/** The name that `prepareAny` makes of ideographs alone, in a third of the time: most names are such. */
function prepareChinese(raw: string): PreparedName {
  const characters: string[] = [];
  for (let place = 0; place < raw.length; place += 1) characters.push(simplifyIdeograph(raw.charCodeAt(place)));
  const folded = characters.join('');
  return folded.length === raw.length && chineseAlone.test(folded)
    ? { raw, folded, script: 'han', segments: [folded], characters, tokens: [] }
    : prepareAny(raw);
}

function prepareAny(raw: string): PreparedName {
  const segments = cut(nameSegments(raw));
  const folded = joinSegments(segments);
  const script = scriptOf(folded);
  const characters = script === 'han' ? [...folded].filter(isHan) : [];
  const tokens = script === 'han' ? [] : segments.map(transliterate).filter(Boolean);
  return { raw: raw.trim(), folded, script, segments, characters, tokens };
}

/** The Chinese part and the part in other letters of a name that mixes both, each as a name of its own. */
export function nameFacets(name: PreparedName): readonly PreparedName[] {
  if (name.script !== 'mixed') return [name];
  const chinese = [...name.folded].filter(isHan).join('');
  const rest = name.segments.map((segment) => [...segment].filter((letter) => !isHan(letter)).join('')).join(' ');
  return [chinese, rest].filter((facet) => facet.trim() !== '').map(prepareName);
}

/** The family name of a Chinese name and what follows it. */
export function splitChineseName(characters: readonly string[]): {
  family: readonly string[];
  given: readonly string[];
} {
  const length = surnameLength(characters);
  return { family: characters.slice(0, length), given: characters.slice(length) };
}

/** The likely pinyin of a Chinese name, syllable by syllable; the tokens of any other. */
export function syllablesOf(name: PreparedName): readonly string[] {
  if (name.characters.length === 0) return name.tokens.map(plainSyllable);
  const surname = surnameLength(name.characters);
  return name.characters.map((character, place) => likelyReading(character, place < surname));
}

/** The readings of a whole Chinese name written together, the likeliest first, at most `most`. */
export function readingsInOrder(name: PreparedName, most: number): readonly string[] {
  let readings = [''];
  for (const [place, likely] of syllablesOf(name).entries()) {
    const all = [...new Set([likely, ...readingsOf(name.characters[place] ?? '')])];
    readings = all.flatMap((syllable) => readings.map((start) => start + syllable)).slice(0, most);
  }
  return readings;
}

function transliterate(segment: string): string {
  let latin = '';
  for (const letter of segment) latin += letters.get(letter) ?? hangulSpellings(letter)[0] ?? letter;
  return latin;
}

function cut(segments: readonly string[]): string[] {
  let room = longestCompared;
  return segments
    .map((segment) => {
      const kept = [...segment].slice(0, room).join('');
      room -= kept.length;
      return kept;
    })
    .filter(Boolean);
}
