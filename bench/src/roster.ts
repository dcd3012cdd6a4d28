import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { RosterProgress } from '@gatehouse/contract';
import { openDatabases } from './databases.js';
import { figureOf, timed } from './figure.js';
import type { BenchResult } from './gate.js';
import { inventedName, inventedNumber } from './invented.js';
import { describeMachine } from './machine.js';
import { type School, schoolAt } from './roster/school.js';
import type { RosterSize } from './roster/sizes.js';

type Tell = (words: string) => void;

/**
 * The staff of a large employer by one file, over HTTP as a clerk sends it: read and compared, stopped and gone on with, killed with SIGKILL
 * in the middle of reading and of taking, and counted at the end. Against COPY of the same rows into a plain table of the same server.
 */
export async function runRoster({ people }: RosterSize, tell: Tell): Promise<BenchResult> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-bench-roster-'));
  const databases = await openDatabases();
  const school = schoolAt(join(folder, 'node'), await databases.create('roster'));
  try {
    const machine = describeMachine(databases.version);
    const file = staffFile(people);
    const copies = await copied(await databases.create('copy'), folder, file);
    await school.start();
    tell(`a file with ${people} people, ${Math.round(file.length / 1e6)} MB`);
    const read = await readThrough(school, file, people, tell);
    const taken = await takeThrough(school, read.load, people, tell);
    const baseline = 'COPY of the same rows, two indexes';
    const perSecond = (seconds: number): number => people / seconds;
    return {
      name: 'roster',
      machine,
      figures: {
        'roster-read': figureOf('rows/s', [perSecond(read.seconds)], baseline, copies.map(perSecond)),
        'roster-take': figureOf('rows/s', [perSecond(taken.seconds)], baseline, copies.map(perSecond)),
      },
      findings: {
        people,
        readSeconds: read.seconds,
        takeSeconds: taken.seconds,
        kills: 2,
        restartSeconds: [read.restart, taken.restart],
        stopMilliseconds: read.stopped,
        longestAnswerMilliseconds: school.longestAnswer(),
        peakMemoryMb: school.peakMemoryMb(),
        ...(await countedIn(taken.load, school, people)),
      },
    };
  } finally {
    // What it measured is told: its last life need not look at everybody before it ends.
    await school.kill();
    await databases.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** A staff file with invented people, whose numbers begin with 10. */
function staffFile(people: number): Uint8Array {
  const rows = Array.from({ length: people }, (_, at) =>
    [inventedName(at), '居民身份证', inventedNumber(at), '教师', '合同制', '2024-09-01'].join(','),
  );
  return new TextEncoder().encode(`姓名,证件类型,证件号码,岗位类别,用工形式,上岗日期\r\n${rows.join('\r\n')}\r\n`);
}

/** Seconds that COPY takes, three times, after one that warms. */
async function copied(url: string, folder: string, file: Uint8Array): Promise<number[]> {
  const path = join(folder, 'staff.csv');
  await writeFile(path, file);
  const psql = (sql: string) =>
    execFileSync('psql', [url, '-q', '-v', 'ON_ERROR_STOP=1', '-c', sql], { stdio: 'pipe' });
  psql('create table staff (name text, kind text, number text primary key, post text, form text, from_date date)');
  psql('create index on staff (post, name)');
  const seconds: number[] = [];
  for (let round = 0; round <= 3; round += 1) {
    psql('truncate staff');
    const took = (await timed(() => psql(`\\copy staff from '${path}' with (format csv, header)`))) / 1000;
    if (round > 0) seconds.push(took);
  }
  return seconds;
}

/** Reads the file through: stopped and resumed at a fifth, killed at two fifths. The time is that in which the node was there. */
async function readThrough(school: School, file: Uint8Array, people: number, tell: Tell) {
  const begun = performance.now();
  const load = await school.upload(file);
  const path = `/api/roster-loads/${load.id}`;
  const look = () => school.call('GET', path);
  const done = async (share: number): Promise<RosterProgress> =>
    until(
      look,
      ({ state, progress }) => state === 'READY' || (state === 'COMPARING' && progress.done >= share * people),
    );
  const first = await done(0.2);
  let stopped = 0;
  if (first.state === 'COMPARING') {
    const asked = performance.now();
    const still = await school.call('POST', `${path}/stop`, { version: first.version });
    stopped = Math.round(performance.now() - asked);
    tell(`stopped at ${still.progress.done} rows`);
    await school.call('POST', `${path}/resume`, { version: still.version });
  }
  await done(0.4);
  const restart = await powerCut(school);
  tell(`killed while reading; back after ${restart} s`);
  const ready = await until(look, ({ state }) => state === 'READY');
  if (ready.counts.new !== people) throw new Error(`${ready.counts.new} of ${people} rows are new`);
  const seconds = (performance.now() - begun) / 1000 - restart;
  tell(`read in ${Math.round(seconds)} s`);
  return { load: ready, seconds, restart, stopped };
}

/** Takes what was read, killed at two fifths. */
async function takeThrough(school: School, ready: RosterProgress, people: number, tell: Tell) {
  const begun = performance.now();
  const path = `/api/roster-loads/${ready.id}`;
  const look = () => school.call('GET', path);
  const leftOn = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  await school.call('POST', `${path}/take`, { version: ready.version, leftOn });
  await until(look, ({ state, taken }) => state === 'TAKEN' || taken.new >= 0.4 * people);
  const restart = await powerCut(school);
  tell(`killed while taking; back after ${restart} s`);
  const load = await until(look, ({ state }) => state === 'TAKEN');
  const seconds = (performance.now() - begun) / 1000 - restart;
  tell(`taken in ${Math.round(seconds)} s`);
  return { load, seconds, restart };
}

/** What stands at the end; throws where anybody was lost or stands twice. */
async function countedIn({ taken, counts }: RosterProgress, school: School, people: number) {
  const { people: onRoster } = (await school.call('GET', '/api/roster')) as unknown as { people: number };
  if (taken.new !== people || taken.refused !== 0 || onRoster !== people || counts.new !== 0)
    throw new Error(`taken ${JSON.stringify(taken)}, ${onRoster} on the roster, of ${people}`);
  return { taken, onRoster };
}

async function powerCut(school: School): Promise<number> {
  const begun = performance.now();
  await school.kill();
  await school.start();
  return Math.round((performance.now() - begun) / 100) / 10;
}

async function until(
  look: () => Promise<RosterProgress>,
  isThere: (progress: RosterProgress) => boolean,
): Promise<RosterProgress> {
  for (;;) {
    const progress = await look();
    if (isThere(progress)) return progress;
    // As often as the clerk's page asks.
    await pause(1000);
  }
}
