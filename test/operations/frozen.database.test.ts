import { chmod, cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { noteVerifier, openCheckpoint, parseVerifierKey, verifyWholeLog } from '@gatehouse/merkle';
import { fakeClock, openNode, readConfig, restoreNode } from '@gatehouse/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findSchemaDrift } from '../../apps/server/src/kernel/database/schema-drift.js';
import { openBackup } from '../../apps/server/src/modules/operations/read-backup.js';
import { emptyDatabase } from '../harness/empty-database.js';
import { callAs, inventedNumber, inventedRecord } from '../harness/registry-world.js';
import { byPasswordAlone, type TestNode } from '../harness/test-node.js';
import { soundDraft } from '../harness/inquiry-world.js';
import type { WhatStands } from './frozen/what-stands.js';

const frozen = fileURLToPath(new URL('frozen/', import.meta.url));
const folders = (await readdir(frozen, { withFileTypes: true })).filter((one) => one.isDirectory());
const versions = await Promise.all(
  folders.map(async ({ name }): Promise<[string, WhatStands]> => {
    const stands = await readFile(join(frozen, name, 'what-stands.json'), 'utf8');
    return [name, JSON.parse(stands) as WhatStands];
  }),
);

/** Tables of which a restore itself writes rows anew: it ends all sessions, and gives what waited its place in the log. */
const restored = ['access.session', 'journal.head', 'journal.staged'];

/** Columns that a later migration counted or marked anew, with what they are. */
const anew: Readonly<Record<string, readonly string[]>> = {
  // How urgent a state is: another one came between.
  'workforce.coverage': ['urgency'],
  // Units are looked at again where rules came.
  'workforce.unit_look': ['is_stale'],
};

type Row = Readonly<Record<string, unknown>>;

describe.each(versions)('what the version of %s kept is taken over by this one', (version, stands) => {
  const from = (name: string) => join(frozen, version, name);
  let work: string;
  let database: Awaited<ReturnType<typeof emptyDatabase>> | undefined;
  let node: TestNode;
  // All migrations, on an engine of its own.
  beforeAll(async () => {
    work = await mkdtemp(join(tmpdir(), 'gatehouse-frozen-'));
    database = stands.engine === 'postgres' ? await emptyDatabase() : undefined;
    // As a version keeps it in an office: nobody else reads the folder of keys.
    await cp(from('keys'), join(work, 'keys'), { recursive: true });
    for (const name of await readdir(from('keys'))) await chmod(join(work, 'keys', name), 0o600);
    const config = readConfig({
      GATEHOUSE_DATA: join(work, 'data'),
      DATABASE_URL: database?.url ?? '',
      GATEHOUSE_LOG_LEVEL: 'silent',
    });
    await restoreNode(config, { file: from('backup.age'), identityFile: from('identity'), keys: join(work, 'keys') });
    const clock = fakeClock(new Date(new Date(stands.at).getTime() + 60_000));
    const opened = await openNode(config, { ...byPasswordAlone, sendsCanaries: false, clock });
    node = { ...opened, clock, engine: stands.engine, folder: config.dataFolder };
  }, 600_000);
  afterAll(async () => {
    await node.close();
    await database?.drop();
    await rm(work, { recursive: true, force: true });
  });

  it('in the schema of a new node', async () => {
    expect(await node.kernel.database.asOwner(findSchemaDrift)).toEqual([]);
  });

  it('with every row as it was', async () => {
    const written = await rowsOfBackup(from('backup.age'), await readFile(from('identity'), 'utf8'));
    const lost: Record<string, number> = {};
    for (const [table, rows] of written) {
      const gone = rows.length - (await countOf(node, table, rows));
      if (gone > 0 && !restored.includes(table)) lost[table] = gone;
    }
    expect(lost).toEqual({});
    expect(written.size).toBeGreaterThan(20);
  });

  it('with a log that has grown from what that version had published', async () => {
    const key = parseVerifierKey(await readFile(from('vkey'), 'utf8'));
    if (!key.ok) throw new Error(key.problem.code);
    const trust = { logKeys: [noteVerifier(key.value)] };
    const earlier = openCheckpoint(await readFile(from('checkpoint')), trust);
    if (!earlier.ok) throw new Error(earlier.problem.code);
    const read = (path: string) => readFile(join(node.folder, 'log', path)).catch(() => undefined);
    const verified = await verifyWholeLog({ readFile: read, trust, earlierHeads: [earlier.value.checkpoint] });
    expect(verified).toMatchObject({ state: 'verified-and-pinned' });
  });

  it('what was sealed then is read now, by whom it was for', async () => {
    const clerk = await callAs(node, 'clerk');
    const { body: inquiry } = await clerk('GET', `/api/inquiries/${stands.inquiry.id}`);
    expect(JSON.stringify(inquiry)).toContain(stands.inquiry.name);
    const verifier = await callAs(node, 'verifier');
    const { body: waiting } = await verifier('GET', '/api/registry/verifications?limit=100');
    expect(JSON.stringify(waiting)).toContain(stands.record.id);
    expect(JSON.stringify(waiting)).toContain(stands.record.name);
  });

  it('and work goes on', async () => {
    const clerk = await callAs(node, 'clerk');
    const person = { name: '续用人', number: inventedNumber('19910909', 33) };
    const drafted = await clerk('POST', '/api/inquiries', soundDraft(34, { startDate: '2099-09-01' }));
    expect(drafted).toMatchObject({ status: 201 });
    const registrar = await callAs(node, 'registrar');
    const entered = await registrar('POST', '/api/registry/records', inventedRecord(person));
    expect(entered).toMatchObject({ status: 201 });
  });
});

async function rowsOfBackup(file: string, identity: string): Promise<Map<string, Row[]>> {
  const written = new Map<string, Row[]>();
  for await (const line of openBackup(file, identity)) {
    if (line.kind === 'rows') written.set(line.table, [...(written.get(line.table) ?? []), ...line.rows]);
  }
  return written;
}

/** How many of the rows stand in the table, in the columns that they had. */
async function countOf(node: TestNode, table: string, rows: readonly Row[]): Promise<number> {
  return node.kernel.database.asOwner(async (client) => {
    const present = await client.query<{ row: Row }>(`select to_jsonb(one) as row from ${table} one`);
    const columns = Object.keys(rows[0] ?? {}).filter((column) => anew[table]?.includes(column) !== true);
    const wordsOf = (row: Row) => JSON.stringify(columns.map((column) => row[column]));
    const there = new Set(present.rows.map(({ row }) => wordsOf(row)));
    return rows.filter((row) => there.has(wordsOf(row))).length;
  });
}
