import { plainSyllable } from '../name/index.js';
import type { NameMark } from './name-mark.js';
import { type Letters, lettersOf, type Sounds, soundCount, visitNearlySpelled } from './sounds.js';

/**
 * Which Chinese names a name in letters may spell, told from the sounds in their marks. Stretches of letters are bits: a sound knows
 * where in the name it may stand, and the sounds of a Chinese name have to fill it, all but one part that has a slip.
 */
export interface SpelledFilter {
  /** By sound, the stretches of letters that spell it; those that do but for a slip; and whether there is one of the former. */
  readonly stretches: readonly (readonly number[] | undefined)[];
  readonly nearly: readonly (readonly number[] | undefined)[];
  readonly known: Uint8Array;
  /** All letters; and all but those of one part, for a further name beside the Chinese one. */
  readonly targets: readonly number[];
  readonly whole: number;
  readonly letters: Letters;
  /** Of names whose given part stands as first letters, the sounds that each character may have. */
  readonly shortened: readonly (readonly ReadonlySet<number>[])[];
  readonly sounds: Sounds;
}

const mostTokens = 5;
const mostLetters = 30;
const longestSpelling = 8;
const shortestNearly = 2;
const nowhere: readonly number[] = [];

/** The filter of a name in letters; undefined for one too long for bits, which may agree with any. */
export function spelledFilter(sounds: Sounds, parts: readonly string[]): SpelledFilter | undefined {
  const tokens = parts.map(plainSyllable).slice(0, mostTokens);
  const joined = tokens.join('');
  if (joined.length > mostLetters) return undefined;
  const known = new Uint8Array(soundCount);
  const stretches = new Array<number[] | undefined>(soundCount).fill(undefined);
  const nearly = new Array<number[] | undefined>(soundCount).fill(undefined);
  for (let from = 0; from < joined.length; from += 1) {
    const end = Math.min(joined.length, from + longestSpelling);
    for (let to = from + 1; to <= end; to += 1) {
      const stretch = bits(from, to);
      const letters = joined.slice(from, to);
      for (const sound of sounds.ofSpelling.get(letters) ?? []) {
        known[sound] = 1;
        (stretches[sound] ??= []).push(stretch);
      }
      if (to - from < shortestNearly) continue;
      visitNearlySpelled(sounds, letters, (sound) => {
        const all = (nearly[sound] ??= []);
        if (all.at(-1) !== stretch) all.push(stretch);
      });
    }
  }
  const whole = bits(0, joined.length);
  const targets = tokens.length > 2 ? [whole, ...withoutOne(tokens, whole)] : [whole];
  const shortened = shortenedNames(sounds, tokens);
  return { stretches, nearly, known, targets, whole, letters: lettersOf(joined), shortened, sounds };
}

/** Whether a Chinese name of up to four characters with this mark may be what is spelled. */
export function maySpell(filter: SpelledFilter, mark: NameMark): boolean {
  const { known, shortened } = filter;
  const kind = mark >>> 30;
  const [first, second, third] = [(mark >>> 20) & 1023, (mark >>> 10) & 1023, mark & 1023];
  if (kind === 1 && second === 0) return spellsOne(filter, first);
  const count = (known[first] ?? 0) + (known[second] ?? 0) + (known[third] ?? 0);
  // All characters are spelled, or all but one that has a slip.
  if (count >= Math.min(kind, 2)) {
    if (kind === 1 && spellsTwo(filter, first, second)) return true;
    if (kind === 2 && spellsThree(filter, first, second, third)) return true;
    if (kind === 3 && spellsFour(filter, first, second, third)) return true;
  }
  for (const one of shortened) if (isShortened(one, kind, first, second, third)) return true;
  return false;
}

function isShortened(
  shortened: readonly ReadonlySet<number>[],
  kind: number,
  a: number,
  b: number,
  c: number,
): boolean {
  if (shortened.length !== kind + 1) return false;
  return has(shortened[0], a) && has(shortened[1], b) && (kind === 1 || has(shortened[2], c));
}

function has(sounds: ReadonlySet<number> | undefined, sound: number): boolean {
  return sounds?.has(sound) === true;
}

function spellsOne({ stretches, nearly, targets, whole }: SpelledFilter, sound: number): boolean {
  return (
    (stretches[sound] ?? nowhere).some((one) => targets.includes(one)) || (nearly[sound] ?? nowhere).includes(whole)
  );
}

function spellsTwo(filter: SpelledFilter, one: number, two: number): boolean {
  const { stretches, nearly, targets, whole } = filter;
  const [first, second] = [stretches[one] ?? nowhere, stretches[two] ?? nowhere];
  for (const a of first) for (const b of second) if ((a & b) === 0 && targets.includes(a | b)) return true;
  if (leaves(first, 0, nearly[two], whole) || leaves(second, 0, nearly[one], whole)) return true;
  return hasLetters(filter, one, two, undefined);
}

function spellsThree(filter: SpelledFilter, one: number, two: number, three: number): boolean {
  const { stretches, targets } = filter;
  const [first, second, third] = [stretches[one] ?? nowhere, stretches[two] ?? nowhere, stretches[three] ?? nowhere];
  for (const a of first) {
    for (const b of second) {
      if ((a & b) !== 0) continue;
      for (const c of third) if (((a | b) & c) === 0 && targets.includes(a | b | c)) return true;
    }
  }
  const { nearly, whole } = filter;
  for (const a of first) {
    if (leaves(second, a, nearly[three], whole) || leaves(third, a, nearly[two], whole)) return true;
  }
  for (const b of second) if (leaves(third, b, nearly[one], whole)) return true;
  return hasLetters(filter, one, two, three);
}

/** Two of three sounds stand there, and the other does, nearly does, or all the letters are there. */
function spellsFour(filter: SpelledFilter, one: number, two: number, three: number): boolean {
  const { stretches, nearly } = filter;
  const sounds = [one, two, three];
  for (let place = 0; place < 3; place += 1) {
    const rest = sounds[place] ?? 0;
    const others = sounds.filter((_, other) => other !== place).map((sound) => stretches[sound] ?? nowhere);
    const further = [...(stretches[rest] ?? nowhere), ...(nearly[rest] ?? nowhere)];
    for (const a of others[0] ?? nowhere) {
      for (const b of others[1] ?? nowhere) {
        if ((a & b) === 0 && further.some((c) => ((a | b) & c) === 0)) return true;
      }
    }
  }
  const { letters } = filter.sounds;
  const { set } = filter.letters;
  return sounds.every((sound) => letters.get(sound)?.some((reading) => (reading.set & ~set) === 0));
}

/** Some stretch of these and the taken letters leave just what nearly spells a further sound. */
function leaves(
  stretches: readonly number[],
  taken: number,
  nearly: readonly number[] | undefined,
  whole: number,
): boolean {
  if (nearly === undefined) return false;
  for (const one of stretches) if ((one & taken) === 0 && nearly.includes(whole & ~(one | taken))) return true;
  return false;
}

/** The usual readings have the very letters of the name, in whatever order: two of them may be changed over between syllables. */
function hasLetters({ sounds, letters }: SpelledFilter, one: number, two: number, three: number | undefined): boolean {
  const thirds = three === undefined ? [{ sum: 0 }] : (sounds.letters.get(three) ?? []);
  for (const a of sounds.letters.get(one) ?? []) {
    for (const b of sounds.letters.get(two) ?? []) {
      for (const c of thirds) if (((a.sum + b.sum + c.sum) | 0) === letters.sum) return true;
    }
  }
  return false;
}

function bits(from: number, to: number): number {
  return ((1 << to) - 1) & ~((1 << from) - 1);
}

function withoutOne(tokens: readonly string[], whole: number): number[] {
  let from = 0;
  return tokens.map((token) => {
    const rest = whole & ~bits(from, from + token.length);
    from += token.length;
    return rest;
  });
}

/** "X. M. Wang", "Wang XM": the family name written out, the others single letters or letters in one. */
function shortenedNames(sounds: Sounds, tokens: readonly string[]): (readonly ReadonlySet<number>[])[] {
  return tokens.flatMap((token, place) => {
    const rest = tokens.filter((_, other) => other !== place);
    const [only = ''] = rest;
    const given = rest.length === 1 ? [...only] : rest;
    if (given.length === 0 || given.every(({ length }) => length > 1)) return [];
    const parts = given.map((part) => (part.length === 1 ? sounds.ofInitial : sounds.ofSpelling).get(part));
    if (parts.includes(undefined)) return [];
    return familiesSpelled(sounds, token).map((family) => [...family, ...(parts as ReadonlySet<number>[])]);
  });
}

/** What one part spells: a syllable, or the two of a compound family name. */
function familiesSpelled({ ofSpelling }: Sounds, token: string): (readonly ReadonlySet<number>[])[] {
  const found: ReadonlySet<number>[][] = [];
  const whole = ofSpelling.get(token);
  if (whole) found.push([whole]);
  for (let at = 1; at < token.length; at += 1) {
    const [first, second] = [ofSpelling.get(token.slice(0, at)), ofSpelling.get(token.slice(at))];
    if (first && second) found.push([first, second]);
  }
  return found;
}
