import weights from '../decision/weights.json' with { type: 'json' };
import { lengthBits, mostBits, mostOfKin } from '../name/index.js';
import { mostOfLong } from './long-filter.js';
import type { Firsts } from './mark-ranges.js';
import type { NameFilter } from './name-filter.js';
import type { NameMark } from './name-mark.js';

type Heaviest = Firsts['heaviest'];

const { nameCost } = weights;
const cost = {
  given: nameCost.given_only * 4,
  one: nameCost.one_character * 4,
  shorter: nameCost.character_left_out * 4,
};
const kin = { family: mostOfKin.family * 4, shared: mostOfKin.shared * 4, part: mostOfKin.part * 4 };
const oneGiven = Math.ceil(lengthBits(1) * 4);
const heaviestGiven = mostBits.given * 4;
const heaviestLength = Math.ceil(Math.max(lengthBits(1), lengthBits(2), lengthBits(3)) * 4);
/** What is wanted no more than so makes a single character of a given name count. */
const mostOfOneGiven = heaviestGiven + oneGiven - cost.given;
const [kindOfTwo, kindOfThree] = [1, 2];

/**
 * Whether a name of up to four characters may agree with the Chinese one asked about and weigh enough: each sound stands for a character
 * asked about, in an order that `compareChinese` tries, or all but one do and weigh enough to make up for it.
 */
export function chineseMayAgree(filter: NameFilter, mark: NameMark, wanted: number): boolean {
  const { places } = filter;
  const a = places[(mark >>> 20) & 1023] ?? 0;
  const b = places[(mark >>> 10) & 1023] ?? 0;
  const c = places[mark & 1023] ?? 0;
  const kind = mark >>> 30;
  // Most strangers end here: of three characters one at the most is held.
  if (kind === kindOfThree && wanted > mostOfOneGiven && (a === 0 ? b === 0 || c === 0 : b === 0 && c === 0))
    return false;
  const { length, inUnits, ordered } = filter;
  if (inUnits) return length === kind + 1 && (a & 1 & (b >>> 1)) === 1 && (kind === kindOfTwo || (c & 4) !== 0);
  if (!ordered) return true;
  if (kind === kindOfTwo && (mark & 0xffc00) === 0) return length === 1 && a !== 0;
  if (kind === kindOfTwo) return twoMayAgree(filter, mark, a, b, wanted);
  if (kind === kindOfThree) return threeMayAgree(filter, mark, a, b, c, wanted);
  return fourMayAgree(filter, mark, a, b, c, wanted);
}

/** Whether recorded names of one or two characters agree only where the first is one asked about. */
export function twoNeedsFirst({ length, lengthWeight }: NameFilter, heaviest: Heaviest, wanted: number): boolean {
  return length !== 2 || heaviest[1] + lengthWeight < wanted + cost.given;
}

/** The same of names of three. */
export function threeNeedsFirst({ length, lengthWeight }: NameFilter, heaviest: Heaviest, wanted: number): boolean {
  const [family, second, third] = heaviest;
  if (length === 2) return family + second + lengthWeight < wanted + cost.shorter;
  if (length !== 3) return true;
  return Math.max(second + third + lengthWeight, third + oneGiven) < wanted + cost.given;
}

/** A recorded name of two characters. A longer one holds it in its order, or writes one of the two apart. */
function twoMayAgree(filter: NameFilter, mark: NameMark, a: number, b: number, wanted: number): boolean {
  const { length, joins, lengthWeight, sounds, anywhere } = filter;
  const [first, second] = [(mark >>> 20) & 1023, (mark >>> 10) & 1023];
  const given = sounds[second] ?? 0;
  if (length === 3) {
    if (joins && (sounds[first] ?? 0) > 0 && given > 0) return true;
    if (isAt(a, 0, b, 1) || isAt(a, 0, b, 2)) return (sounds[first] ?? 0) + given >= wanted + cost.shorter;
    return isAt(a, 1, b, 2) && (anywhere[first] ?? 0) + given + oneGiven >= wanted + cost.shorter;
  }
  if (length !== 2) return false;
  if (isAt(a, 1, b, 0)) return (anywhere[first] ?? 0) + (anywhere[second] ?? 0) + lengthWeight >= wanted;
  if (isAt(a, 0, b, 1)) return (sounds[first] ?? 0) + given + lengthWeight >= wanted;
  return (b & 2) !== 0 && given + lengthWeight >= wanted + cost.given;
}

/** A recorded name of three characters, in place, turned over, longer than the one asked about, or held by it. */
function threeMayAgree(filter: NameFilter, mark: NameMark, a: number, b: number, c: number, wanted: number): boolean {
  const { length, joins, sounds } = filter;
  if (length === 2) return twoInThree(filter, mark, a, b, c, wanted);
  if (length === 3) {
    const straight = (a & 1) | (b & 2) | (c & 4);
    if (straight === 7 && weightInPlace(filter, mark) >= wanted) return true;
    const isTurned = (isAt(a, 1, b, 2) && (c & 1) !== 0) || (isAt(a, 2, b, 0) && (c & 2) !== 0);
    if ((isTurned || (isAt(a, 2, b, 1) && (c & 1) !== 0)) && weightAnywhere(filter, mark) >= wanted) return true;
    return allButOne(filter, mark, straight, wanted);
  }
  const isHeld = isWithin(a, b, c) || (length === 4 && joins && areHeld(sounds, mark));
  return isHeld && weightAnywhere(filter, mark) >= Math.min(wanted, mostOfLong);
}

/** A recorded name of four characters, of whose last one the mark knows nothing. */
function fourMayAgree(filter: NameFilter, mark: NameMark, a: number, b: number, c: number, wanted: number): boolean {
  const { length, joins, sounds, lengthWeight } = filter;
  if (length < 3 || weightAnywhere(filter, mark) + heaviestGiven < Math.min(wanted, mostOfLong)) return false;
  if (length === 3) return isAt(a, 0, b | c, 1) || isAt(b, 0, c, 1);
  if (length > 4) return isWithin(a, b, c) || (length === 5 && joins && areHeld(sounds, mark));
  const straight = (a & 1) + ((b >>> 1) & 1) + ((c >>> 2) & 1);
  if (straight >= 2 || (a !== 0 && b !== 0 && c !== 0)) return true;
  const third = (c & 4) === 0 ? 0 : (sounds[mark & 1023] ?? 0);
  return third > 0 && third + heaviestGiven + lengthWeight >= wanted + cost.given;
}

/** Two characters asked about within three recorded ones; one of the two may be written apart there. */
function twoInThree(filter: NameFilter, mark: NameMark, a: number, b: number, c: number, wanted: number): boolean {
  const { sounds, lengthWeight } = filter;
  const [first, second, third] = [(mark >>> 20) & 1023, (mark >>> 10) & 1023, mark & 1023];
  const family = (sounds[first] ?? 0) + (((a & b & 1) | (b & c & 2)) === 0 ? 0 : lengthWeight);
  const least = wanted + cost.shorter;
  if (isAt(a, 0, b, 1) && family + (sounds[second] ?? 0) >= least) return true;
  if (isAt(a, 0, c, 1) && family + (sounds[third] ?? 0) >= least) return true;
  return isAt(b, 0, c, 1) && (sounds[second] ?? 0) + (sounds[third] ?? 0) + lengthWeight >= least;
}

/** The family name differs and the given name makes up for it, or a given character does as brothers' and sisters' do. */
function allButOne(filter: NameFilter, mark: NameMark, straight: number, wanted: number): boolean {
  const { sounds, lengthWeight } = filter;
  const first = sounds[(mark >>> 20) & 1023] ?? 0;
  const second = (straight & 2) === 0 ? 0 : (sounds[(mark >>> 10) & 1023] ?? 0);
  const third = (straight & 4) === 0 ? 0 : (sounds[mark & 1023] ?? 0);
  // Of a compound family name both characters may differ.
  if (third > 0 && third + oneGiven >= wanted + cost.given) return true;
  if (straight === 6) return second + third + lengthWeight >= wanted + cost.given;
  if (straight !== 3 && straight !== 5) return false;
  if (straight === 5 && hasNickname(filter, mark)) return first + third + lengthWeight >= wanted;
  return Math.min(first, kin.family) + Math.min(second + third, kin.shared) + kin.part >= wanted + cost.one;
}

function hasNickname({ nickname, nicknames }: NameFilter, mark: NameMark): boolean {
  return nickname || nicknames.has((mark >>> 10) & 1023);
}

/** What the sounds weigh where family and given name stand as they were asked about. */
function weightInPlace({ sounds, lengthWeight }: NameFilter, mark: NameMark): number {
  return weightOf(sounds, mark) + lengthWeight;
}

/** What they weigh at the most, whichever stands first. */
function weightAnywhere({ anywhere }: NameFilter, mark: NameMark): number {
  return weightOf(anywhere, mark) + heaviestLength;
}

function weightOf(sounds: Uint8Array, mark: NameMark): number {
  return (sounds[(mark >>> 20) & 1023] ?? 0) + (sounds[(mark >>> 10) & 1023] ?? 0) + (sounds[mark & 1023] ?? 0);
}

function areHeld(sounds: Uint8Array, mark: NameMark): boolean {
  return (
    (sounds[(mark >>> 20) & 1023] ?? 0) > 0 && (sounds[(mark >>> 10) & 1023] ?? 0) > 0 && (sounds[mark & 1023] ?? 0) > 0
  );
}

/** Whether three sounds stand for characters asked about in their order. */
function isWithin(a: number, b: number, c: number): boolean {
  const one = a & -a;
  const later = b & ~(one * 2 - 1);
  const two = later & -later;
  return one !== 0 && two !== 0 && (c & ~(two * 2 - 1)) !== 0;
}

function isAt(one: number, place: number, other: number, next: number): boolean {
  return ((one >>> place) & (other >>> next) & 1) !== 0;
}
