import { copyFile, cp, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { noteVerifier, parseVerifierKey, verifyWholeLog } from '@gatehouse/merkle';
import { openNode, readConfig, restoreNode } from '@gatehouse/server';
import { Decrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { makeWorld, worldPassword } from '../../../test/harness/people.js';
import { chosenEngines, openTestNode, type TestNode } from '../../../test/harness/test-node.js';
import { withTransaction } from './kernel/database/transaction.js';
import { systemViewer } from './kernel/viewer.js';
import { openJournal } from './modules/journal/index.js';
import {
  pauseMilliseconds,
  renewTokenKey,
  renewTokens,
  tokenEpochState,
} from './modules/operations/actions/renew-token-key.js';
import { tablesInOrder } from './modules/operations/tables.js';
import { houseSchemas } from './house.js';

const planted = 'a sealed word that must not be read';

async function emptyDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const server = inject('postgresServer');
  const name = `restore_${Math.random().toString(36).slice(2, 12)}`;
  const administer = async (statement: string) => {
    const client = new pg.Client({ connectionString: server });
    await client.connect();
    await client.query(statement);
    await client.end();
  };
  await administer(`create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => administer(`drop database ${name} with (force)`) };
}

/** Every row of every table that a backup holds, as text. */
async function everything(node: Pick<TestNode, 'kernel'>): Promise<Record<string, string>> {
  return node.kernel.database.asOwner(async (client) => {
    const tables: Record<string, string> = {};
    for (const table of await tablesInOrder(client, houseSchemas)) {
      // How far its log is published, and when, is the restored node's own.
      const columns =
        table === 'journal.head'
          ? `to_jsonb(t) - 'published_size' - 'published_frontier' - 'sequenced_at'`
          : 'to_jsonb(t)';
      const { rows } = await client.query(`select (${columns})::text as row from ${table} t order by 1`);
      tables[table] = JSON.stringify(rows);
    }
    return tables;
  });
}

async function logState(folder: string) {
  const key = parseVerifierKey(await readFile(join(folder, 'log', 'vkey'), 'utf8'));
  if (!key.ok) throw new Error(key.problem.code);
  const read = (path: string) => readFile(join(folder, 'log', path)).catch(() => undefined);
  return verifyWholeLog({ readFile: read, trust: { logKeys: [noteVerifier(key.value)] } });
}

async function sequence({ kernel, folder }: TestNode): Promise<void> {
  const path = join(folder, 'log');
  const origin = (await readFile(join(path, 'vkey'), 'utf8')).split('+')[0] ?? '';
  await (await openJournal({ ...kernel, node: 'test', folder: path, origin })).sequencer.run();
}

const operator = { kind: 'operator', name: 'tester' } as const;
const phones = ['13800000001', '13800000002'];

/** Leaves a renewal of the token key in its middle: one work phone is under the new key, the other under the old. */
async function renewHalfway(node: TestNode): Promise<void> {
  const tokens = phones.map((phone) => Buffer.from(node.kernel.keys.token('access.phone', phone)));
  await node.kernel.database.asOwner((client) =>
    client.query(
      `update access.account held set phone_token = given.token
         from (select row_number() over (order by id) as at, id from access.account) one
         join unnest($1::bytea[]) with ordinality given (token, at) on given.at = one.at
        where held.id = one.id`,
      [tokens],
    ),
  );
  const place = { keyFolder: join(node.folder, 'keys') };
  await renewTokenKey(node.kernel, place, operator);
  node.clock.advance(pauseMilliseconds);
  let chunks = 1;
  await renewTokens(node.kernel, place, () => chunks-- > 0, 1);
}

/** Of which epochs the tokens of work phones are, by their length. */
async function phoneTokens(node: Pick<TestNode, 'kernel'>): Promise<number[]> {
  const { rows } = await node.kernel.database.asOwner((client) =>
    client.query(
      `select octet_length(phone_token) as bytes from access.account where phone_token is not null order by 1`,
    ),
  );
  return rows.map(({ bytes }: { bytes: number }) => bytes);
}

/** The tables in which the entry of the restore itself stands. */
const ownEntry = ['kernel.data_key', 'journal.entry', 'journal.head', 'journal.place'];

/** Rows that were added; fails where one of the earlier is gone or changed. */
function newRows(before = '[]', after = '[]'): string[] {
  const rowsOf = (text: string): string[] => (JSON.parse(text) as { row: string }[]).map(({ row }) => row);
  const rows = rowsOf(after);
  for (const row of rowsOf(before)) expect(rows.includes(row)).toBe(true);
  return rows.filter((row) => !rowsOf(before).includes(row));
}

describe.each(chosenEngines)('a restored node (%s)', (engine) => {
  let work: string;
  let original: Awaited<ReturnType<typeof openTestNode>>;
  let database: { url: string; drop: () => Promise<void> } | undefined;
  let identity: string;
  let before: Record<string, string>;
  const backup = () => join(work, 'backup.age');
  const target = (name: string) =>
    readConfig({
      GATEHOUSE_DATA: join(work, name),
      DATABASE_URL: database?.url ?? '',
      GATEHOUSE_LOG_LEVEL: 'silent',
    });
  const source = () => ({
    file: backup(),
    identityFile: join(work, 'identity'),
    keys: join(original.node.folder, 'keys'),
  });

  beforeAll(async () => {
    work = await mkdtemp(join(tmpdir(), 'gatehouse-restore-'));
    original = await openTestNode(engine);
    database = engine === 'postgres' ? await emptyDatabase() : undefined;
    const { node } = original;
    await makeWorld(node);
    await renewHalfway(node);
    await withTransaction(node.kernel.database, systemViewer('maintenance'), node.clock.now(), (transaction) =>
      node.kernel.journal.append(transaction, [{ act: 'test.planted', outcome: 'done', details: { planted } }]),
    );
    await sequence(node);
    identity = await generateX25519Identity();
    await writeFile(join(work, 'identity'), `# made for this test\n${identity}\n`);
    const backUp = node.routes.find((route) => route.endpoint.path === '/api/operations/backups');
    await backUp?.run(
      operator,
      { body: { out: backup(), recipients: [await identityToRecipient(identity)] }, params: {}, query: {} },
      undefined as never,
    );
    // What waited for its place in the log gets the same one here and there.
    await sequence(node);
    before = await everything(node);
  });
  afterAll(async () => {
    await original.remove();
    await database?.drop();
    await rm(work, { recursive: true, force: true });
  });

  it('is kept out of a backup: its keys, and what they seal', async () => {
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity);
    const text = gunzipSync(await decrypter.decrypt(await readFile(backup()))).toString('latin1');
    expect(text).toContain('"kind":"end"');
    expect(text).not.toContain(planted);
    expect(text).not.toContain(Buffer.from(planted).toString('hex'));
    const secrets: string[] = [];
    for (const name of await readdir(join(original.node.folder, 'keys'))) {
      const values = Object.values(JSON.parse(await readFile(join(original.node.folder, 'keys', name), 'utf8')));
      secrets.push(...values.map(String).filter((value) => /^[\w+/=-]{40,}$/.test(value)));
    }
    expect(secrets.length).toBeGreaterThan(2);
    for (const secret of secrets) {
      const hex = Buffer.from(secret, 'base64').toString('hex');
      expect([text.includes(secret), text.includes(hex)]).toEqual([false, false]);
    }
  });

  it.each(['cut short', 'changed', 'for another key', 'for another node'])(
    'is not made of a backup that is %s',
    async (fault) => {
      const config = target(`faulty ${fault}`);
      const given = { ...source(), file: join(work, fault) };
      await copyFile(backup(), given.file);
      const bytes = await readFile(given.file);
      if (fault === 'cut short') await truncate(given.file, bytes.length - 100);
      if (fault === 'changed') {
        bytes[bytes.length - 500] = (bytes[bytes.length - 500] ?? 0) ^ 1;
        await writeFile(given.file, bytes);
      }
      if (fault === 'for another key') {
        given.identityFile = join(work, 'other identity');
        await writeFile(given.identityFile, await generateX25519Identity());
      }
      if (fault === 'for another node') {
        given.keys = join(work, 'other keys');
        await cp(join(original.node.folder, 'keys'), given.keys, { recursive: true });
        for (const name of await readdir(given.keys)) {
          const path = join(given.keys, name);
          await writeFile(path, (await readFile(path, 'utf8')).replaceAll(/"gatehouse-\w+"/g, '"gatehouse-00000000"'));
        }
      }
      const code = fault === 'for another node' ? 'keys-of-another-node' : 'backup-unreadable';
      await expect(restoreNode(config, given)).rejects.toMatchObject({ code });
      expect(await readdir(config.dataFolder)).toEqual([]);
    },
  );

  it('has the same rows, a log that verifies, and lets the same people in', async () => {
    const config = target('restored');
    await restoreNode(config, source());
    expect(await logState(config.dataFolder)).toMatchObject({ state: 'verified-and-pinned' });
    const node = await openNode(config, { clock: original.node.clock });
    try {
      const after = await everything(node);
      // The restore leaves its own entry behind the others, under a key of its own; nothing else is new.
      expect(Object.keys(after).filter((table) => after[table] !== before[table])).toEqual(ownEntry);
      const entries = newRows(before['journal.entry'], after['journal.entry']);
      expect(entries.map((row) => /"act": "([^"]+)"/.exec(row)?.[1])).toEqual(['operations.restore']);
      expect(newRows(before['kernel.data_key'], after['kernel.data_key'])).toHaveLength(1);
      const answer = await node.http.inject({
        method: 'POST',
        url: '/api/sign-in',
        payload: { account: 'auditor', password: worldPassword },
      });
      expect(answer.statusCode).toBe(200);
      // It goes on with the renewal in whose middle the copy was taken.
      expect(await phoneTokens(node)).toEqual([32, 33]);
      await renewTokens(node.kernel, { keyFolder: join(config.dataFolder, 'keys') }, () => true);
      expect(await phoneTokens(node)).toEqual([33, 33]);
      expect(await tokenEpochState(node.kernel, operator)).toEqual({ inForce: 2, isRenewing: false });
    } finally {
      await node.close();
    }
    await expect(restoreNode(config, source())).rejects.toMatchObject({ code: 'restore-folder-in-use' });
  });
});
