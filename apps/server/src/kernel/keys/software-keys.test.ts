import { createHmac, createPublicKey, hkdfSync, verify } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawFirstKeys, drawKeyEntry, type KeyEntry } from './key-entry.js';
import { everyScope } from './provider.js';
import { softwareKeyProvider } from './software-keys.js';

const now = new Date('2026-01-05T08:00:00Z');
const scope = fc.stringMatching(/^[a-z][a-z0-9-]{0,10}\.[a-z][a-z0-9-]{0,10}$/);
const dataKeyBytes = fc.uint8Array({ minLength: 32, maxLength: 32 });

function ringOf(entries: readonly KeyEntry[]) {
  return softwareKeyProvider('test', 'here', entries);
}

function epoch(use: 'wrapping' | 'tokens', sequence: number, state: KeyEntry['state'] = 'active') {
  return drawKeyEntry({ node: 'registry.example', use, scope: everyScope, sequence, state, now });
}

const firstKeys = drawFirstKeys('registry.example', now);
const provider = ringOf(firstKeys);

test('a wrapped data key comes back for its kind and for no other', async () => {
  await fc.assert(
    fc.asyncProperty(scope, scope, dataKeyBytes, async (kind, other, dataKey) => {
      const { keyId, wrapped } = await provider.wrap(kind, dataKey);
      expect(await provider.unwrap(kind, keyId, wrapped)).toEqual(Buffer.from(dataKey));
      if (other !== kind) await expect(provider.unwrap(other, keyId, wrapped)).rejects.toThrow('data-key-unreadable');
    }),
  );
});

test('a wrapped data key with any bit flipped, cut short or lengthened is refused', async () => {
  await fc.assert(
    fc.asyncProperty(dataKeyBytes, fc.nat(40 * 8 - 1), async (dataKey, bit) => {
      const { keyId, wrapped } = await provider.wrap('example.row', dataKey);
      const flipped = Uint8Array.from(wrapped);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      for (const altered of [flipped, wrapped.subarray(0, bit >> 3), Buffer.concat([wrapped, Buffer.alloc(8)])]) {
        await expect(provider.unwrap('example.row', keyId, altered)).rejects.toThrow('data-key-unreadable');
      }
    }),
  );
});

test('a token is HMAC-SHA-256 under a key derived for node and purpose', () => {
  const secret = firstKeys.find(({ use }) => use === 'tokens')?.secret ?? '';
  const info = 'gatehouse tokens hmac-sha256\0example.number';
  const key = Buffer.from(hkdfSync('sha256', Buffer.from(secret, 'base64'), 'registry.example', info, 32));
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (input) => {
      const expected = createHmac('sha256', key).update(input, 'utf8').digest();
      expect(provider.token('example.number', input)).toEqual(expected);
      expect(provider.token('example.number', Buffer.from(input, 'utf8'))).toEqual(expected);
    }),
  );
});

test('tokens differ per purpose', () => {
  fc.assert(
    fc.property(scope, scope, fc.string(), (purpose, other, input) => {
      fc.pre(purpose !== other);
      expect(provider.token(purpose, input)).not.toEqual(provider.token(other, input));
    }),
  );
});

test('tokens and wrapping differ per node even where the secrets were copied', async () => {
  const copied = ringOf(firstKeys.map((entry) => ({ ...entry, node: 'platform.example' })));
  expect(copied.token('example.number', 'x')).not.toEqual(provider.token('example.number', 'x'));
  const { keyId, wrapped } = await provider.wrap('example.row', Buffer.alloc(32, 7));
  await expect(copied.unwrap('example.row', keyId, wrapped)).rejects.toThrow('data-key-unreadable');
});

test('the newest active epoch wraps, every epoch opens', async () => {
  const second = epoch('wrapping', 2);
  const later = ringOf([second, ...firstKeys, epoch('wrapping', 3, 'staged')]);
  const old = await provider.wrap('example.row', Buffer.alloc(32, 7));
  const fresh = await later.wrap('example.row', Buffer.alloc(32, 7));
  expect(fresh.keyId).toBe(second.id);
  expect(await later.unwrap('example.row', old.keyId, old.wrapped)).toEqual(Buffer.alloc(32, 7));
  expect(await later.unwrap('example.row', fresh.keyId, fresh.wrapped)).toEqual(Buffer.alloc(32, 7));
  await expect(provider.unwrap('example.row', fresh.keyId, fresh.wrapped)).rejects.toMatchObject({
    code: 'key-unknown',
    parameters: { key: second.id },
  });
});

test('a look-up asks in every token epoch, the newest first, a staged one included', () => {
  const later = ringOf([epoch('tokens', 3, 'staged'), ...firstKeys, epoch('tokens', 2)]);
  const tokens = later.tokens('registry.document-number', 'x');
  expect(tokens).toHaveLength(3);
  expect(tokens[2]).toEqual(provider.token('registry.document-number', 'x'));
  expect(later.laterTokens(tokens.slice(2))).toEqual(tokens.toReversed());
});

test.each(['', 'Example', 'example number', '10010119900101001X', 'example.', '*'])(
  'what is no name of a kind or purpose is a mistake in the code and is not repeated: %j',
  (purpose) => {
    expect(() => provider.token(purpose, 'x')).toThrow(/^not a record kind or token purpose$/);
  },
);

test('signatures verify under the public key of their name', async () => {
  const message = Buffer.from('example.org/log\n1\n');
  for (const name of ['log', 'exchange'] as const) {
    const x = Buffer.from(provider.publicKey(name)).toString('base64url');
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    expect(verify(null, message, key, await provider.sign(name, message))).toBe(true);
  }
  expect(provider.publicKey('log')).not.toEqual(provider.publicKey('exchange'));
});

test.each([
  ['no key at all', []],
  ['no wrapping key', firstKeys.filter(({ use }) => use !== 'wrapping')],
  ['no token key', firstKeys.filter(({ use }) => use !== 'tokens')],
  ['no log key', firstKeys.filter(({ scope: of }) => of !== 'log')],
  [
    'only a staged wrapping key',
    firstKeys.map((entry) => (entry.use === 'wrapping' ? { ...entry, state: 'staged' as const } : entry)),
  ],
])('a ring with %s is refused', (_, entries) => {
  expect(() => ringOf(entries)).toThrow('keys-missing');
});

test('keys of two nodes make no ring', () => {
  const mixed = firstKeys.map((entry, at) => (at === 0 ? { ...entry, node: 'platform.example' } : entry));
  expect(() => ringOf(mixed)).toThrow('keys-of-another-node');
});

test('the description holds no secret', () => {
  const described = JSON.stringify(provider.describe());
  for (const { secret, id } of firstKeys) {
    expect(described).toContain(id);
    expect(described).not.toContain(secret);
  }
});
