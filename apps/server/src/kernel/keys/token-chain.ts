import { createHmac } from 'node:crypto';
import { DomainError } from '../errors.js';
import { fateOf } from './token-purposes.js';

/** One epoch of token keys: its hash, and the key it has for a purpose. */
export type TokenEpoch = {
  readonly isActive: boolean;
  readonly hash: 'sha256' | 'sm3';
  readonly keyFor: (purpose: string) => Uint8Array;
};

/** Bytes of a token as it is made; one of a later epoch is stored with one byte more before it, its number. */
export const tokenBytes = 32;
/** Under what purpose each later epoch has the key that it puts tokens of the one before under. */
const laterPurpose = 'kernel.later-token';

/**
 * The epochs of token keys as a chain: the first makes a token from the value, each later one makes its own from the token before
 * (ADR 57). So a stored token is put under a later epoch without its value, and whoever knows one key of the chain tests nobody.
 * @param epochs the oldest first, at least one
 */
export function tokenChain(epochs: readonly TokenEpoch[]) {
  const [first, ...later] = epochs;
  if (first === undefined) throw new Error('a ring without a token key is refused when it is read');
  const newest = epochs.findLast(({ isActive }) => isActive) ?? first;
  const linked = (made: Uint8Array, number: number): Uint8Array => {
    const epoch = later[number - 2];
    if (epoch === undefined) throw new DomainError('key-unknown', { key: `tokens-${number}` });
    return hmac(epoch, laterPurpose, made);
  };
  /** What each epoch from `number` on makes, beginning with what that one made. */
  const from = (made: Uint8Array, number: number): Uint8Array[] => {
    const all = [made];
    for (let next = number + 1; next <= epochs.length; next++) all.push(linked(all.at(-1) ?? made, next));
    return all;
  };
  return {
    /** What each epoch makes of a value, the oldest first, end to end: the database keeps the one in force. */
    token: (purpose: string, input: string | Uint8Array): Uint8Array => {
      const fate = fateOf(purpose);
      if (fate === 'passing') return hmac(newest, purpose, input);
      const made = hmac(first, purpose, input);
      return fate === 'first' || later.length === 0 ? made : Buffer.concat(from(made, 1));
    },
    /** Every form under which the token of a value may be stored, that of the newest epoch first. */
    tokens: (purpose: string, input: string | Uint8Array): readonly Uint8Array[] => {
      const fate = fateOf(purpose);
      if (fate === 'passing') return [hmac(newest, purpose, input)];
      const made = hmac(first, purpose, input);
      return fate === 'first' ? [made] : from(made, 1).map(storedForm).reverse();
    },
    /** Stored tokens as each epoch from their own on stores them, each one's own first. Errors: `key-unknown`. */
    laterTokens: (stored: readonly Uint8Array[]): Buffer[] =>
      stored.flatMap((one) => {
        const number = epochOfToken(one);
        if (number > epochs.length) throw new DomainError('key-unknown', { key: `tokens-${number}` });
        return from(one.subarray(one.length - tokenBytes), number).map((made, at) => storedForm(made, at + number - 1));
      }),
  };
}

/** Of which epoch a stored token is, counted from 1. */
export function epochOfToken(stored: Uint8Array): number {
  return stored.length > tokenBytes ? (stored[0] ?? 1) : 1;
}

function storedForm(made: Uint8Array, at: number): Buffer {
  return at === 0 ? Buffer.from(made) : Buffer.concat([Buffer.of(at + 1), made]);
}

function hmac({ hash, keyFor }: TokenEpoch, purpose: string, input: string | Uint8Array): Uint8Array {
  return createHmac(hash, keyFor(purpose)).update(input).digest();
}
