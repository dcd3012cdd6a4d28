import { mixWords } from './hash.js';
import { numberKey } from './keys.js';

/** The key of a document number as two words: exact for a number of 18 characters that agrees with its check, else a hash. */
export interface NumberKey {
  readonly low: number;
  /** 16 bits. */
  readonly high: number;
  readonly hashed: boolean;
}

const word = 4_294_967_296;
const lowestHash = 2 ** 48;

/** The key of any document number. */
export function splitNumberKey(number: string): NumberKey {
  return splitKey(numberKey(number));
}

/** The same of a key that `numberKey` or `packNumber` made. */
export function splitKey(key: number): NumberKey {
  const hashed = key >= lowestHash;
  const high = Math.floor(key / word);
  return { low: key - high * word, high: high & 0xffff, hashed };
}

/** The hash under which a key stands in the tables of numbers. */
export function hashOfKey(low: number, high: number): number {
  return mixWords(low, high);
}

/** What was packed into these words: region, birth date as `YYYYMMDD`, and order, without the check character. */
export function packedParts(low: number, high: number): { region: number; date: number; order: number } {
  const key = high * word + low - 1;
  const region = Math.floor(key / 2 ** 28);
  const rest = key - region * 2 ** 28;
  const date = (Math.floor(rest / 2 ** 19) + 1800) * 10_000 + ((rest >>> 15) & 15) * 100 + ((rest >>> 10) & 31);
  return { region, date, order: rest & 1023 };
}

/** The number of 18 characters that was packed into these words, without its check character. */
export function unpackBody(low: number, high: number): string {
  const { region, date, order } = packedParts(low, high);
  const digits = (value: number, length: number) => String(value).padStart(length, '0');
  return digits(region, 6) + digits(date, 8) + digits(order, 3);
}
