import weights from '../decision/weights.json' with { type: 'json' };
import { longPartBits } from '../name/index.js';
import { followed, type LongNames, soundBits, soundsInWord } from './long-names.js';
import type { SpelledFilter } from './spelled-filter.js';
import type { NameFilter } from './name-filter.js';
import { bitCount, longBit, type NameMark } from './name-mark.js';

/** Quarters of a bit that no agreement with a long name exceeds. */
export const mostOfLong = longPartBits() * 2 * 4;

const topShift = soundBits * (soundsInWord - 1);
const soundMask = (1 << soundBits) - 1;
const placeMask = longBit - 1;
const mostPlaces = 31;
/** The sounds of the name that is looked at; names are cut to sixty characters. */
const sounds = new Uint16Array(64);
const nearCost = weights.nameCost.near * 4;

/** Whether a long name may agree with the Chinese one asked about: by its sounds and their order, as `compareChinese` goes through them. */
export function longMayAgree(filter: NameFilter, mark: NameMark, wanted: number): boolean {
  const { places, length, long, ordered, inUnits } = filter;
  if (length < 3 || (wanted > mostOfLong && !inUnits)) return false;
  const count = readSounds(long, mark);
  let [seen, straight, known] = [0, 0, 0];
  for (let place = 0; place < count; place += 1) {
    const bits = places[sounds[place] ?? 0] ?? 0;
    seen |= bits;
    straight += (bits >>> (place & 31)) & 1;
    if (bits !== 0) known += 1;
  }
  if (inUnits) return count === length && straight === length;
  if (!ordered) return true;
  if (count === length) return bitCount(seen) === length || sameLengthAgrees(straight, length, wanted);
  if (wanted + nearCost <= mostOfLong && shorterIsWithin(places, length, count)) return true;
  // Or it differs from the longer by a character that is written as its two parts.
  return count > length
    ? count === length + 1 && bitCount(seen) >= length - 1
    : count + 1 === length && known + 1 >= count;
}

/** All but the family name, all but one, or in the longest all but a quarter. */
function sameLengthAgrees(straight: number, length: number, wanted: number): boolean {
  if (straight === length) return true;
  return straight >= length - Math.max(2, length >> 2) && (mostOfLong * straight) / length >= wanted + nearCost;
}

/** Whether the characters of the shorter of two names stand for some of the longer, in order. */
function shorterIsWithin(places: Uint32Array, length: number, count: number): boolean {
  let next = 0;
  for (let place = 0; place < count; place += 1) {
    const bits = places[sounds[place] ?? 0] ?? 0;
    if (count > length) next += (bits >>> next) & 1;
    else {
      const later = (bits >>> next) << next;
      if (later === 0) return false;
      next = Math.min(mostPlaces, 32 - Math.clz32(later & -later));
    }
  }
  return count < length || next === length;
}

/** Whether a long name may be what is spelled: by all its sounds, or by its family name and the first letters of what is given. */
export function longMaySpell({ known, shortened }: SpelledFilter, long: LongNames, mark: NameMark): boolean {
  const count = readSounds(long, mark);
  let missing = false;
  for (let place = 0; place < count && !missing; place += 1) missing = known[sounds[place] ?? 0] !== 1;
  if (!missing) return true;
  return shortened.some((all) => all.length === count && all.every((one, place) => one.has(sounds[place] ?? 0)));
}

/** Reads the sounds that a mark leads to into `sounds`. @returns how many there are */
function readSounds({ words }: LongNames, mark: NameMark): number {
  let count = 0;
  for (let at = mark & placeMask, goes = true; goes; at += 1) {
    const word = words[at] ?? 0;
    goes = (word & followed) !== 0;
    for (let shift = topShift; shift >= 0; shift -= soundBits) {
      const sound = (word >>> shift) & soundMask;
      if (sound !== 0) sounds[count++] = sound;
    }
  }
  return count;
}
