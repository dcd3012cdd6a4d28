import { createSecretKey } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type DataKey, dataKeyIdOf, openField, openText, sealField, sealText } from './sealed-field.js';

const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 });
const dataKey: fc.Arbitrary<DataKey> = fc
  .record({ id: fc.uuid(), kind: fc.constant('example.row'), bytes: bytes32 })
  .map(({ id, kind, bytes }) => ({ id, kind, secret: createSecretKey(bytes) }));
const word = fc.string({ unit: 'grapheme', maxLength: 12 });
const place = fc.record({ table: word, column: word, row: word });
const plaintext = fc.uint8Array({ maxLength: 200 });

const here = { table: 'example.row', column: 'name', row: '7' };

test('a sealed value opens where it was sealed, and nothing of it stands in clear', () => {
  fc.assert(
    fc.property(dataKey, place, fc.uint8Array({ minLength: 8, maxLength: 200 }), (key, where, plain) => {
      const sealed = sealField(key, where, plain);
      expect(openField(key, where, sealed)).toEqual(Buffer.from(plain));
      expect(Buffer.from(sealed).includes(Buffer.from(plain))).toBe(false);
      expect(sealed.length).toBe(plain.length + 46);
    }),
  );
});

test('text of any script comes back', () => {
  fc.assert(
    fc.property(dataKey, fc.string({ unit: 'grapheme' }), (key, text) => {
      expect(openText(key, here, sealText(key, here, text))).toBe(text);
    }),
  );
});

test('any flipped bit is refused', () => {
  fc.assert(
    fc.property(dataKey, plaintext, fc.nat(), (key, plain, at) => {
      const sealed = Uint8Array.from(sealField(key, here, plain));
      const bit = at % (sealed.length * 8);
      sealed[bit >> 3] = (sealed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const expected = bit < 16 ? 'unknown-form' : bit < 144 ? 'of-another-key' : 'altered';
      expect(() => openField(key, here, sealed)).toThrow(`sealed-value-${expected}`);
    }),
  );
});

test('a value cut short is refused', () => {
  fc.assert(
    fc.property(dataKey, plaintext, fc.nat(), (key, plain, left) => {
      const sealed = sealField(key, here, plain);
      const short = sealed.subarray(0, left % sealed.length);
      const expected = short.length < 46 ? 'truncated' : 'altered';
      expect(() => openField(key, here, short)).toThrow(`sealed-value-${expected}`);
    }),
  );
});

test('a value moved to another table, column or row is refused', () => {
  fc.assert(
    fc.property(dataKey, place, place, plaintext, (key, from, to, plain) => {
      fc.pre(JSON.stringify(from) !== JSON.stringify(to));
      const sealed = sealField(key, from, plain);
      expect(() => openField(key, to, sealed)).toThrow('sealed-value-altered');
    }),
  );
});

test.each([
  [
    { table: 'a', column: 'bc', row: 'd' },
    { table: 'ab', column: 'c', row: 'd' },
  ],
  [
    { table: 'a', column: '', row: 'bc' },
    { table: 'a', column: 'bc', row: '' },
  ],
])('places that read alike when joined stay apart: %j and %j', (from, to) => {
  const key = {
    id: '10000000-0000-4000-8000-000000000001',
    kind: 'example.row',
    secret: createSecretKey(Buffer.alloc(32, 1)),
  };
  expect(() => openField(key, to, sealText(key, from, 'x'))).toThrow('sealed-value-altered');
});

test('another data key is told from an altered value', () => {
  fc.assert(
    fc.property(dataKey, dataKey, plaintext, (key, other, plain) => {
      fc.pre(key.id !== other.id);
      const sealed = sealField(key, here, plain);
      expect(dataKeyIdOf(sealed, here)).toBe(key.id);
      expect(() => openField(other, here, sealed)).toThrow('sealed-value-of-another-key');
      expect(() => openField({ ...other, id: key.id }, here, sealed)).toThrow('sealed-value-altered');
    }),
  );
});

test('a failure names table and column, never the row or the content', () => {
  const key = {
    id: '10000000-0000-4000-8000-000000000001',
    kind: 'example.row',
    secret: createSecretKey(Buffer.alloc(32, 1)),
  };
  const sealed = sealText(key, here, 'secret words');
  const failure = (() => {
    try {
      return openField(key, { ...here, row: 'row-of-somebody' }, sealed);
    } catch (error) {
      return error;
    }
  })();
  expect(failure).toMatchObject({ code: 'sealed-value-altered', parameters: { table: 'example.row', column: 'name' } });
  expect(`${JSON.stringify(failure)}${String(failure)}`).not.toMatch(/row-of-somebody|secret words/);
});

test('the same value sealed twice reads differently', () => {
  const key = {
    id: '10000000-0000-4000-8000-000000000001',
    kind: 'example.row',
    secret: createSecretKey(Buffer.alloc(32, 1)),
  };
  expect(sealText(key, here, 'x')).not.toEqual(sealText(key, here, 'x'));
});
