import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';

const run = promisify(execFile);
const house = fileURLToPath(new URL('../../../', import.meta.url));
const gatehouse = join(house, 'apps/cli/bin/gatehouse.js');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'built-command-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('the built command writes the same rows in the same order with one thread and with two', async () => {
  const people = Array.from({ length: 1000 }, (_, place) => {
    const day = String((place % 28) + 1).padStart(2, '0');
    return `P${place},王${String.fromCodePoint(0x4e00 + (place % 900))},19${60 + (place % 30)}-05-${day}`;
  });
  const [registryFile, peopleFile] = [join(folder, 'registry.csv'), join(folder, 'people.csv')];
  await writeFile(registryFile, `序号,姓名,出生日期\n${people.slice(0, 500).join('\n')}\n`);
  await writeFile(peopleFile, `id,name,birth_date\n${people.join('\n')}\n`);
  const results: string[] = [];
  for (const threads of ['1', '2']) {
    const out = join(folder, `out-${threads}.csv`);
    const args = [
      'screen',
      '--registry',
      registryFile,
      '--people',
      peopleFile,
      '--out',
      out,
      '--all',
      '--threads',
      threads,
    ];
    await run(process.execPath, [gatehouse, ...args]);
    results.push(await readFile(out, 'utf8'));
  }
  expect(results[0]).toContain('possible');
  expect(results[1]).toBe(results[0]);
});

it('a refusal inside a thread reaches the caller as exit status 2', async () => {
  const [registryFile, peopleFile] = [join(folder, 'no-id.csv'), join(folder, 'one.csv')];
  await writeFile(registryFile, 'id,name\n,王小明\n');
  await writeFile(peopleFile, 'id,name\nP1,王小明\n');
  const args = [
    'screen',
    '--registry',
    registryFile,
    '--people',
    peopleFile,
    '--out',
    join(folder, 'x.csv'),
    '--threads',
    '2',
  ];
  await expect(run(process.execPath, [gatehouse, ...args])).rejects.toMatchObject({ code: 2 });
});
