import { plainSyllable } from '../name/index.js';
import type { NameMark } from './name-mark.js';
import { type Sounds, soundsByInitial } from './sounds.js';

/**
 * Which Chinese names a name in letters may spell, told from the sounds in their marks. Stretches of letters are bits: a sound knows
 * where in the name it may stand, and the sounds of a Chinese name have to fill it, all but one part that has a slip.
 */
export interface SpelledFilter {
  /** By sound, the stretches of letters that spell it. */
  readonly stretches: readonly (readonly number[] | undefined)[];
  /** All letters; and all but those of one part, for a further name beside the Chinese one. */
  readonly targets: readonly number[];
  readonly whole: number;
  /** Names whose given part stands as first letters. */
  readonly shortened: readonly Shortened[];
}

interface Shortened {
  /** Sounds that the part written out spells. */
  readonly family: ReadonlySet<number>;
  /** For each letter, the sounds it may begin. */
  readonly given: readonly ReadonlySet<number>[];
}

const mostTokens = 5;
const mostLetters = 30;
const longestSpelling = 6;
const mostInitials = 3;
const slip = { least: 2, most: 7 };
const nowhere: readonly number[] = [];

/** The filter of a name in letters; undefined for one too long for bits, which may agree with any. */
export function spelledFilter(sounds: Sounds, parts: readonly string[]): SpelledFilter | undefined {
  const tokens = parts.map(plainSyllable).slice(0, mostTokens);
  const joined = tokens.join('');
  if (joined.length > mostLetters) return undefined;
  const stretches: number[][] = [];
  for (let from = 0; from < joined.length; from += 1) {
    const end = Math.min(joined.length, from + longestSpelling);
    for (let to = from + 1; to <= end; to += 1) {
      for (const sound of sounds.ofSpelling.get(joined.slice(from, to)) ?? [])
        (stretches[sound] ??= []).push(bits(from, to));
    }
  }
  const whole = bits(0, joined.length);
  const targets = tokens.length > 2 ? [whole, ...withoutOne(tokens, whole)] : [whole];
  return { stretches, targets, whole, shortened: shortenedNames(sounds, tokens) };
}

/** Whether a Chinese name of up to four characters with this mark may be what is spelled. */
export function maySpell({ stretches, targets, whole, shortened }: SpelledFilter, mark: NameMark): boolean {
  const kind = mark >>> 30;
  const sounds = [(mark >>> 20) & 1023, (mark >>> 10) & 1023, mark & 1023] as const;
  const [first, second, third] = sounds.map((sound) => stretches[sound] ?? nowhere) as [number[], number[], number[]];
  if (kind === 3)
    return twoMeet(first, second) || twoMeet(first, third) || twoMeet(second, third) || shortened.length > 0;
  if (kind === 1) {
    if (fills(first, second, [0], targets) || leavesSlip(first, [0], whole) || leavesSlip(second, [0], whole))
      return true;
  } else if (
    fills(first, second, third, targets) ||
    leavesSlip(first, second, whole) ||
    leavesSlip(first, third, whole) ||
    leavesSlip(second, third, whole)
  ) {
    return true;
  }
  return shortened.some(({ family, given }) => isShortened(family, given, sounds, kind));
}

function isShortened(
  family: ReadonlySet<number>,
  given: readonly ReadonlySet<number>[],
  [first, second, third]: readonly [number, number, number],
  kind: number,
): boolean {
  if (!family.has(first) || given.length !== kind) return family.has(first) && given.length < kind;
  return (given[0]?.has(second) ?? false) && (kind === 1 || (given[1]?.has(third) ?? false));
}

function fills(a: readonly number[], b: readonly number[], c: readonly number[], targets: readonly number[]): boolean {
  for (const one of a) {
    for (const two of b) {
      if ((one & two) !== 0) continue;
      for (const three of c) if (((one | two) & three) === 0 && targets.includes(one | two | three)) return true;
    }
  }
  return false;
}

/** Two sounds stand there, and what they leave is one stretch in which a third may be misspelt. */
function leavesSlip(a: readonly number[], b: readonly number[], whole: number): boolean {
  for (const one of a) {
    for (const two of b) {
      if ((one & two) !== 0) continue;
      const rest = whole & ~(one | two);
      if ((rest & (rest + (rest & -rest))) !== 0) continue;
      const length = 32 - Math.clz32(rest) - (31 - Math.clz32(rest & -rest));
      if (rest !== 0 && length >= slip.least && length <= slip.most) return true;
    }
  }
  return false;
}

function twoMeet(a: readonly number[], b: readonly number[]): boolean {
  return a.some((one) => b.some((two) => (one & two) === 0));
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

/** "X. M. Wang", "Wang XM": one part written out, the others single letters or few letters in one. */
function shortenedNames(sounds: Sounds, tokens: readonly string[]): Shortened[] {
  return tokens.flatMap((token, place) => {
    const rest = tokens.filter((_, other) => other !== place);
    const [only = ''] = rest;
    const given = rest.length === 1 && only.length <= mostInitials ? [...only] : rest;
    const family = sounds.ofSpelling.get(token);
    if (!family || given.length === 0 || given.every(({ length }) => length > 1)) return [];
    return [{ family, given: given.map((part) => givenSounds(sounds, part)) }];
  });
}

function givenSounds(sounds: Sounds, part: string): ReadonlySet<number> {
  return part.length === 1 ? soundsByInitial(sounds, new Set([part])) : (sounds.ofSpelling.get(part) ?? new Set());
}
