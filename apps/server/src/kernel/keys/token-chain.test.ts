import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { epochOfToken, type TokenEpoch, tokenChain } from './token-chain.js';

const purpose = 'registry.document-number';
const epochs: readonly TokenEpoch[] = [1, 2, 3, 4].map((number) => ({
  isActive: true,
  hash: number % 2 === 0 ? 'sm3' : 'sha256',
  keyFor: (of) => createHmac('sha256', `secret ${number}`).update(of).digest(),
}));
const chainOf = (count: number, from = epochs) => tokenChain(from.slice(0, count));
const count = fc.integer({ min: 1, max: epochs.length });
const hex = (token: Uint8Array | undefined): string => Buffer.from(token ?? []).toString('hex');

test('whatever epoch a row was stored in, a look-up in that ring or a later one finds it, and finds no other value', () => {
  fc.assert(
    fc.property(count, count, fc.string(), fc.string(), (one, other, input, stranger) => {
      const [before, after] = [Math.min(one, other), Math.max(one, other)];
      const [stored] = chainOf(before).tokens(purpose, input);
      const asked = chainOf(after).tokens(purpose, input).map(hex);
      expect(asked).toContain(hex(stored));
      expect(asked).toHaveLength(after);
      if (stranger !== input) expect(chainOf(after).tokens(purpose, stranger).map(hex)).not.toContain(hex(stored));
    }),
  );
});

test('a stored token is put under each later epoch without its value, to what the value itself gives there', () => {
  fc.assert(
    fc.property(count, count, fc.string(), (at, size, input) => {
      const forms = chainOf(size).tokens(purpose, input).toReversed();
      const number = Math.min(at, size);
      const stored = forms[number - 1] ?? Buffer.alloc(0);
      expect(epochOfToken(stored)).toBe(number);
      expect(chainOf(size).laterTokens([stored]).map(hex)).toEqual(forms.slice(number - 1).map(hex));
    }),
  );
});

test('what is given to the database is every epoch end to end, so that it can keep whichever is in force', () => {
  fc.assert(
    fc.property(count, fc.string(), (size, input) => {
      const given = Buffer.from(chainOf(size).token(purpose, input));
      expect(given).toHaveLength(32 * size);
      const made = chainOf(size)
        .tokens(purpose, input)
        .toReversed()
        .map((form) => Buffer.from(form).subarray(-32));
      expect(given).toEqual(Buffer.concat(made));
    }),
  );
});

test('what is not renewed stays as the first epoch makes it', () => {
  fc.assert(
    fc.property(count, fc.constantFrom('journal.subject', 'file.example'), fc.string(), (size, kept, input) => {
      expect(chainOf(size).tokens(kept, input)).toEqual([chainOf(1).token(kept, input)]);
      expect(chainOf(size).token(kept, input)).toEqual(chainOf(1).token(kept, input));
    }),
  );
});

test('what passes is made by the newest active epoch, and what an older one made is worth nothing', () => {
  const staged = epochs.map((epoch, at) => ({ ...epoch, isActive: at < 2 }));
  const [before, after] = [chainOf(1), chainOf(3, staged)];
  expect(after.tokens('access.sign-in-ticket', 'x')).toEqual([after.token('access.sign-in-ticket', 'x')]);
  expect(after.token('access.sign-in-ticket', 'x')).toEqual(chainOf(2).token('access.sign-in-ticket', 'x'));
  expect(after.token('access.sign-in-ticket', 'x')).not.toEqual(before.token('access.sign-in-ticket', 'x'));
});

test('a token of an epoch that the ring does not have is refused, not passed over', () => {
  const [stored = Buffer.alloc(0)] = chainOf(3).tokens(purpose, 'x');
  expect(() => chainOf(2).laterTokens([stored])).toThrow('key-unknown');
});
