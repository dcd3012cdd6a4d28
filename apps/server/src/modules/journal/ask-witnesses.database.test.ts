import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatVerifierKey, parseVerifierKey, parseWitnessPolicy, requireValue } from '@gatehouse/merkle';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeWorld, signInAs } from '../../../../../test/harness/people.js';
import { onChosenEngines, type TestNode } from '../../../../../test/harness/test-node.js';
import { fakeClock } from '../../kernel/clock.js';
import { withTransaction } from '../../kernel/database/transaction.js';
import { systemViewer } from '../../kernel/viewer.js';
import { openWitnesses } from './ask-witnesses.js';
import { openJournal } from './index.js';
import { openWitness } from './witness/witness.js';
import { openWitnessFolder, type WitnessFolder } from './witness/witness-folder.js';
import { witnessServer } from './witness/witness-server.js';

const names = ['court', 'congress', 'ombudsman'] as const;
const seenAt = new Date('2026-11-26T04:00:00Z');

type Outside = { readonly name: string; folder: WitnessFolder; server: Server; readonly address: string };

async function append(node: TestNode, act: string): Promise<void> {
  const entry = { id: crypto.randomUUID(), act, outcome: 'done', object: { kind: 'test', id: act } } as const;
  await withTransaction(node.kernel.database, systemViewer('maintenance'), node.clock.now(), (transaction) =>
    node.kernel.journal.append(transaction, [entry]),
  );
}

onChosenEngines('the witnesses of a log', (node) => {
  const outside: Outside[] = [];
  let place: string;
  const logFile = (name: string): string => join(node().folder, 'log', name);

  async function openWitnessAt(name: string): Promise<Outside> {
    const logKey = requireValue(parseVerifierKey((await readFile(logFile('vkey'), 'utf8')).trim()));
    const folder = await openWitnessFolder(join(place, name), `${name}.example/witness`);
    const server = witnessServer(
      openWitness(folder, [logKey], fakeClock(seenAt), () => undefined),
      () => undefined,
    ).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return { name, folder, server, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  }

  async function reopen() {
    const { clock, database, log, keys } = node().kernel;
    const origin = (await readFile(logFile('vkey'), 'utf8')).split('+')[0] ?? '';
    const lines = outside.map(
      ({ name, folder, address }) => `witness ${name} ${formatVerifierKey(folder.key)} ${address}`,
    );
    const policy = requireValue(parseWitnessPolicy(`${lines.join('\n')}\ngroup two 2 ${names.join(' ')}\nquorum two`));
    const opened = await openJournal({
      database,
      clock,
      log,
      keys,
      node: 'test',
      folder: join(node().folder, 'log'),
      origin,
    });
    return { ...opened, policy, witnesses: openWitnesses(policy, opened.folder, log) };
  }

  beforeAll(async () => {
    await makeWorld(node());
    await append(node(), 'test.first');
    place = await mkdtemp(join(tmpdir(), 'gatehouse-witnesses-'));
    const { clock, database, log, keys } = node().kernel;
    const origin = (await readFile(logFile('vkey'), 'utf8')).split('+')[0] ?? '';
    await (
      await openJournal({ database, clock, log, keys, node: 'test', folder: join(node().folder, 'log'), origin })
    ).sequencer.run();
    for (const name of names) outside.push(await openWitnessAt(name));
  });

  afterAll(async () => {
    for (const { server, folder } of outside) {
      server.closeAllConnections();
      server.close();
      await folder.release();
    }
    await rm(place, { recursive: true, force: true });
  });

  it('cosign its head, which is published once enough of them did, though one is silent', async () => {
    const silent = outside[2];
    silent?.server.closeAllConnections();
    silent?.server.close();
    const { witnesses, sequencer } = await reopen();
    await witnesses.askAll();
    const size = sequencer.publishedSize() || Number((await readFile(logFile('checkpoint'), 'utf8')).split('\n')[1]);
    expect(witnesses.state()).toMatchObject({
      required: 2,
      witnessed: { size, at: seenAt },
      witnesses: [
        { name: 'court', size, at: seenAt, trouble: null },
        { name: 'congress', size, trouble: null },
        { name: 'ombudsman', size: null, at: null, trouble: 'silent' },
      ],
    });
    const published = await readFile(logFile('witnessed'), 'utf8');
    expect(published).toContain('— court.example/witness ');
    expect(published).toContain('— congress.example/witness ');
    expect(published.startsWith((await readFile(logFile('checkpoint'), 'utf8')).split('\n\n')[0] ?? '')).toBe(true);
  });

  it('go on from what they know after the node was opened again, and are told apart from whom it has not reached', async () => {
    await append(node(), 'test.more');
    const { witnesses, sequencer } = await reopen();
    const size = await sequencer.run();
    await witnesses.askAll();
    expect(witnesses.state()).toMatchObject({
      witnessed: { size },
      witnesses: [{ size }, { size }, { trouble: 'silent' }],
    });
  });

  it('leave the log unwitnessed where too few answer, and what was witnessed stays published', async () => {
    const before = await readFile(logFile('witnessed'), 'utf8');
    await append(node(), 'test.unseen');
    const { folder, policy, sequencer } = await reopen();
    await sequencer.run();
    const oneAnswers = (address: Parameters<typeof fetch>[0], init?: RequestInit) =>
      String(address).startsWith(outside[0]?.address ?? '-')
        ? fetch(address, init)
        : Promise.reject(new Error('no way'));
    const witnesses = openWitnesses(policy, folder, node().kernel.log, oneAnswers as typeof fetch);
    witnesses.start();
    await witnesses.askAll();
    await witnesses.stop();
    expect(witnesses.state()).toMatchObject({
      witnessed: { size: Number(before.split('\n')[1]), at: seenAt },
      witnesses: [{ trouble: null }, { trouble: 'silent' }, { trouble: 'silent' }],
    });
    expect(await readFile(logFile('witnessed'), 'utf8')).toBe(before);
  });

  it('are asked again after a round that failed, and one that answers without end is given up', async () => {
    await append(node(), 'test.again');
    const { folder, policy, sequencer } = await reopen();
    const size = await sequencer.run();
    let fails = true;
    const publishWitnessed = (text: string) =>
      fails ? Promise.reject(new Error('the disk is full')) : folder.publishWitnessed(text);
    const endless = (address: Parameters<typeof fetch>[0], init?: RequestInit) =>
      String(address).startsWith(outside[2]?.address ?? '-')
        ? Promise.resolve(new Response('x'.repeat(100_000)))
        : fetch(address, init);
    const witnesses = openWitnesses(
      policy,
      { ...folder, publishWitnessed },
      node().kernel.log,
      endless as typeof fetch,
    );
    await expect(witnesses.askAll()).rejects.toThrow('the disk is full');
    fails = false;
    await witnesses.askAll();
    expect(witnesses.state()).toMatchObject({
      witnessed: { size },
      witnesses: [{ size }, { size }, { trouble: 'silent' }],
    });
  });

  it('are told apart from a log that was put back beside the witnessed head', async () => {
    await append(node(), 'test.ahead');
    const older = await readFile(logFile('checkpoint'), 'utf8');
    const first = await reopen();
    await first.sequencer.run();
    await first.witnesses.askAll();
    const newer = await readFile(logFile('checkpoint'), 'utf8');
    await writeFile(logFile('checkpoint'), older);
    const { witnesses } = await reopen();
    witnesses.start();
    await witnesses.askAll();
    await witnesses.stop();
    expect(witnesses.state()?.witnesses[0]).toMatchObject({ trouble: 'knows-more' });
    await writeFile(logFile('checkpoint'), newer);
  });

  it('do not sign a log that was put back, and the node says which of them knows more', async () => {
    const { witnesses, sequencer } = await reopen();
    await witnesses.askAll();
    await append(node(), 'test.later');
    const older = await readFile(logFile('checkpoint'), 'utf8');
    await sequencer.run();
    await witnesses.askAll();
    const known = await outside[0]?.folder.lastHead(
      requireValue(parseVerifierKey((await readFile(logFile('vkey'), 'utf8')).trim())),
    );
    await writeFile(logFile('checkpoint'), older);
    await rm(logFile('witnessed'));
    const again = await reopen();
    await again.witnesses.askAll();
    expect(again.witnesses.state()).toMatchObject({
      witnessed: undefined,
      witnesses: [{ trouble: 'knows-more' }, { trouble: 'knows-more' }, { trouble: 'silent' }],
    });
    expect(known?.size).toBeGreaterThan(Number(older.split('\n')[1]));
    expect(await outside[0]?.folder.evidence()).toHaveLength(2);
  });

  it('are shown to the auditor, who also hears that nobody was named', async () => {
    const headers = await signInAs(node(), 'auditor');
    const answer = await node().http.inject({ method: 'GET', url: '/api/journal/head', headers });
    expect(answer.json()).toMatchObject({ witnesses: null });
  });
});
