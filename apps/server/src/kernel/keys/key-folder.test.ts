import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keyFolderAsValue, openKeyValue } from './environment-keys.js';
import { activateKeyEpoch, createKeyFolder, openKeyFolder, stageKeyEpoch } from './key-folder.js';

const node = 'registry.example';
const now = () => new Date('2026-01-05T08:00:00Z');
let parent = '';
let folder = '';

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'gatehouse-keys-'));
  folder = join(parent, 'keys');
});
afterEach(() => rm(parent, { recursive: true, force: true }));

test('a new key folder is 0700, its files 0600, and nothing else is left beside it', async () => {
  await createKeyFolder(folder, { node, now });
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  const names = await readdir(folder);
  expect(names).toHaveLength(4);
  for (const name of names) expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
  expect(await readdir(parent)).toEqual(['keys']);
});

test('what one opening makes, the next opening reads', async () => {
  await createKeyFolder(folder, { node, now });
  const one = await openKeyFolder(folder, { node });
  const other = await openKeyFolder(folder, { node });
  const { keyId, wrapped } = await one.wrap('example.row', Buffer.alloc(32, 7));
  expect(await other.unwrap('example.row', keyId, wrapped)).toEqual(Buffer.alloc(32, 7));
  expect(other.token('example.number', 'x')).toEqual(one.token('example.number', 'x'));
  expect(other.publicKey('log')).toEqual(one.publicKey('log'));
});

test('two folders of one node name share nothing', async () => {
  await createKeyFolder(folder, { node, now });
  await createKeyFolder(join(parent, 'second'), { node, now });
  const one = await openKeyFolder(folder);
  const other = await openKeyFolder(join(parent, 'second'));
  expect(other.token('example.number', 'x')).not.toEqual(one.token('example.number', 'x'));
  expect(other.publicKey('log')).not.toEqual(one.publicKey('log'));
});

test('keys that exist are never replaced, nor is anything else in the place', async () => {
  await createKeyFolder(folder, { node, now });
  const before = (await openKeyFolder(folder)).describe();
  await expect(createKeyFolder(folder, { node, now })).rejects.toThrow('keys-exist');
  expect((await openKeyFolder(folder)).describe()).toEqual(before);
  await mkdir(join(parent, 'other'));
  await writeFile(join(parent, 'other', 'notes.txt'), 'mine');
  await expect(createKeyFolder(join(parent, 'other'), { node, now })).rejects.toThrow('keys-exist');
  expect((await readdir(parent)).sort()).toEqual(['keys', 'other']);
});

test.each([0o750, 0o705, 0o777])('a folder that others may enter (%o) is refused', async (mode) => {
  await createKeyFolder(folder, { node, now });
  await chmod(folder, mode);
  await expect(openKeyFolder(folder)).rejects.toMatchObject({
    code: 'keys-too-open',
    parameters: { place: folder, mode: mode.toString(8), wanted: '700' },
  });
});

test.each([0o640, 0o604, 0o700])('a key file wider than 0600 (%o) is refused', async (mode) => {
  await createKeyFolder(folder, { node, now });
  const path = join(folder, (await readdir(folder))[0] ?? '');
  await chmod(path, mode);
  await expect(openKeyFolder(folder)).rejects.toMatchObject({ code: 'keys-too-open', parameters: { place: path } });
});

test('a lost key is told, not replaced', async () => {
  await expect(openKeyFolder(folder)).rejects.toThrow('keys-missing');
  await createKeyFolder(folder, { node, now });
  const tokens = (await readdir(folder)).find((name) => name.startsWith('tokens-')) ?? '';
  await unlink(join(folder, tokens));
  await expect(openKeyFolder(folder)).rejects.toThrow('keys-missing');
});

test('a damaged key file is named and not quoted', async () => {
  await createKeyFolder(folder, { node, now });
  const name = (await readdir(folder)).find((known) => known.startsWith('wrapping-')) ?? '';
  const path = join(folder, name);
  const whole = await readFile(path, 'utf8');
  for (const damaged of [
    whole.slice(0, -5),
    whole.replace(/"secret": "..../, '"secret": "'),
    whole.replace('wrapping"', 'tokens"'),
  ]) {
    await writeFile(path, damaged);
    const failure = await openKeyFolder(folder).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'keys-invalid', parameters: { place: path } });
    expect(String(failure)).not.toContain(JSON.parse(whole).secret.slice(4));
  }
});

test('the keys of another node are refused', async () => {
  await createKeyFolder(folder, { node, now });
  await expect(openKeyFolder(folder, { node: 'platform.example' })).rejects.toMatchObject({
    code: 'keys-of-another-node',
    parameters: { found: node, expected: 'platform.example' },
  });
});

test('a file that was still being written is not read', async () => {
  await createKeyFolder(folder, { node, now });
  await writeFile(join(folder, '.unfinished-wrapping-2.key.json'), '{', { mode: 0o600 });
  await expect(openKeyFolder(folder)).resolves.toBeDefined();
});

test('an epoch is staged, taken up by everyone, then made active', async () => {
  await createKeyFolder(folder, { node, now });
  const [one, other] = [await openKeyFolder(folder), await openKeyFolder(folder)];
  const old = one.token('access.sign-in-ticket', 'x');

  const id = await stageKeyEpoch(folder, { use: 'tokens', now });
  await one.reload();
  await other.reload();
  expect(one.token('access.sign-in-ticket', 'x')).toEqual(old);
  expect(one.tokens('registry.document-number', 'x')).toHaveLength(2);

  await activateKeyEpoch(folder, id);
  await one.reload();
  expect(one.token('access.sign-in-ticket', 'x')).not.toEqual(old);
  // The one that has not heard of the activation still finds what the first one writes.
  expect(other.tokens('registry.document-number', 'x')).toEqual(one.tokens('registry.document-number', 'x'));
});

test('activating an epoch that is not there changes nothing', async () => {
  await createKeyFolder(folder, { node, now });
  await expect(activateKeyEpoch(folder, 'tokens-9-00000000')).rejects.toThrow('key-unknown');
});

test('a folder moves into one value for a container and reads the same there', async () => {
  await createKeyFolder(folder, { node, now });
  const files = await openKeyFolder(folder);
  const value = openKeyValue(await keyFolderAsValue(folder), { node });
  expect(value.token('example.number', 'x')).toEqual(files.token('example.number', 'x'));
  expect(value.publicKey('exchange')).toEqual(files.publicKey('exchange'));
  expect(value.describe()).toEqual({ ...files.describe(), provider: 'environment' });
});

test.each([
  '',
  'not base64 at all',
  Buffer.from('{"keys":[]}').toString('base64'),
  Buffer.from('[1]').toString('base64'),
])('a value that holds no keys is refused: %j', (value) => {
  expect(() => openKeyValue(value)).toThrow('keys-invalid');
});
