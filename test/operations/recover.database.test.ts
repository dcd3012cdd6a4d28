import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { noteVerifier, parseReceipt, parseVerifierKey, verifyReceipt, verifyWholeLog } from '@gatehouse/merkle';
import { openJournal, openNode, readConfig, systemViewer, withTransaction } from '@gatehouse/server';
import { main } from '../../apps/cli/src/main.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandIo } from '../harness/command-io.js';
import { compareAll } from '../harness/compared-entries.js';
import { copyOfDatabase } from '../harness/older-copy.js';
import { makeWorld, signInAs } from '../harness/people.js';
import { byPasswordAlone, chosenEngines, openTestNode, type TestNode } from '../harness/test-node.js';

type Opened = Awaited<ReturnType<typeof openTestNode>>;

const append = (node: Pick<TestNode, 'kernel'>, act: string) =>
  withTransaction(node.kernel.database, systemViewer('maintenance'), node.kernel.clock.now(), async (transaction) => {
    const id = crypto.randomUUID();
    await node.kernel.journal.append(transaction, [{ id, act, outcome: 'done', object: { kind: 'test', id: act } }]);
    return id;
  });

async function publish({ kernel, folder }: Pick<TestNode, 'kernel' | 'folder'>) {
  const path = join(folder, 'log');
  const origin = (await readFile(join(path, 'vkey'), 'utf8')).split('+')[0] ?? '';
  const log = await openJournal({ ...kernel, node: 'test', folder: path, origin });
  await log.sequencer.run();
  return log;
}

async function verify(folder: string) {
  const key = parseVerifierKey(await readFile(join(folder, 'vkey'), 'utf8'));
  if (!key.ok) throw new Error(key.problem.code);
  const read = (path: string) => readFile(join(folder, path)).catch(() => undefined);
  return verifyWholeLog({ readFile: read, trust: { logKeys: [noteVerifier(key.value)] } });
}

describe.each(chosenEngines)('a database that was rolled back behind its log (%s)', (engine) => {
  let opened: Opened;
  let kept: string;
  let lost: string;
  let receipt: string;
  let size: number;
  let putBack: () => Promise<void>;
  const log = () => join(opened.node.folder, 'log');
  const run = async (...words: string[]) => {
    const { io, written } = commandIo(opened.environment);
    const status = await main(words, io);
    return { status, ...written };
  };
  const withNode = async <T>(work: (node: TestNode) => Promise<T>): Promise<T> => {
    const node = await openNode(readConfig(opened.environment), { ...byPasswordAlone, clock: opened.node.clock });
    try {
      return await work({ ...opened.node, ...node });
    } finally {
      await node.close();
    }
  };

  beforeAll(async () => {
    opened = await openTestNode(engine);
    const { node } = opened;
    await makeWorld(node);
    kept = await append(node, 'test.kept');
    await publish(node);
    await node.close();
    putBack = await copyOfDatabase(node, opened.environment.DATABASE_URL ?? '', 'older');
    await withNode(async (again) => {
      lost = await append(again, 'test.lost');
      const newer = await publish(again);
      receipt = (await newer.receipts.receiptFor(lost)) ?? '';
      size = newer.sequencer.publishedSize();
    });
    await putBack();
  });
  afterAll(() => opened.remove());

  it('serves nothing and says how much is missing', async () => {
    const refused = openNode(readConfig(opened.environment), { clock: opened.node.clock });
    await expect(refused).rejects.toMatchObject({ code: 'log-ahead-of-database', parameters: { size } });
    const doctor = await run('doctor');
    expect(doctor).toMatchObject({ status: 1, stdout: expect.stringContaining(`${size} entries`) });
  });

  it('changes nothing until the operator gives a reason', async () => {
    const before = await verify(log());
    const asked = await run('journal', 'recover');
    expect(asked).toMatchObject({ status: 2, stdout: expect.stringContaining(`published with ${size} entries`) });
    expect(await verify(log())).toEqual(before);
  });

  it('goes on in a new log that declares the gap, and the old one stays provable', async () => {
    const recovered = await run('journal', 'recover', '--reason', 'the disk of the database failed');
    expect(recovered).toMatchObject({ status: 0, stderr: '' });
    expect(await verify(log())).toMatchObject({ state: 'verified-and-pinned', entries: size });
    await withNode(async (node) => {
      const after = await append(node, 'test.after');
      const { receipts, folder } = await publish(node);
      expect(folder.origin).toMatch(/\/log-2$/);
      expect(await receipts.receiptFor(after)).toContain(folder.origin);
      expect(await receipts.receiptFor(kept)).not.toContain('/log-2');
      expect(await receipts.published([kept])).toEqual(new Set([kept]));
      expect(await receipts.receiptFor(lost)).toBeUndefined();
      const commitment = await receipts.commitmentOf(after);
      const stands = parseReceipt(Buffer.from((await receipts.receiptFor(after)) ?? ''));
      if (commitment === undefined || !stands.ok) throw new Error('no receipt');
      expect(verifyReceipt(commitment, stands.value, { logKeys: [folder.verifier] }).ok).toBe(true);
    });
    expect(await verify(join(log(), 'log-2'))).toMatchObject({ state: 'verified-and-pinned' });
  });

  it('holds what it has of both logs against what was published of them, and takes the declared gap for none', async () => {
    await withNode(async (node) => {
      const different = async () => {
        await compareAll(node);
        const { rows } = await node.kernel.database.asOwner((client) =>
          client.query('select log, entry_id from journal.entry_difference where ended_at is null'),
        );
        return rows;
      };
      const called = (act: string) =>
        node.kernel.database.asOwner((client) =>
          client.query('update journal.entry set act = $2 where id = $1', [kept, act]),
        );
      expect(await different()).toEqual([]);
      await called('test.renamed');
      expect(await different()).toEqual([{ log: 1, entry_id: kept }]);
      await called('test.kept');
      expect(await different()).toEqual([]);
    });
  });

  it('keeps the receipt of a lost entry checkable against the log that was kept', async () => {
    const parsed = parseReceipt(Buffer.from(receipt));
    if (!parsed.ok) throw new Error('the receipt does not read');
    const checkpoint = await readFile(join(log(), 'checkpoint'), 'utf8');
    expect(parsed.value.checkpoint).toBe(checkpoint);
  });

  it('cannot be hidden: health, doctor, the head and the log itself all say it', async () => {
    const gap = { log: 1, size, fits: true, reason: 'the disk of the database failed' };
    await withNode(async (node) => {
      const health = await node.http.inject({ url: '/api/health' });
      expect(health.json()).toMatchObject({ status: 'ok', gaps: [gap] });
      const head = await node.http.inject({ url: '/api/journal/head', headers: await signInAs(node, 'auditor') });
      expect(head.json()).toMatchObject({ closed: [gap] });
      const opening = await node.http.inject({ url: '/log/log-2/opening' });
      expect(opening.json().canonical).toContain('the disk of the database failed');
    });
    expect((await run('doctor')).stdout).toContain('the disk of the database failed');
  });

  it('is exported and verified as a chain, and a chain whose declaration was changed does not verify', async () => {
    const out = join(opened.node.folder, 'exported');
    await run('journal', 'export', '--out', out);
    const verified = await run('journal', 'verify', out, '--vkey', join(log(), 'vkey'));
    expect(verified).toMatchObject({ status: 0, stdout: expect.stringContaining('2 logs') });
    await rm(join(out, 'log-2', 'opening'));
    expect(await run('journal', 'verify', out, '--vkey', join(log(), 'vkey'))).toMatchObject({ status: 1 });
  });

  it('is not recovered where nothing is missing', async () => {
    expect(await run('journal', 'recover', '--reason', 'to be rid of it')).toMatchObject({ status: 1 });
  });

  it('opens a third log for a database from before the recovery, and declares both before it', async () => {
    await putBack();
    expect((await run('journal', 'recover')).stdout).toContain('/log-2 was published');
    expect(await run('journal', 'recover', '--reason', 'again')).toMatchObject({ status: 0 });
    await withNode(async (node) => {
      const health = await node.http.inject({ url: '/api/health' });
      expect(health.json().gaps).toMatchObject([{ log: 1 }, { log: 2 }]);
    });
    expect(await run('journal', 'verify', log(), '--vkey', join(log(), 'vkey'))).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('3 logs'),
    });
  });
});
