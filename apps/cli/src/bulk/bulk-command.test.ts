import { appendFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { PersonEvidence } from '@gatehouse/matching';
import { writeTable } from '@gatehouse/tabular';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { announcedErrors, harderErrors, inventPeople, seeded } from '../../../../bench/src/population/index.js';
import { readArguments } from '../screen/arguments.js';
import { screenCommand, takesJoin } from '../screen/screen-command.js';
import { bulkCommand } from './bulk-command.js';
import { joinFiles, type OpenLanes } from './join-files.js';
import { openLane } from './lane.js';
import { orderedRows } from './order-rows.js';
import { lockWork } from './work-lock.js';

const classes = Object.entries({ ...announcedErrors, ...harderErrors });
let folder: string;
let wanted: string;
const at = (name: string) => join(folder, name);
const files = () => ['--registry', at('registry.csv'), '--people', at('people.csv')];
const given = (out: string, ...more: string[]) => [...files(), '--out', at(out), '--threads', '1', ...more];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bulk-'));
  const random = seeded(31);
  const known = inventPeople(random, 500, 'R');
  const slip = (person: (typeof known)[number], id: string): PersonEvidence => ({
    ...(random.pick(classes)[1](person, random) ?? person),
    id,
  });
  const crowd = (letter: string, count: number, name: string, numbered: boolean) =>
    Array.from({ length: count }, (_, place) => ({
      id: `${letter}${place}`,
      name,
      birthDate: '1980-05-12',
      documents: numbered ? [{ docNumber: `E${20_000_000 + place}` }] : [],
    }));
  const records = [
    ...known.map((person, place) => (place % 2 ? person : slip(person, person.id))),
    ...crowd('RX', 410, '张伟', false),
    { id: 'RY', name: 'Ouyang Xiaoming', birthDate: '1980-05-12' },
  ];
  const people = [
    ...known.slice(0, 250).map((person, place) => slip(person, `P${place}`)),
    ...inventPeople(random, 200, 'S'),
    ...crowd('PX', 3, '张伟', true),
    ...crowd('PY', 450, '欧阳小明', true),
  ];
  await writeFile(at('registry.csv'), await table(records));
  await writeFile(at('people.csv'), await table(people));
  const { status, complained } = await run(screenCommand, given('alone.csv'));
  expect({ status, complained }).toEqual({ status: 0, complained: '' });
  wanted = await readFile(at('alone.csv'), 'utf8');
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));
beforeEach(() =>
  Promise.all([at('out.csv'), at('out.csv.work')].map((path) => rm(path, { recursive: true, force: true }))),
);

describe('a bulk run', () => {
  it('writes the very rows of screening one by one, and leaves nothing beside them', async () => {
    const { status, said, complained } = await run(bulkCommand, given('out.csv'));
    expect({ status, complained }).toEqual({ status: 0, complained: '' });
    expect(await readFile(at('out.csv'), 'utf8')).toBe(wanted);
    expect(wanted).toContain('""limited"":true');
    expect(wanted.match(/PY\d+,possible,RY/g)).toHaveLength(450);
    expect(said).toContain('not an answer about a person');
    expect((await readdir(folder)).filter((name) => name.includes('out.csv.'))).toEqual([]);
    expect((await stat(at('out.csv'))).mode & 0o077).toBe(0);
  });

  it.each([1, 2])('killed again and again at random places writes the same bytes: %i', async (seed) => {
    const random = seeded(seed);
    let kills = 0;
    for (let turn = 0; turn < 12; turn += 1) {
      const killed = await runKilledAfter(1 + random.below(12)).catch((error: unknown) => error);
      if (!(killed instanceof Kill)) break;
      kills += 1;
    }
    expect(kills).toBeGreaterThan(1);
    expect((await run(bulkCommand, given('out.csv'))).status).toBe(0);
    expect(await readFile(at('out.csv'), 'utf8')).toBe(wanted);
  });

  it('goes on with what was done, and says so', async () => {
    await expect(runKilledAfter(20)).rejects.toBeInstanceOf(Kill);
    const { status, complained } = await run(bulkCommand, given('out.csv'));
    expect(status).toBe(0);
    expect(complained).toMatch(/Going on with an unfinished run: \d+ %/);
  });

  it('refuses to go on where files, columns or rules are others, until it is told to begin anew', async () => {
    await expect(runKilledAfter(20)).rejects.toBeInstanceOf(Kill);
    const other = await run(bulkCommand, given('out.csv', '--fields', 'name,birth_date'));
    expect(other.status).toBe(1);
    expect(other.complained).toContain('over other files, columns or rules');
    const people = await readFile(at('people.csv'));
    await writeFile(at('people.csv'), Buffer.concat([people, Buffer.from('Z1,王小明,,,,\n')]));
    expect((await run(bulkCommand, given('out.csv'))).status).toBe(1);
    await writeFile(at('people.csv'), people);
    expect((await run(bulkCommand, given('out.csv', '--anew', '--fields', 'name,birth_date'))).status).toBe(0);
    expect(await readFile(at('out.csv'), 'utf8')).not.toBe(wanted);
  });

  it('leaves work to the one who has it in hand', async () => {
    const unlock = await lockWork(`${at('out.csv')}.work`);
    const { status, complained } = await run(bulkCommand, given('out.csv'));
    expect({ status, told: complained.includes('Another run is at work') }).toEqual({ status: 1, told: true });
    await unlock?.();
    expect((await run(bulkCommand, given('out.csv'))).status).toBe(0);
  });

  it('names a repeated id by its rows, without a value of the person', async () => {
    const header = 'id,name\n';
    await writeFile(at('twice.csv'), `${header}P1,王小明\nP2,李四\nP1,张三\n`);
    const args = ['--registry', at('registry.csv'), '--people', at('twice.csv'), '--out', at('out.csv')];
    const { status, complained } = await run(bulkCommand, args);
    expect(status).toBe(2);
    expect(complained).toMatch(/row 4, column id.*row 2/);
    expect(complained).not.toMatch(/张三/);
  });

  it('says in its help whose the result is', async () => {
    const { said } = await run(bulkCommand, ['--help']);
    expect(said).toContain('never given to a unit');
    expect(said).toContain('绝不提供给单位');
  });
});

it('bad values of every kind give the same rows as one by one, and stop nothing', async () => {
  const born = '1980-05-12';
  const bad = [
    { name: '', birthDate: born },
    { name: '王', birthDate: born },
    { name: '王'.repeat(60), birthDate: born },
    { name: 'Anna '.repeat(60), birthDate: born },
    { name: '😀😀', birthDate: born },
    { name: '\u202e王小明\u202c', birthDate: born },
    { name: 'R2D2 3PO', birthDate: born },
    { name: '王小明', birthDate: '1980-13-40' },
    { name: '王小明', birthDate: '0000-00-00' },
    { name: '王小明', birthDate: born, documents: [{ docNumber: '100101198005120013' }] },
    { name: '王小明', birthDate: born, documents: [{ docNumber: '1.00101E+17' }] },
    {},
  ].map((one, place) => ({ id: `B${place}`, ...one }));
  const good = { id: 'R', name: '王小明', birthDate: born, documents: [{ docNumber: '100101198005120012' }] };
  await writeFile(at('bad.csv'), await table(bad));
  await writeFile(at('bad-registry.csv'), await table([good, ...bad]));
  const args = (out: string) => ['--registry', at('bad-registry.csv'), '--people', at('bad.csv'), '--out', at(out)];
  expect((await run(screenCommand, args('bad-alone.csv'))).status).toBe(0);
  expect((await run(bulkCommand, [...args('bad-out.csv'), '--threads', '1'])).status).toBe(0);
  const rows = await readFile(at('bad-out.csv'), 'utf8');
  expect(rows).toBe(await readFile(at('bad-alone.csv'), 'utf8'));
  expect(rows).toContain('B5,possible,R,');
  expect(rows).not.toMatch(/王|😀|1980/);
});

it('a large people file takes the join, unless everybody is asked for', () => {
  expect(takesJoin({ all: false }, 8 * 2 ** 20)).toBe(true);
  expect(takesJoin({ all: false }, 8 * 2 ** 20 - 1)).toBe(false);
  expect(takesJoin({ all: true }, 2 ** 40)).toBe(false);
});

it('rows that memory does not take at once come in the same order', async () => {
  const places = 60_000;
  const long = 'x'.repeat(900);
  const lines = Array.from({ length: places }, (_, turn) => {
    const place = (turn * 7_919) % places;
    const row = { people_id: `P${place}`, band: 'possible', registry_id: 'R', score: 0.5, reasons: long };
    return `p\t${place}\t${JSON.stringify(row)}\n`;
  });
  const file = at('long.jsonl');
  await writeFile(file, lines.join(''));
  let next = 0;
  for await (const rows of orderedRows([file], folder, places)) {
    if (rows[0]?.people_id !== `P${next}`) throw new Error(`expected place ${next}`);
    next += 1;
  }
  expect(next).toBe(places);
});

class Kill extends Error {}

/** Runs until so many stretches are begun, leaves half of what the next one found, and dies without another word. */
async function runKilledAfter(stretches: number): Promise<unknown> {
  let left = stretches;
  const openLanes: OpenLanes = (tasks) =>
    tasks.map((task) => {
      const lane = openLane(task);
      return {
        ...lane,
        run: async (from, to) => {
          if ((left -= 1) > 0) return lane.run(from, to);
          await lane.run(from, from + Math.floor((to - from) / 2));
          appendFileSync(task.file, 'p\t12\t{"people_id":"half a li');
          throw new Kill();
        },
      };
    });
  return joinFiles(readArguments(given('out.csv'), 'bulk'), quiet(), openLanes);
}

function quiet() {
  return { stdout: new PassThrough(), stderr: new PassThrough(), isTerminal: false };
}

async function run(command: typeof bulkCommand, args: readonly string[]) {
  const output = quiet();
  const status = await command(args, output);
  return { status, said: String(output.stdout.read() ?? ''), complained: String(output.stderr.read() ?? '') };
}

async function table(people: readonly PersonEvidence[]): Promise<Uint8Array> {
  const keys = ['id', 'name', 'former_names', 'sex', 'birth_date', 'doc_number'];
  const columns = keys.map((key) => ({ key, title: { en: key, zh: key } }));
  const rows = people.map(({ id, name, formerNames, sex, birthDate, documents }) => ({
    id,
    name,
    former_names: formerNames?.join(';'),
    sex,
    birth_date: birthDate,
    doc_number: documents?.[0]?.docNumber,
  }));
  return writeTable(rows, { format: 'csv', columns, byteOrderMark: false });
}
