import { expectedCheckCharacter } from '../identity-number/index.js';

const zero = 48;
const letterX = 88;
const tag = 2 ** 48;

/**
 * An 18-character number as one integer below 2^48, without loss: the check character follows from the rest. `undefined` for
 * anything else, a wrong check character included. Built for speed: it is all the work an exact look-up does besides the table.
 */
export function packNumber(number: string): number | undefined {
  if (number.length !== 18) return undefined;
  let sum = 0;
  let high = 0;
  let low = 0;
  for (let place = 0; place < 17; place += 1) {
    const digit = number.charCodeAt(place) - zero;
    if (!(digit >= 0 && digit <= 9)) return undefined;
    sum += digit * ((1 << (17 - place)) % 11);
    if (place < 6) high = high * 10 + digit;
    else low = low * 10 + digit;
  }
  const check = (12 - (sum % 11)) % 11;
  const last = number.charCodeAt(17);
  if (check === 10 ? last !== letterX : last - zero !== check) return undefined;
  return packParts(high, low);
}

/** Region (20 bits), year from 1800 (9), month (4), day (5) and order (10); years and days out of that range are not packed. */
function packParts(region: number, dateAndOrder: number): number | undefined {
  const order = dateAndOrder % 1000;
  const date = Math.floor(dateAndOrder / 1000);
  const year = Math.floor(date / 10_000) - 1800;
  const month = Math.floor(date / 100) % 100;
  const day = date % 100;
  if (year < 0 || year > 511 || month > 12 || month === 0 || day > 31) return undefined;
  return region * 2 ** 28 + (year * 2 ** 19 + month * 2 ** 15 + day * 2 ** 10 + order) + 1;
}

/** The key of any document number: packed where it can be, else a hash that never meets a packed one. */
export function numberKey(number: string): number {
  return packNumber(number) ?? textKey(number);
}

/** A 53-bit hash of a text, above every packed number (two multiplicative rounds, FNV-1a and a murmur-like mix). */
export function textKey(text: string): number {
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  for (let place = 0; place < text.length; place += 1) {
    const code = text.charCodeAt(place);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul((b ^ code) + (b >>> 13), 0x5bd1e995);
  }
  const high = ((a ^ (a >>> 16)) >>> 0) % 0xfffff;
  return tag + high * 2 ** 32 + ((b ^ (b >>> 15)) >>> 0);
}

/**
 * The valid 18-character numbers one slip away from an invalid one: a wrong digit, two neighbours changed over, one digit missing
 * or one too many. About twenty; the check character rules out the other nine in ten.
 */
export function validNeighbours(number: string): readonly string[] {
  const found = new Set<string>();
  const keep = (text: string) => {
    if (text.length === 18 && packNumber(text) !== undefined) found.add(text);
  };
  const body = number.slice(0, 17);
  if (number.length === 18) keep(body + (expectedCheckCharacter(body) ?? ''));
  for (let place = 0; place < number.length; place += 1) {
    const before = number.slice(0, place);
    const after = number.slice(place + 1);
    if (number.length === 19) keep(before + after);
    if (number.length !== 18) continue;
    keep(before + after.charAt(0) + number.charAt(place) + after.slice(1));
    for (let digit = 0; digit <= 9; digit += 1) keep(`${before}${digit}${after}`);
  }
  if (number.length === 17) for (const inserted of insertions(number)) keep(inserted);
  return [...found];
}

function* insertions(number: string): Generator<string> {
  for (let place = 0; place <= number.length; place += 1) {
    for (const digit of '0123456789X') yield number.slice(0, place) + digit + number.slice(place);
  }
}
