import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';

const house = fileURLToPath(new URL('../../../', import.meta.url));
const gatehouse = join(house, 'apps/cli/bin/gatehouse.js');
const mostKills = 3;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'killed-command-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('the built command, killed by SIGKILL whenever it has saved its work, writes the bytes of a run that was not', async () => {
  await writeFile(join(folder, 'bulk-registry.csv'), `id,name,birth_date\n${invented('R', 1_500)}`);
  await writeFile(join(folder, 'bulk-people.csv'), `id,name,birth_date\n${invented('P', 3_000)}`);
  expect(await ended(start('whole.csv', '1'))).toBe(0);
  const whole = await readFile(join(folder, 'whole.csv'), 'utf8');
  expect(whole).toContain('possible');
  let kills = 0;
  let done = 0;
  let status: number | null = null;
  while (status === null) {
    const child = start('killed.csv', '2');
    const end = ended(child);
    // After some kills it may run to its end; what is compared does not depend on where they fell.
    if (kills < mostKills) done = await killWhenMoreIsDone(child, done);
    status = await end;
    if (status === null) kills += 1;
  }
  expect(status).toBe(0);
  expect(kills).toBeGreaterThan(0);
  expect(await readFile(join(folder, 'killed.csv'), 'utf8')).toBe(whole);
}, 300_000);

/** @returns how much was done when it was killed, or ended */
async function killWhenMoreIsDone(child: ChildProcess, before: number): Promise<number> {
  let done = before;
  while (child.exitCode === null && done <= before) {
    done = await doneSoFar();
    await setTimeout(5);
  }
  child.kill('SIGKILL');
  return done;
}

async function doneSoFar(): Promise<number> {
  try {
    const cursor = JSON.parse(await readFile(join(folder, 'killed.csv.work/cursor.json'), 'utf8')) as {
      state: { done: readonly number[] };
    };
    return cursor.state.done.length;
  } catch {
    return 0;
  }
}

function start(out: string, threads: string): ChildProcess {
  const files = ['--registry', join(folder, 'bulk-registry.csv'), '--people', join(folder, 'bulk-people.csv')];
  const args = ['bulk', ...files, '--out', join(folder, out), '--threads', threads];
  return spawn(process.execPath, [gatehouse, ...args], { stdio: 'ignore' });
}

async function ended(child: ChildProcess): Promise<number | null> {
  const [status] = (await once(child, 'exit')) as [number | null];
  return status;
}

function invented(letter: string, count: number): string {
  return Array.from({ length: count }, (_, place) => {
    const day = String((place % 28) + 1).padStart(2, '0');
    const name = String.fromCodePoint(0x4e00 + (place % 900), 0x4e00 + ((place * 7) % 2_000));
    return `${letter}${place},王${name},19${60 + (place % 30)}-05-${day}\n`;
  }).join('');
}
