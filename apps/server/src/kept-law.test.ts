import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtInPacks, loadPack } from '@gatehouse/law';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keepLaw } from './kept-law.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-law-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const national = loadPack(builtInPacks.get('cn-national'), builtInPacks);
const other = loadPack(builtInPacks.get('demonstration'), builtInPacks);

it('keeps each pack that was in force, once, and knows it by its hash from then on', async () => {
  expect([...(await keepLaw(folder, national)).keys()]).toEqual([national.hash]);
  const packs = await keepLaw(folder, other);
  expect(packs.get(national.hash)).toEqual(national.pack);
  expect(packs.get(other.hash)).toEqual(other.pack);
  await keepLaw(folder, other);
  expect((await readdir(join(folder, 'in-force'))).sort()).toEqual(
    [national, other].map(({ hash }) => `${hash}.json`).sort(),
  );
});

it('knows none by a file that was changed, cut or put there', async () => {
  await keepLaw(folder, national);
  const file = join(folder, 'in-force', `${national.hash}.json`);
  const text = await readFile(file, 'utf8');
  for (const changed of [text.replace('"months":12', '"months":13'), text.slice(0, -40), '{}']) {
    await writeFile(file, changed);
    expect([...(await keepLaw(folder, other)).keys()]).toEqual([other.hash]);
  }
});
