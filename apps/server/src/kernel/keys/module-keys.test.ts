import { execFileSync } from 'node:child_process';
import { createPublicKey, verify } from 'node:crypto';
import { chmod, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { isSoftHsmThere, makeKeyModule, softHsm } from '../../../../../test/harness/key-module.js';
import { activateKeyEpoch, createKeyFolder, openKeyFolder, stageKeyEpoch } from './key-folder.js';
import { createKeyRing, type DataKeyRecord } from './key-ring.js';
import { type ModuleToken, openModuleToken, parseModuleAddress } from './pkcs11-tool.js';
import { openText, sealText } from './sealed-field.js';

test.each([
  ['pkcs11:token=gate%20house?module-path=/lib/m.so&pin-source=file:/etc/pin', { label: 'gate house' }],
  ['pkcs11:token=gate;object=any?pin-source=/etc/pin&module-path=/lib/m.so', { label: 'gate' }],
  ['pkcs11:slot-id=3?module-path=/lib/m.so&pin-source=file:///etc/pin', { slot: '3' }],
])('an address of RFC 7512 is read: %s', (uri, token) => {
  expect(parseModuleAddress(uri)).toEqual({ modulePath: '/lib/m.so', pinFile: '/etc/pin', token });
});

test.each([
  '',
  'pkcs11:token=gate',
  'pkcs11:token=?module-path=/lib/m.so&pin-source=/etc/pin',
  'pkcs11:token=%?module-path=/lib/m.so&pin-source=/etc/pin',
  'pkcs11:slot-id=x?module-path=/lib/m.so&pin-source=/etc/pin',
  'pkcs11:token=gate?module-path=m.so&pin-source=/etc/pin',
  'pkcs11:token=gate?module-path=/lib/m.so&pin-value=1234',
])('an address without token, module or file of the PIN is none: %s', (uri) => {
  expect(parseModuleAddress(uri)).toBeUndefined();
});

const node = 'registry.example';
const now = () => new Date('2026-01-05T08:00:00Z');
const here = { table: 'example.row', column: 'name', row: '7' };

describe.runIf(isSoftHsmThere)('keys in a hardware module (SoftHSM)', () => {
  let work = '';
  let pinFile = '';
  let module: ModuleToken;
  let made: ReturnType<typeof makeKeyModule>;
  let calls = 0;
  const openToken = (label = 'gatehouse', pin = pinFile): ModuleToken => {
    const token = openModuleToken({ modulePath: softHsm, token: { label }, pinFile: pin });
    return {
      ...token,
      encryptBlocks: (id, blocks) => {
        calls += 1;
        return token.encryptBlocks(id, blocks);
      },
    };
  };
  beforeAll(async () => {
    made = makeKeyModule();
    ({ work, pinFile } = made);
    module = openToken();
    await createKeyFolder(join(work, 'keys'), { node, now, module });
  });
  afterAll(() => made.remove());
  const open = (token: ModuleToken = module) => openKeyFolder(join(work, 'keys'), { node, module: token });

  it('leave nothing secret in the folder but the key that signs messages', async () => {
    const names = await readdir(join(work, 'keys'));
    const kept = await Promise.all(names.map((name) => readFile(join(work, 'keys', name), 'utf8')));
    const secrets = kept.map((text) => JSON.parse(text) as object).filter((entry) => 'secret' in entry);
    expect(secrets).toMatchObject([{ use: 'signing', scope: 'exchange' }]);
    expect((await open()).describe()).toMatchObject({ provider: 'module', node });
    await expect(openKeyFolder(join(work, 'keys'), { node })).rejects.toThrow('keys-need-module');
  });

  it('cannot be read out of the module', () => {
    const words = ['--module', softHsm, '--token-label', 'gatehouse', '--login', '--pin', 'env:PIN', '-O'];
    const listed = execFileSync('pkcs11-tool', words, { env: { ...process.env, PIN: made.pin }, stdio: 'pipe' });
    const access = listed.toString().match(/Access:.*sensitive.*/g) ?? [];
    expect(access).toHaveLength(3);
    for (const line of access) expect(line).toContain('never extractable');
  });

  it('wrap and open data keys in another process, for their kind alone', async () => {
    const ring = createKeyRing(await open(), { now });
    const { record, key } = await ring.newDataKey('example.row');
    const sealed = sealText(key, here, '张三');
    const other = createKeyRing(await open(), { now });
    expect(openText(await other.open(record), here, sealed)).toBe('张三');
    const stranger = createKeyRing(await open(), { now });
    await expect(stranger.open({ ...record, kind: 'example.other' })).rejects.toThrow('data-key-unreadable');
    const altered = Uint8Array.from(record.wrapped, (byte, at) => (at === 20 ? byte ^ 1 : byte));
    await expect(stranger.open({ ...record, wrapped: altered })).rejects.toThrow('data-key-unreadable');
    await expect(stranger.open({ ...record, wrapped: Buffer.alloc(5) })).rejects.toThrow('data-key-unreadable');
  });

  it('open a thousand data keys by one call, and those in memory by none', async () => {
    const ring = createKeyRing(await open(), { now });
    const records = await Promise.all(Array.from({ length: 1000 }, () => ring.newDataKey('example.row')));
    const byId = new Map(records.map(({ record }) => [record.id, record]));
    const load = async (ids: readonly string[]) =>
      ids.flatMap((id): DataKeyRecord[] => [byId.get(id)].filter((found) => found !== undefined));
    const other = createKeyRing(await open(), { now });
    calls = 0;
    expect((await other.openAll(byId.keys(), { load })).size).toBe(1000);
    expect(calls).toBe(1);
    expect((await other.openAll(byId.keys(), { load })).size).toBe(1000);
    expect(calls).toBe(1);
  });

  it('draw keys ahead, so that one act after the other does not wait for the module', async () => {
    const ring = createKeyRing(await open(), { now });
    await ring.newDataKey('example.row');
    calls = 0;
    for (let count = 0; count < 40; count++) await ring.newDataKey('example.row');
    expect(calls).toBe(0);
  });

  it('make the same tokens after every start, and sign the log', async () => {
    const [one, other] = [await open(), await open()];
    expect(one.token('example.number', 'x')).toEqual(other.token('example.number', 'x'));
    expect(one.token('example.number', 'x')).not.toEqual(one.token('example.phone', 'x'));
    const message = Buffer.from('example.org/log\n1\n');
    for (const name of ['log', 'exchange'] as const) {
      const x = Buffer.from(one.publicKey(name)).toString('base64url');
      const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
      expect(verify(null, message, key, await one.sign(name, message))).toBe(true);
    }
    await one.probe();
  });

  it('take over from keys of a folder at the next renewal, which go on opening what they wrapped', async () => {
    const folder = join(work, 'moved');
    await createKeyFolder(folder, { node, now });
    const before = await createKeyRing(await openKeyFolder(folder), { now }).newDataKey('example.row');
    await activateKeyEpoch(folder, await stageKeyEpoch(folder, { use: 'wrapping', now, module }));
    const ring = createKeyRing(await openKeyFolder(folder, { module }), { now });
    const moved = await ring.rewrap(before.record);
    expect(moved?.keyId).toMatch(/^wrapping-2-/);
    for (const record of [before.record, moved ?? before.record]) {
      ring.forget([record.id]);
      expect((await ring.open(record)).secret.equals(before.key.secret)).toBe(true);
    }
  });

  it('are a chain of token keys across epochs, of folder and module alike: found by either, and the same after every start', async () => {
    const folder = join(work, 'chain');
    await createKeyFolder(folder, { node, now });
    const purpose = 'registry.document-number';
    const before = await openKeyFolder(folder);
    const stored = [before.tokens(purpose, 'x')[0] ?? Buffer.alloc(0)];
    for (const number of [2, 3]) {
      const staged = await stageKeyEpoch(folder, { use: 'tokens', now, module });
      // Staged it is searched by, and what is stored nowhere still goes by the one before.
      const passing = (await openKeyFolder(folder, { module })).token('access.sign-in-ticket', 'x');
      await activateKeyEpoch(folder, staged);
      const [ring, restarted] = [
        await openKeyFolder(folder, { module }),
        await openKeyFolder(folder, { module: openToken() }),
      ];
      expect(ring.token('access.sign-in-ticket', 'x')).not.toEqual(passing);
      expect(ring.tokens(purpose, 'x')).toHaveLength(number);
      expect(restarted.tokens(purpose, 'x')).toEqual(ring.tokens(purpose, 'x'));
      expect(restarted.token(purpose, 'x')).toEqual(ring.token(purpose, 'x'));
      // Put under the new epoch without its value, as a renewal does, each one is what a look-up asks for.
      stored.push(ring.laterTokens(stored.slice(-1)).at(-1) ?? Buffer.alloc(0));
      expect(ring.tokens(purpose, 'x').toReversed()).toEqual(stored);
      expect(ring.tokens(purpose, 'y')).not.toContainEqual(stored.at(-1));
      const { keys } = ring.describe();
      expect(keys.find(({ id }) => id === staged)).toMatchObject({
        use: 'tokens',
        sequence: number,
        suite: 'pkcs11-hmac-sha256',
      });
      expect(JSON.parse(await readFile(join(folder, `${staged}.key.json`), 'utf8'))).not.toHaveProperty('secret');
    }
    await expect(openKeyFolder(folder)).rejects.toThrow('keys-need-module');
  });

  it('are refused with the reason when token, module or tool is another, and after a wrong PIN nothing more is tried', async () => {
    await expect(open(openToken('elsewhere'))).rejects.toMatchObject({
      code: 'key-module-fails',
      parameters: { place: 'elsewhere', problem: 'No slot with token named' },
    });
    const wrong = join(work, 'wrong');
    await writeFile(wrong, '0000', { mode: 0o600 });
    const token = openToken('gatehouse', wrong);
    const refused = { code: 'key-module-fails', parameters: { problem: 'CKR_PIN_INCORRECT' } };
    await expect(open(token)).rejects.toMatchObject(refused);
    await writeFile(wrong, '12345678');
    await expect(open(token)).rejects.toMatchObject(refused);
    expect(await open(openToken('gatehouse', wrong))).toBeDefined();
    await chmod(wrong, 0o640);
    await expect(open(openToken('gatehouse', wrong))).rejects.toMatchObject({ code: 'keys-too-open' });
    await expect(open(openToken('gatehouse', join(work, 'none')))).rejects.toMatchObject({ code: 'keys-missing' });
  });
});
