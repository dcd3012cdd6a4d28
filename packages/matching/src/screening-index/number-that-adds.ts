import type { PreparedPerson } from '../evidence/index.js';
import { expectedCheckCharacter, slipDistance } from '../identity-number/index.js';
import type { IndexStore } from './index-store.js';
import { mayBeNear, type NearWindows, nearWindows } from './near-windows.js';
import { packedParts, unpackBody } from './number-key.js';
import { flagsOf, highOf, isNumbered, lowOf, rowFlag } from './row-table.js';

/** The numbers asked about that may add to what name and date weigh: failing ones by being near, masked ones by what they show. */
export interface DoubtfulNumbers {
  readonly failing: readonly (NearWindows & { readonly number: string })[];
  readonly masked: readonly string[];
}

/** Slips beyond this make a number another one. */
export const mostSlips = 2;

/** Whether a number of somebody fails its check or is masked. */
export function isDoubtful({ documents }: PreparedPerson): boolean {
  return documents.some(({ status }) => status === 'invalid' || status === 'masked');
}

/** The doubtful numbers of somebody asked about. */
export function doubtfulNumbers({ documents }: PreparedPerson): DoubtfulNumbers {
  const of = (wanted: string) => documents.filter(({ status }) => status === wanted).map(({ number }) => number);
  return { failing: of('invalid').map((number) => ({ number, ...nearWindows(number) })), masked: of('masked') };
}

/**
 * Whether numbers may add to what the name of a row weighs: where the row says all there is, its number is within two slips of a
 * failing one or agrees with what a mask shows; of others it is told by whether anything is doubtful at all.
 */
export function numberMayAdd(numbers: DoubtfulNumbers, { rows }: IndexStore, row: number): boolean {
  const flags = flagsOf(rows, row);
  const isAsked = numbers.failing.length + numbers.masked.length > 0;
  if ((flags & (rowFlag.written | rowFlag.doubtful)) !== 0) return isAsked || (flags & rowFlag.doubtful) !== 0;
  if (!isAsked || !isNumbered(rows, row)) return false;
  const [low, high] = [lowOf(rows, row), highOf(rows, row)];
  return isNear(numbers, low, high) || agreesWithMask(numbers, low, high);
}

/** Whether the number packed in two words lies within two slips of a failing one. */
export function isNear({ failing }: DoubtfulNumbers, low: number, high: number): boolean {
  if (failing.length === 0) return false;
  const { region, date, order } = packedParts(low, high);
  const near = failing.filter((windows) => mayBeNear(windows, region, date, order));
  if (near.length === 0) return false;
  const recorded = wholeNumber(low, high);
  return near.some(({ number }) => slipDistance(number, recorded, mostSlips) <= mostSlips);
}

function agreesWithMask({ masked }: DoubtfulNumbers, low: number, high: number): boolean {
  if (masked.length === 0) return false;
  const recorded = wholeNumber(low, high);
  return masked.some(
    (number) =>
      number.length === recorded.length &&
      [...number].every((character, place) => character === '*' || character === recorded[place]),
  );
}

function wholeNumber(low: number, high: number): string {
  const body = unpackBody(low, high);
  return body + (expectedCheckCharacter(body) ?? '');
}
