import type { NameFilter } from './name-filter.js';
import { threeNeedsFirst, twoNeedsFirst } from './places-filter.js';

/** Stretches of marks in their order, each from its first to its last: all that may agree stand in them. */
export type MarkRanges = Uint32Array;

const kindShift = 30;
const firstShift = 20;
const lastOfFirst = (1 << firstShift) - 1;
const lastOfKind = 0x3fffffff;
const [others, two, three, four] = [0, 1, 2, 3];

/**
 * The marks that a list in their order is read for, by the sound of what stands first in a name of two characters or three; undefined where
 * all have to be read: for several names at once, and where what is given weighs enough beside any family name.
 */
export function rangesOf(filters: readonly NameFilter[], wanted: number): MarkRanges | undefined {
  const [filter] = filters;
  if (filter === undefined || filters.length > 1 || !filter.ordered) return undefined;
  const [ofTwo, ofThree] = [twoNeedsFirst(filter, wanted), threeNeedsFirst(filter, wanted)];
  if (!ofTwo && !ofThree) return undefined;
  const variant = (ofTwo ? 1 : 0) + (ofThree ? 2 : 0);
  return (filter.ranges[variant] ??= Uint32Array.from([
    ...wholeKind(others),
    ...(ofTwo ? byFirst(two, filter.firsts) : wholeKind(two)),
    ...(ofThree ? byFirst(three, filter.firsts) : wholeKind(three)),
    ...wholeKind(four),
  ]));
}

function wholeKind(kind: number): number[] {
  const from = (kind << kindShift) >>> 0;
  return [from, from + lastOfKind];
}

function byFirst(kind: number, firsts: readonly number[]): number[] {
  return firsts.flatMap((sound) => {
    const from = ((kind << kindShift) | (sound << firstShift)) >>> 0;
    return [from, from + lastOfFirst];
  });
}
