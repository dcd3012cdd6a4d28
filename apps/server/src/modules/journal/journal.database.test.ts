import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { noteVerifier, parseVerifierKey, verifyWholeLog } from '@gatehouse/merkle';
import { beforeAll, expect, it } from 'vitest';
import { makeWorld, signInAs } from '../../../../../test/harness/people.js';
import { onBothEngines, type TestNode } from '../../../../../test/harness/test-node.js';
import { reopenJournal as reopen } from '../../../../../test/harness/whole-log.js';
import { act } from '../../kernel/act.js';
import { type Transaction, withTransaction } from '../../kernel/database/transaction.js';
import { systemViewer } from '../../kernel/viewer.js';
import { openSequencer } from './sequencer.js';

async function verify(node: TestNode) {
  const folder = join(node.folder, 'log');
  const key = parseVerifierKey(await readFile(join(folder, 'vkey'), 'utf8'));
  if (!key.ok) throw new Error(key.problem.code);
  const read = (path: string) => readFile(join(folder, path)).catch(() => undefined);
  return verifyWholeLog({ readFile: read, trust: { logKeys: [noteVerifier(key.value)] } });
}

const asSequencer = <T>(node: TestNode, work: (transaction: Transaction) => Promise<T>) =>
  withTransaction(node.kernel.database, systemViewer('sequencer'), node.clock.now(), work);

const readHead = (node: TestNode) =>
  asSequencer(node, ({ sql }) => sql.selectFrom('journal.head').selectAll().executeTakeFirstOrThrow());

const writeHead = (node: TestNode, values: { treeSize?: number; publishedSize?: number; publishedFrontier?: Buffer }) =>
  asSequencer(node, ({ sql }) => sql.updateTable('journal.head').set(values).execute());

const append = (node: TestNode, act: string) =>
  withTransaction(node.kernel.database, systemViewer('maintenance'), node.clock.now(), async (transaction) => {
    const id = crypto.randomUUID();
    await node.kernel.journal.append(transaction, [{ id, act, outcome: 'done', object: { kind: 'test', id: act } }]);
    return id;
  });

onBothEngines('the journal', (node) => {
  beforeAll(async () => {
    await makeWorld(node());
  });

  it('gives contiguous places, publishes a signed log, and the whole of it verifies', async () => {
    for (let entry = 0; entry < 300; entry += 1) await append(node(), `test.entry-${entry}`);
    const { sequencer } = await reopen(node());
    const size = await sequencer.run();
    expect(size).toBeGreaterThanOrEqual(300);
    expect(await verify(node())).toMatchObject({ state: 'verified-and-pinned', entries: size });
  });

  it('grows without changing what stands', async () => {
    const { sequencer } = await reopen(node());
    const before = await readFile(join(node().folder, 'log', 'tile/0/000'));
    await append(node(), 'test.more');
    await sequencer.run();
    expect(await readFile(join(node().folder, 'log', 'tile/0/000'))).toEqual(before);
    expect(await verify(node())).toMatchObject({ state: 'verified-and-pinned' });
  });

  it('takes up its work where an interruption left it, between the checkpoint on disk and the head that says so', async () => {
    const before = await readHead(node());
    await append(node(), 'test.interrupted');
    const { sequencer } = await reopen(node());
    await sequencer.run();
    await writeHead(node(), { publishedSize: before.publishedSize, publishedFrontier: before.publishedFrontier });
    const again = await reopen(node());
    await again.sequencer.check();
    await append(node(), 'test.after');
    await again.sequencer.run();
    expect(await verify(node())).toMatchObject({ state: 'verified-and-pinned' });
  });

  it('goes on from an older checkpoint on disk, which the database has outgrown', async () => {
    const checkpoint = join(node().folder, 'log', 'checkpoint');
    const old = await readFile(checkpoint);
    await append(node(), 'test.newer');
    await (await reopen(node())).sequencer.run();
    await writeFile(checkpoint, old);
    const again = await reopen(node());
    await again.sequencer.check();
    await append(node(), 'test.newest');
    await again.sequencer.run();
    expect(await verify(node())).toMatchObject({ state: 'verified-and-pinned' });
  });

  const steps = ['writeFiles', 'publish'] as const;
  it.each(steps)('takes up its work when the power went at %s', async (step) => {
    const { folder } = await reopen(node());
    const { clock, database, log } = node().kernel;
    await append(node(), `test.power-${step}`);
    const broken = openSequencer(database, clock, log, {
      ...folder,
      [step]: () => Promise.reject(new Error('the power went')),
    });
    const before = await readHead(node());
    await expect(broken.run()).rejects.toThrow('the power went');
    const placed = await readHead(node());
    expect(placed.treeSize).toBeGreaterThan(before.treeSize);
    expect(placed.publishedSize).toBe(before.publishedSize);
    // What came meanwhile is published together with what was left, in one go.
    await append(node(), `test.meanwhile-${step}`);
    const again = await reopen(node());
    await again.sequencer.check();
    expect(await again.sequencer.run()).toBe(placed.treeSize + 1);
    expect(await verify(node())).toMatchObject({ state: 'verified-and-pinned', entries: placed.treeSize + 1 });
  });

  it('takes up its work when the power went between some tiles and the others', async () => {
    const { folder } = await reopen(node());
    const { clock, database, log } = node().kernel;
    for (let entry = 0; entry < 300; entry += 1) await append(node(), `test.half-${entry}`);
    const broken = openSequencer(database, clock, log, {
      ...folder,
      writeFiles: async (files) => {
        await folder.writeFiles(files.filter((_, at) => at % 2 === 0));
        throw new Error('the power went');
      },
    });
    await expect(broken.run()).rejects.toThrow('the power went');
    const size = await (await reopen(node())).sequencer.run();
    expect(await verify(node())).toMatchObject({ state: 'verified-and-pinned', entries: size });
  });

  it('gives the entries of one act places side by side, in the order in which they were recorded', async () => {
    const names = Array.from({ length: 60 }, (_, at) => `test.side-by-side-${at}`);
    const wanted = await act(node().kernel, systemViewer('maintenance'), 'test.many', async (context) => {
      const ids: string[] = [];
      for (const name of names) ids.push(await context.record({ object: { kind: 'test', id: name } }, name));
      return ids;
    });
    await (await reopen(node())).sequencer.run();
    const places = await asSequencer(node(), ({ sql }) =>
      sql.selectFrom('journal.place').selectAll().where('entryId', 'in', wanted).orderBy('leafIndex').execute(),
    );
    expect(places.map(({ entryId }) => entryId)).toEqual(wanted);
    const [first] = places;
    expect(places.map(({ leafIndex }) => leafIndex - (first?.leafIndex ?? 0))).toEqual(names.map((_, at) => at));
  });

  it('lets nobody change or take away a place', async () => {
    const changing = asSequencer(node(), ({ sql }) => sql.updateTable('journal.place').set({ leafIndex: 0 }).execute());
    await expect(changing).rejects.toThrow(/permission denied/);
    const removing = asSequencer(node(), ({ sql }) => sql.deleteFrom('journal.place').execute());
    await expect(removing).rejects.toThrow(/permission denied/);
  });

  it('proves an entry only once a signed checkpoint covers it', async () => {
    const { sequencer, receipts } = await reopen(node());
    const id = await append(node(), 'test.proved');
    expect(await receipts.receiptFor(id)).toBeUndefined();
    expect(await receipts.published([id])).toEqual(new Set());
    await sequencer.run();
    expect(await receipts.receiptFor(id)).toMatch(/^c2sp.org\/tlog-proof@v1\n/);
    expect(await receipts.published([id])).toEqual(new Set([id]));
  });

  it('refuses to write when the database lies behind its log', async () => {
    await append(node(), 'test.ahead');
    await (await reopen(node())).sequencer.run();
    const head = await readHead(node());
    await writeHead(node(), { treeSize: 1, publishedSize: 0 });
    const restored = await reopen(node());
    await expect(restored.sequencer.check()).rejects.toMatchObject({ code: 'log-ahead-of-database' });
    expect(() => restored.journal.assertKeepingUp()).toThrow(/log-ahead-of-database/);
    await writeHead(node(), { treeSize: head.treeSize, publishedSize: head.publishedSize });
  });

  it('is read by the auditor and by nobody else, and the reading stands in it', async () => {
    const auditor = await signInAs(node(), 'auditor');
    const list = await node().http.inject({ url: '/api/journal/entries?limit=5&act=test.proved', headers: auditor });
    expect(list.json().items).toHaveLength(1);
    const entry = await node().http.inject({
      url: `/api/journal/entries/${list.json().items[0].id}`,
      headers: auditor,
    });
    expect(entry.json()).toMatchObject({ act: 'test.proved', object: { kind: 'test', id: 'test.proved' } });
    const looks = await node().http.inject({ url: '/api/journal/entries?act=journal.read-entry', headers: auditor });
    expect(looks.json().items[0].object.id).toBe(list.json().items[0].id);
    const clerk = await signInAs(node(), 'clerk');
    expect((await node().http.inject({ url: '/api/journal/entries', headers: clerk })).statusCode).toBe(403);
  });
});

onBothEngines('a log that has not begun', (node) => {
  it('gives a place to all that was recorded before it had a head', async () => {
    await node().kernel.database.asOwner((client) => client.query('delete from journal.head'));
    const ids: string[] = [];
    for (let entry = 0; entry < 5; entry += 1) ids.push(await append(node(), `test.before-${entry}`));
    const { sequencer, receipts } = await reopen(node());
    const size = await sequencer.run();
    expect(await receipts.published(ids)).toEqual(new Set(ids));
    const { rows } = await node().kernel.database.asOwner((client) =>
      client.query<{ entries: number }>('select count(*)::integer as entries from journal.entry'),
    );
    expect(size).toBe(rows[0]?.entries);
  });
});
