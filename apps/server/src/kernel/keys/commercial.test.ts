import { createCipheriv, createHash, createHmac, createSecretKey, hkdfSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { sm2, sm3, sm4 } from 'sm-crypto-v2';
import { expect, test } from 'vitest';
import { drawFirstKeys, drawKeyEntry } from './key-entry.js';
import { activateKeyEpoch, createKeyFolder, openKeyFolder, stageKeyEpoch } from './key-folder.js';
import { createKeyRing } from './key-ring.js';
import { unwrapKey, wrapKey } from './key-wrap.js';
import { cryptographyOf, everyScope } from './provider.js';
import { openField, openText, sealField, sealText } from './sealed-field.js';
import { drawSm2Key, isSm2Key, sm2PublicKey, sm2Sign, sm2Verify } from './sm2.js';
import { sm4GcmOpen, sm4GcmSeal } from './sm4-gcm.js';
import { softwareKeyProvider } from './software-keys.js';

const node = 'registry.example';
const now = () => new Date('2026-01-05T08:00:00Z');
const here = { table: 'example.row', column: 'name', row: '7' };
const hex = (text: string) => Buffer.from(text, 'hex');
const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

test('SM3 is that of GB/T 32905, appendix A', () => {
  const sm3Of = (text: string) => createHash('sm3').update(text).digest('hex');
  expect(sm3Of('abc')).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0');
  expect(sm3Of('abcd'.repeat(16))).toBe('debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732');
});

test('SM4 is that of GB/T 32907, appendix A', () => {
  const key = hex('0123456789abcdeffedcba9876543210');
  const once = createCipheriv('sm4-ecb', key, null).update(key);
  expect(once.toString('hex')).toBe('681edf34d206965e86b3e94f536e4246');
  // The second example enciphers a million times: the chained mode over zeroes does it in one call.
  const chained = createCipheriv('sm4-cbc', key, key).update(Buffer.alloc(16 * 1_000_000));
  expect(chained.subarray(-16).toString('hex')).toBe('595298c7c6fd271f0402f804c33d3f66');
});

test('SM4-GCM is that of RFC 8998, appendix A.1', () => {
  const key = createSecretKey(hex('0123456789abcdeffedcba9876543210'));
  const nonce = hex('00001234567800000000abcd');
  const associated = hex('feedfacedeadbeeffeedfacedeadbeefabaddad2');
  const words = ['aa', 'bb', 'cc', 'dd', 'ee', 'ff', 'ee', 'aa'];
  const plaintext = hex(words.map((word) => word.repeat(8)).join(''));
  const sealed = sm4GcmSeal(key, nonce, associated, plaintext);
  expect(sealed.data.toString('hex')).toBe(
    '17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d',
  );
  expect(sealed.tag.toString('hex')).toBe('83de3541e4c2b58177e065a9bf7b62ec');
  expect(sm4GcmOpen(key, nonce, associated, sealed)).toEqual(plaintext);
});

test('SM4-GCM reads as another implementation writes it, whatever the lengths', () => {
  const length = { maxLength: 300 };
  fc.assert(
    fc.property(
      bytes(16),
      bytes(12),
      fc.uint8Array({ ...length, minLength: 1 }),
      fc.uint8Array(length),
      (key, nonce, associated, plain) => {
        const other = sm4.encrypt(plain, key, {
          mode: 'gcm',
          iv: nonce,
          associatedData: associated,
          output: 'array',
          outputTag: true,
        });
        const { data, tag } = sm4GcmSeal(createSecretKey(key), nonce, associated, plain);
        expect(data.equals(other.output)).toBe(true);
        expect(tag.equals(other.tag ?? Buffer.alloc(0))).toBe(true);
      },
    ),
    { numRuns: 60 },
  );
});

test('key wrap is that of RFC 3394 over AES, and over SM4 comes back or is refused', () => {
  const under = hex('000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f');
  const short = hex('00112233445566778899aabbccddeeff');
  const long = Buffer.concat([short, hex('000102030405060708090a0b0c0d0e0f')]);
  expect(wrapKey('aes-256-ecb', under, short).toString('hex')).toBe('64e8c3f9ce0f5ba263e9777905818a2a93c8191e7d6e8ae7');
  expect(wrapKey('aes-256-ecb', under, long).toString('hex')).toBe(
    '28c9f404c4b810f4cbccb35cfb87f8263f5786e2d80ed326cbc7f0e71a99f43bfb988b9b7a02dd21',
  );
  fc.assert(
    fc.property(bytes(16), fc.constantFrom(short, long), fc.nat(), (key, secret, at) => {
      const wrapped = wrapKey('sm4-ecb', key, secret);
      expect(unwrapKey('sm4-ecb', key, wrapped)).toEqual(secret);
      const bit = at % (wrapped.length * 8);
      wrapped[bit >> 3] = (wrapped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(unwrapKey('sm4-ecb', key, wrapped)).toBeUndefined();
    }),
  );
});

test('SM2 is that of GB/T 32918.5, appendix A, and of its public key under the identity of GM/T 0009', () => {
  const secret = hex('3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8');
  const publicKey = sm2PublicKey(secret);
  const x = '09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020';
  const y = 'ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13';
  expect(Buffer.from(publicKey).toString('hex')).toBe(`04${x}${y}`);
  const signature = hex(
    'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa',
  );
  const message = Buffer.from('message digest');
  expect(sm2Verify(signature, message, publicKey)).toBe(true);
  // The other way round, with the random number of the standard, of which the library takes the point as well.
  const k = BigInt('0x59276e27d506861a16680f3ad9c02dccef3cc1fa3cdbe4ce6d54b80deac1bc21');
  const x1 = BigInt('0x04ebfc718e8d1798620432268e77feb6415e2ede0e073c0f4f640ecd2e149a73');
  const made = sm2.doSignature(message, secret.toString('hex'), { hash: true, pointPool: [{ k, x1 }] });
  expect(made).toBe(signature.toString('hex'));
});

test('an SM2 signature fits its message and key alone, and what is none fits nothing', () => {
  const secret = drawSm2Key();
  const publicKey = sm2PublicKey(secret);
  const message = Buffer.from('example.org/log\n1\n');
  const signature = sm2Sign(message, secret, publicKey);
  expect(sm2Verify(signature, message, publicKey)).toBe(true);
  expect(sm2Verify(signature, Buffer.from('example.org/log\n2\n'), publicKey)).toBe(false);
  expect(sm2Verify(signature, message, sm2PublicKey(drawSm2Key()))).toBe(false);
  const flipped = Uint8Array.from(signature, (byte, at) => (at === 40 ? byte ^ 1 : byte));
  for (const wrong of [
    flipped,
    new Uint8Array(64),
    new Uint8Array(64).fill(255),
    signature.subarray(1),
    Buffer.alloc(0),
  ])
    expect(sm2Verify(wrong, message, publicKey)).toBe(false);
  const nowhere = Uint8Array.from(publicKey, (byte, at) => (at === 64 ? byte ^ 1 : byte));
  expect(sm2Verify(signature, message, nowhere)).toBe(false);
});

test.each([
  ['no number at all', ''],
  ['zero', '00'.repeat(32)],
  ['the order of the curve less one', 'fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54122'],
])('%s is no SM2 key', (_, text) => {
  expect(isSm2Key(hex(text))).toBe(false);
});

const entries = drawFirstKeys(node, now(), 'commercial');
const commercial = softwareKeyProvider('test', 'here', entries);

test('a commercial ring seals by SM4, wraps by SM4, makes tokens by HMAC-SM3 and signs by SM2 beside Ed25519', async () => {
  const ring = createKeyRing(commercial, { now });
  const { record, key } = await ring.newDataKey('example.row');
  expect(key.secret.symmetricKeySize).toBe(16);
  expect(record.wrapped).toHaveLength(24);
  const sealed = sealText(key, here, '张三');
  expect([...sealed.subarray(0, 2)]).toEqual([1, 2]);
  const fresh = createKeyRing(softwareKeyProvider('test', 'here', entries), { now });
  expect(openText(await fresh.open(record), here, sealed)).toBe('张三');
  const secret = entries.find(({ use }) => use === 'tokens')?.secret ?? '';
  const info = 'gatehouse tokens hmac-sm3\0example.number';
  const under = Buffer.from(hkdfSync('sm3', Buffer.from(secret, 'base64'), node, info, 32));
  expect(ring.token('example.number', 'x')).toEqual(createHmac('sm3', under).update('x').digest());
  expect(Buffer.from(ring.token('example.number', 'x')).toString('hex')).toBe(sm3(Buffer.from('x'), { key: under }));
  const message = Buffer.from('example.org/log\n1\n');
  const beside = ring.sm2();
  expect(beside && sm2Verify(await beside.sign(message), message, beside.publicKey)).toBe(true);
  expect(ring.publicKey('log')).toHaveLength(32);
  expect(cryptographyOf(ring.describe())).toBe('commercial');
  expect(JSON.stringify(ring.describe())).not.toContain(entries.at(-1)?.secret);
});

test('any flipped bit of a value sealed by SM4 is refused, also where the value is a file', async () => {
  const { key } = await createKeyRing(commercial, { now }).newDataKey('example.row');
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(), (plain, at) => {
      const sealed = Uint8Array.from(sealField(key, here, plain));
      expect(openField(key, here, sealed)).toEqual(Buffer.from(plain));
      const bit = at % (sealed.length * 8);
      sealed[bit >> 3] = (sealed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const expected = bit < 16 ? 'unknown-form' : bit < 144 ? 'of-another-key' : 'altered';
      expect(() => openField(key, here, sealed)).toThrow(`sealed-value-${expected}`);
    }),
  );
  const file = Buffer.alloc(1_000_003, 7);
  expect(file.equals(openField(key, here, sealField(key, here, file)))).toBe(true);
});

test('a value is never opened by the other suite than its data key’s', async () => {
  const { key } = await createKeyRing(commercial, { now }).newDataKey('example.row');
  const sealed = Uint8Array.from(sealText(key, here, 'x'));
  sealed[1] = 1;
  expect(() => openField(key, here, sealed)).toThrow('sealed-value-of-another-key');
});

test('a ring with epochs of both opens what either sealed, and a data key that is put under the other keeps what it sealed', async () => {
  const international = drawFirstKeys(node, now());
  const old = createKeyRing(softwareKeyProvider('test', 'here', international), { now });
  const { record, key } = await old.newDataKey('example.row');
  const sealed = sealText(key, here, 'before');
  const next = {
    node,
    scope: everyScope,
    sequence: 2,
    state: 'active',
    now: now(),
    cryptography: 'commercial',
  } as const;
  const both = [...international, drawKeyEntry({ ...next, use: 'wrapping' }), drawKeyEntry({ ...next, use: 'tokens' })];
  const ring = createKeyRing(softwareKeyProvider('test', 'here', both), { now });
  expect(openText(await ring.open(record), here, sealed)).toBe('before');
  const moved = await ring.rewrap(record);
  ring.forget([record.id]);
  expect(moved && openText(await ring.open(moved), here, sealed)).toBe('before');
  const after = await ring.newDataKey('example.row');
  expect(sealText(after.key, here, 'after')[1]).toBe(2);
  expect(ring.tokens('registry.document-number', 'x')).toContainEqual(old.token('registry.document-number', 'x'));
});

test('a folder keeps its cryptography when a key is renewed', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'gatehouse-keys-'));
  try {
    const folder = join(parent, 'keys');
    await createKeyFolder(folder, { node, now, cryptography: 'commercial' });
    await activateKeyEpoch(folder, await stageKeyEpoch(folder, { use: 'wrapping', now }));
    const { keys } = (await openKeyFolder(folder, { node })).describe();
    expect(keys.map(({ suite }) => suite).sort()).toEqual([
      'ed25519',
      'ed25519',
      'hmac-sm3',
      'sm2-sm3',
      'sm4-kw',
      'sm4-kw',
    ]);
  } finally {
    await rm(parent, { recursive: true, force: true });
  }
});
