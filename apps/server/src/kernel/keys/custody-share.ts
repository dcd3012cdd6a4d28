import { createHash } from 'node:crypto';
import { DomainError } from '../errors.js';

/** One of three shares of a custody; any two open it, one alone says nothing. */
export type CustodyShare = {
  /** Eight hexadecimal digits that the three shares and the sealed copy have in common. */
  readonly custody: string;
  /** 1 to 3. */
  readonly number: number;
  /** A share of 32 bytes as Shamir's scheme over GF(256) makes it. */
  readonly bytes: Uint8Array;
};

/** Crockford's base 32: no I, L, O or U, which are read as others. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const version = 1;
const [custodyBytes, shareBytes, checkBytes] = [4, 33, 4];
const totalBytes = 2 + custodyBytes + shareBytes + checkBytes;
/** Letters of a group that carry 20 bits; a fifth checks them and where the group stands. */
const groupLetters = 4;
const weights = [1, 3, 5, 7];

/** How many groups a written share has. */
export const shareGroups = Math.ceil((totalBytes * 8) / (5 * groupLetters));

/** Writes a share in groups of five letters, the last of each a check: a mistyped group is found by itself. */
export function formatShare({ custody, number, bytes }: CustodyShare): string {
  const body = Buffer.concat([Buffer.of(version, number), Buffer.from(custody, 'hex'), bytes]);
  let bits = BigInt(`0x${Buffer.concat([body, checkOf(body)]).toString('hex')}`);
  const total = shareGroups * groupLetters;
  bits <<= BigInt(total * 5 - totalBytes * 8);
  const digits = Array.from({ length: total }, (_, at) => Number((bits >> BigInt(5 * (total - 1 - at))) & 31n));
  return Array.from({ length: shareGroups }, (_, group) => {
    const own = digits.slice(group * groupLetters, (group + 1) * groupLetters);
    return [...own, checkLetter(own, group)].map((digit) => letters[digit] ?? '').join('');
  }).join('-');
}

/**
 * Reads a share as somebody typed it: small letters, spaces and dashes do not matter, nor do the numbers that stand before the lines of
 * a sheet; I and L are 1, O is 0.
 * @param place which of the shares given it is, counted from 1
 * Errors: `custody-share-mistyped` with place and group, never a letter of it; group 0: letters are missing or too many, or the
 * groups are each right and do not belong together.
 */
export function parseShare(text: string, place: number): CustodyShare {
  const mistyped = (group: number): DomainError => new DomainError('custody-share-mistyped', { share: place, group });
  const typed = text
    .replace(/(^|\s)\d\d(?=\s)/g, '$1')
    .toUpperCase()
    .replace(/[\s-]/g, '')
    .replace(/[IL]/g, '1')
    .replace(/O/g, '0');
  const digits = [...typed].map((letter) => letters.indexOf(letter));
  const unknown = digits.indexOf(-1);
  if (unknown >= 0) throw mistyped(Math.floor(unknown / (groupLetters + 1)) + 1);
  let bits = 0n;
  for (let at = 0; at < digits.length; at += groupLetters + 1) {
    const own = digits.slice(at, at + groupLetters);
    const group = at / (groupLetters + 1);
    if (digits[at + groupLetters] !== checkLetter(own, group)) throw mistyped(group + 1);
    for (const digit of own) bits = (bits << 5n) | BigInt(digit);
  }
  if (digits.length !== shareGroups * (groupLetters + 1)) throw mistyped(0);
  const hex = (bits >> BigInt(shareGroups * groupLetters * 5 - totalBytes * 8))
    .toString(16)
    .padStart(totalBytes * 2, '0');
  const bytes = Buffer.from(hex, 'hex');
  const body = bytes.subarray(0, totalBytes - checkBytes);
  const number = body[1] ?? 0;
  const isWhole = bytes.length === totalBytes && checkOf(body).equals(bytes.subarray(totalBytes - checkBytes));
  if (!isWhole || body[0] !== version || number < 1 || number > 3) throw mistyped(0);
  const custody = body.subarray(2, 2 + custodyBytes).toString('hex');
  return { custody, number, bytes: Uint8Array.from(body.subarray(2 + custodyBytes)) };
}

function checkOf(body: Uint8Array): Buffer {
  return createHash('sha256').update('gatehouse custody share\0').update(body).digest().subarray(0, checkBytes);
}

/** Odd weights modulo 32: one letter that is another always shows. */
function checkLetter(digits: readonly number[], group: number): number {
  return digits.reduce((sum, digit, at) => sum + digit * (weights[at] ?? 1), 9 * (group + 1)) % letters.length;
}
