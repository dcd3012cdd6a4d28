import { createHash } from 'node:crypto';
import { voidedNoticeText } from '@gatehouse/contract';

/** To whom an authority has to write about a void answer. */
export type RecallLetter = 'unit' | 'person';

/** How a voided notice stands in the public list: its number is random, and cannot be found out from this. */
export function voidedNoticeHash(number: string): Buffer {
  return createHash('sha256').update(`${voidedNoticeText}${number}`).digest();
}

/** The part of the public list that begins with two hexadecimal digits: from, and before which hash; null: to the end. */
export function hashesOf(prefix: string): { readonly from: Buffer; readonly before: Buffer | null } {
  const from = Buffer.from(prefix, 'hex');
  const [first = 0] = from;
  return { from, before: first === 0xff ? null : Buffer.from([first + 1]) };
}

/** To whom the authority writes: whoever holds a letter that has left, and whom no message reaches. */
export function lettersOf(facts: { readonly letterLeft: boolean; readonly isReached: boolean }): RecallLetter[] {
  return [...(facts.letterLeft ? (['unit'] as const) : []), ...(facts.isReached ? [] : (['person'] as const))];
}
