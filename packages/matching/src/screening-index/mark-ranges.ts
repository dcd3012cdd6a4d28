import type { NameFilter } from './name-filter.js';
import { threeNeedsFirst, twoNeedsFirst } from './places-filter.js';
import { soundCount } from './sounds.js';

/** Stretches of marks in their order, each from its first to its last: all that may agree stand in them. */
export type MarkRanges = Uint32Array;

/** The sounds of what may stand first in a name that agrees, in their order, and the most that a sound weighs at the first three places. */
export interface Firsts {
  readonly sounds: readonly number[];
  readonly heaviest: readonly [number, number, number];
}

const kindShift = 30;
const firstShift = 20;
const lastOfFirst = (1 << firstShift) - 1;
const lastOfKind = 0x3fffffff;
const [others, two, three, four] = [0, 1, 2, 3];
const kinds = 4;

/**
 * The marks that a list in their order is read for, by the sound of what stands first in a name of two characters or three; undefined where
 * all have to be read: for several names at once, and where what is given weighs enough beside any family name.
 */
export function rangesOf(filters: readonly NameFilter[], wanted: number): MarkRanges | undefined {
  const [filter] = filters;
  if (filter === undefined || filters.length > 1 || !filter.ordered) return undefined;
  const { sounds, heaviest } = (filter.ranges.firsts ??= firstsOf(filter));
  const [ofTwo, ofThree] = [twoNeedsFirst(filter, heaviest, wanted), threeNeedsFirst(filter, heaviest, wanted)];
  if (!ofTwo && !ofThree) return undefined;
  const variant = (ofTwo ? 1 : 0) + (ofThree ? 2 : 0);
  return (filter.ranges.made[variant] ??= madeRanges(sounds, ofTwo, ofThree));
}

function firstsOf({ sounds: held, places }: NameFilter): Firsts {
  const sounds: number[] = [];
  const heaviest: [number, number, number] = [0, 0, 0];
  for (let sound = 1; sound < soundCount; sound += 1) {
    const [weight, at] = [held[sound] ?? 0, places[sound] ?? 0];
    if (weight === 0 && at === 0) continue;
    sounds.push(sound);
    for (const place of [0, 1, 2] as const) if ((at >>> place) & 1) heaviest[place] = Math.max(heaviest[place], weight);
  }
  return { sounds, heaviest };
}

function madeRanges(firsts: readonly number[], ofTwo: boolean, ofThree: boolean): MarkRanges {
  const made = new Uint32Array((kinds + (ofTwo ? firsts.length : 0) + (ofThree ? firsts.length : 0)) * 2);
  let at = 0;
  const add = (from: number, length: number) => {
    made[at++] = from;
    made[at++] = from + length;
  };
  const addKind = (kind: number, byFirst: boolean) => {
    if (!byFirst) return add((kind << kindShift) >>> 0, lastOfKind);
    for (const sound of firsts) add(((kind << kindShift) | (sound << firstShift)) >>> 0, lastOfFirst);
  };
  addKind(others, false);
  addKind(two, ofTwo);
  addKind(three, ofThree);
  addKind(four, false);
  return made.subarray(0, at);
}
