import { type FileHandle, mkdtemp, open, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createKeyRing } from '../keys/index.js';
import { drawFirstKeys, drawKeyEntry } from '../keys/key-entry.js';
import { everyScope } from '../keys/provider.js';
import { softwareKeyProvider } from '../keys/software-keys.js';
import type { OpenFile } from './durable-write.js';
import { largestFileBytes, openFileStore } from './file-store.js';

const start = new Date('2026-01-05T08:00:00Z');
const entries = drawFirstKeys('registry.example', start);
const ring = createKeyRing(softwareKeyProvider('test', 'here', entries), { now: () => start });
const letter = { kind: 'example.letter' };
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-files-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function everyFile(): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

test('what is put in is got out, and lies encrypted under its name', async () => {
  const store = openFileStore(folder, ring);
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 8, maxLength: 500 }), async (content) => {
      const { hash, size, dataKey } = await store.put(content, letter);
      expect(await store.get(hash, dataKey)).toEqual(Buffer.from(content));
      expect(size).toBe(content.length);
      const path = join(folder, hash.slice(0, 2), hash.slice(2));
      expect((await readFile(path)).includes(Buffer.from(content))).toBe(false);
      expect((await stat(path)).mode & 0o777).toBe(0o600);
    }),
    { numRuns: 20 },
  );
});

test('equal content shows in no name, within a kind or across kinds', async () => {
  const store = openFileStore(folder, ring);
  const content = Buffer.from('the same letter');
  const stored = [
    await store.put(content, letter),
    await store.put(content, letter),
    await store.put(content, { kind: 'example.notice' }),
  ];
  expect(new Set(stored.map(({ hash }) => hash)).size).toBe(3);
});

test('an altered, shortened or swapped object is refused', async () => {
  const store = openFileStore(folder, ring);
  const one = await store.put(Buffer.from('one letter'), letter);
  const other = await store.put(Buffer.from('another letter'), letter);
  const path = join(folder, one.hash.slice(0, 2), one.hash.slice(2));
  const whole = await readFile(path);
  const flipped = Buffer.from(whole);
  flipped[30] = (flipped[30] ?? 0) ^ 1;
  const swapped = await readFile(join(folder, other.hash.slice(0, 2), other.hash.slice(2)));
  for (const bytes of [flipped, whole.subarray(0, 40), Buffer.alloc(0), swapped]) {
    await writeFile(path, bytes);
    await expect(store.get(one.hash, one.dataKey)).rejects.toThrow('stored-file-altered');
  }
  await expect(store.get(one.hash, other.dataKey)).rejects.toThrow('stored-file-altered');
});

test('content is bound to what it rests on: under another binding, or none, it does not open', async () => {
  const store = openFileStore(folder, ring);
  const { hash, dataKey } = await store.put(Buffer.from('a copy'), { ...letter, boundTo: 'of today' });
  expect(await store.get(hash, dataKey, 'of today')).toEqual(Buffer.from('a copy'));
  for (const other of ['of tomorrow', undefined])
    await expect(store.get(hash, dataKey, other)).rejects.toThrow('stored-file-altered');
});

test('keeping some takes away every other, and what was never there is no error', async () => {
  const store = openFileStore(folder, ring);
  expect(await store.keepOnly(new Set())).toBe(0);
  const stored = [];
  for (const text of ['one', 'two', 'three']) stored.push(await store.put(Buffer.from(text), letter));
  const [kept, ...others] = stored;
  expect(await store.keepOnly(new Set([kept?.hash ?? '']))).toBe(2);
  expect(await everyFile()).toHaveLength(1);
  for (const { hash, dataKey } of others) await expect(store.get(hash, dataKey)).rejects.toThrow('stored-file-missing');
  expect(await store.keepOnly(new Set([kept?.hash ?? '']))).toBe(0);
});

test('removing one object leaves an equal one', async () => {
  const store = openFileStore(folder, ring);
  const one = await store.put(Buffer.from('a letter'), letter);
  const other = await store.put(Buffer.from('a letter'), letter);
  await store.remove(one.hash);
  await store.remove(one.hash);
  await expect(store.get(one.hash, one.dataKey)).rejects.toMatchObject({
    code: 'stored-file-missing',
    parameters: { name: one.hash },
  });
  expect(await store.get(other.hash, other.dataKey)).toEqual(Buffer.from('a letter'));
});

test.each(['../../etc/passwd', '', 'ab/cd', 'A'.repeat(64)])('no name leads out of the folder: %j', async (name) => {
  const store = openFileStore(folder, ring);
  const { dataKey } = await store.put(Buffer.from('x'), letter);
  await expect(store.get(name, dataKey)).rejects.toThrow('stored-file-missing');
});

test('objects of an older token epoch still prove their content', async () => {
  const { hash, dataKey } = await openFileStore(folder, ring).put(Buffer.from('x'), letter);
  const renewal = { node: 'registry.example', use: 'tokens', scope: everyScope, sequence: 2, state: 'active' } as const;
  const provider = softwareKeyProvider('test', 'here', [...entries, drawKeyEntry({ ...renewal, now: start })]);
  const later = openFileStore(folder, createKeyRing(provider, { now: () => start }));
  expect(await later.get(hash, dataKey)).toEqual(Buffer.from('x'));
});

test('a node of commercial cryptography keeps its objects by SM4, and reads those of before', async () => {
  const before = await openFileStore(folder, ring).put(Buffer.from('before'), letter);
  const renewal = { node: 'registry.example', scope: everyScope, sequence: 2, state: 'active', now: start } as const;
  const drawn = (['wrapping', 'tokens'] as const).map((use) =>
    drawKeyEntry({ ...renewal, use, cryptography: 'commercial' }),
  );
  const provider = softwareKeyProvider('test', 'here', [...entries, ...drawn]);
  const store = openFileStore(folder, createKeyRing(provider, { now: () => start }));
  const content = Buffer.alloc(100_000, 'a letter ');
  const after = await store.put(content, letter);
  expect(content.equals(await store.get(after.hash, after.dataKey))).toBe(true);
  const path = (await everyFile()).find((name) => name.endsWith(after.hash.slice(2))) ?? '';
  expect([...(await readFile(path)).subarray(0, 2)]).toEqual([1, 2]);
  expect(await store.get(before.hash, before.dataKey)).toEqual(Buffer.from('before'));
});

test('content over the limit is refused', async () => {
  const store = openFileStore(folder, ring);
  await expect(store.put(new Uint8Array(largestFileBytes + 1), letter)).rejects.toThrow('request-too-large');
  expect(await everyFile()).toEqual([]);
});

/** A disk that takes half of the bytes, then fails at the given step. */
function failingDisk(step: 'writeFile' | 'sync', code: string): OpenFile {
  return async (path, flags, mode): Promise<FileHandle> => {
    const handle = await open(path, flags, mode);
    const write = handle.writeFile.bind(handle);
    const fail = () => Promise.reject(Object.assign(new Error(`${code}: no`), { code }));
    if (step === 'sync') handle.sync = fail;
    else handle.writeFile = (data) => write(Buffer.from(data as Uint8Array).subarray(0, 20)).then(fail);
    return handle;
  };
}

test.each([
  ['writeFile', 'ENOSPC', 'storage-full'],
  ['sync', 'ENOSPC', 'storage-full'],
  ['writeFile', 'EDQUOT', 'storage-full'],
  ['sync', 'EIO', 'EIO'],
] as const)('a disk that fails at %s with %s leaves nothing behind and says %s', async (step, code, said) => {
  const store = openFileStore(folder, ring, { openFile: failingDisk(step, code) });
  await expect(store.put(Buffer.alloc(5000, 7), letter)).rejects.toThrow(said);
  expect(await everyFile()).toEqual([]);
});

test('what a crash left unfinished is cleared once it is old', async () => {
  const store = openFileStore(folder, ring);
  expect(await store.removeUnfinished(start)).toBe(0);
  await store.put(Buffer.from('x'), letter);
  const [old, young] = ['.unfinished-old', '.unfinished-young'].map((name) => join(folder, 'unfinished', name));
  for (const path of [old, young]) await writeFile(path ?? '', 'half');
  await utimes(old ?? '', start, new Date(start.getTime() - 3_600_000));
  await utimes(young ?? '', start, start);
  expect(await store.removeUnfinished(start)).toBe(1);
  expect((await everyFile()).filter((path) => path.includes('unfinished'))).toEqual([young]);
});
