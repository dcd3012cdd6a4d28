import { mkdtemp, open, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type OpenFile, writeAllDurably } from './durable-write.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-durable-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const bytes = (text: string) => new TextEncoder().encode(text);

it('writes many files side by side, in folders it makes, and leaves nothing unfinished', async () => {
  const paths = ['a', 'deep/er/b', 'deep/c'];
  await writeAllDurably(paths.map((path) => ({ path: join(folder, path), bytes: bytes(path) })));
  for (const path of paths) expect(await readFile(join(folder, path), 'utf8')).toBe(path);
  expect((await readdir(folder, { recursive: true })).filter((name) => name.includes('.unfinished-'))).toEqual([]);
});

it('writes a file that stands already anew, whole', async () => {
  await writeAllDurably([{ path: join(folder, 'a'), bytes: bytes('one') }]);
  await writeAllDurably([{ path: join(folder, 'a'), bytes: bytes('two') }]);
  expect(await readFile(join(folder, 'a'), 'utf8')).toBe('two');
});

it('says that the disk is full, and a file is there whole or not at all', async () => {
  let opened = 0;
  const fullAfterOne: OpenFile = async (path, flags, mode) => {
    opened += 1;
    if (opened > 1) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
    return open(path, flags, mode);
  };
  const files = ['a', 'b', 'c'].map((name) => ({ path: join(folder, name), bytes: bytes('whole') }));
  await expect(writeAllDurably(files, { openFile: fullAfterOne })).rejects.toMatchObject({ code: 'storage-full' });
  const names = await readdir(folder);
  expect(names).toHaveLength(1);
  for (const name of names) expect(await readFile(join(folder, name), 'utf8')).toBe('whole');
});
