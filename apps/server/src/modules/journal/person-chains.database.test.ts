import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseCompleteness, parseVerifierKey, requireValue, verifyCompleteness } from '@gatehouse/merkle';
import { sql as rawSql } from 'kysely';
import { expect, it } from 'vitest';
import { onChosenEngines, type TestNode } from '../../../../../test/harness/test-node.js';
import { verifyLogOf } from '../../../../../test/harness/whole-log.js';
import { type Transaction, withTransaction } from '../../kernel/database/transaction.js';
import { publicViewer, systemViewer, type Viewer } from '../../kernel/viewer.js';
import { openDaySeals } from './day-seals.js';
import { openJournal } from './index.js';

const oneDay = 86_400_000;
const tokenOf = (name: string): Buffer => Buffer.from(name.padEnd(32, '.'));
const chainOf = (...names: string[]): string[] => names.map((name) => tokenOf(name).toString('hex'));

async function opened(node: TestNode) {
  const { clock, database, log, keys } = node.kernel;
  const folder = join(node.folder, 'log');
  const vkey = await readFile(join(folder, 'vkey'), 'utf8');
  const origin = vkey.split('+')[0] ?? '';
  const journal = await openJournal({ database, clock, log, keys, node: 'test', folder, origin });
  const seals = openDaySeals({ ...node.kernel, journal: journal.journal }, journal.receipts);
  const verdict = async (...names: string[]) => {
    await journal.sequencer.run();
    const file = await seals.completeness(names.map(tokenOf));
    if (file === undefined) return undefined;
    return verifyCompleteness(requireValue(parseCompleteness(file)), [requireValue(parseVerifierKey(vkey))]);
  };
  return { seals, verdict };
}

/** One act that records an entry for each of these lists of chains. */
const ask = (node: TestNode, ...entries: (readonly string[])[][]) =>
  inside(node, systemViewer('exchange'), async (transaction) => {
    await node.kernel.journal.append(
      transaction,
      entries.map((chains) => ({ act: 'test.ask', outcome: 'done', chains })),
    );
  });

const inside = <T>(node: TestNode, viewer: Viewer, work: (transaction: Transaction) => Promise<T>) =>
  withTransaction(node.kernel.database, viewer, node.clock.now(), work);

onChosenEngines('the chain of a person', (node) => {
  it('proves of everybody that nothing was left out, also of whom nothing was asked, and of two in one act', async () => {
    const { seals, verdict } = await opened(node());
    expect(await verdict('one')).toBeUndefined();
    await ask(node(), [chainOf('one')]);
    await ask(node(), [chainOf('two')], [chainOf('one'), chainOf('two')], [chainOf('one')]);
    await seals.sealDay();
    expect(await verdict('one')).toMatchObject({ ok: true, value: { sealed: 3, since: 0, epoch: '2026-11-23' } });
    expect(await verdict('two')).toMatchObject({ ok: true, value: { sealed: 2, since: 0 } });
    expect(await verdict('never')).toMatchObject({ ok: true, value: { sealed: 0, since: 0 } });
  });

  it('seals a day once, shows what came after it, and covers that the next day', async () => {
    const { seals, verdict } = await opened(node());
    await ask(node(), [chainOf('one')]);
    await seals.sealDay();
    expect(await verdict('one')).toMatchObject({ ok: true, value: { sealed: 3, since: 1, epoch: '2026-11-23' } });
    node().clock.advance(oneDay);
    await seals.sealDay();
    expect(await verdict('one')).toMatchObject({ ok: true, value: { sealed: 4, since: 0, epoch: '2026-11-24' } });
    const epochs = await inside(node(), publicViewer, async ({ sql }) =>
      sql.selectFrom('journal.daySeal').select(['epoch', 'chains']).orderBy('epoch').execute(),
    );
    expect(epochs).toEqual([
      { epoch: '2026-11-23', chains: 2 },
      { epoch: '2026-11-24', chains: 2 },
    ]);
  });

  it('is proven by a node that starts anew, and by none whose chains are not those that it sealed', async () => {
    const { verdict } = await opened(node());
    expect(await verdict('two')).toMatchObject({ ok: true, value: { sealed: 2 } });
    await node().kernel.database.asOwner((client) =>
      client.query(`update journal.chain set sealed_entries = 1 where token = $1`, [tokenOf('two')]),
    );
    expect(await (await opened(node())).verdict('two')).toBeUndefined();
    await node().kernel.database.asOwner((client) =>
      client.query(`update journal.chain set sealed_entries = 2 where token = $1`, [tokenOf('two')]),
    );
    expect(await (await opened(node())).verdict('two')).toMatchObject({ ok: true });
  });

  it('goes on under the next key, and is found by either', async () => {
    const { seals, verdict } = await opened(node());
    await ask(node(), [chainOf('new key', 'two')]);
    node().clock.advance(oneDay);
    await seals.sealDay();
    expect(await verdict('new key', 'two')).toMatchObject({ ok: true, value: { sealed: 3 } });
  });

  it('takes every entry of acts that come together, each in its place', async () => {
    const { seals, verdict } = await opened(node());
    const both = [chainOf('three'), chainOf('four')];
    await Promise.all(Array.from({ length: 12 }, (_, at) => ask(node(), at % 2 === 0 ? both : both.toReversed())));
    node().clock.advance(oneDay);
    await seals.sealDay();
    for (const name of ['three', 'four'])
      expect(await verdict(name)).toMatchObject({ ok: true, value: { sealed: 12, since: 0 } });
  });

  it('loses nothing and gains nothing with an act that is rolled back', async () => {
    const { verdict } = await opened(node());
    const failed = inside(node(), systemViewer('exchange'), async (transaction) => {
      const entry = { act: 'test.ask', outcome: 'done', chains: [chainOf('three')] } as const;
      await node().kernel.journal.append(transaction, [entry]);
      throw new Error('the power went');
    });
    await expect(failed).rejects.toThrow('the power went');
    expect(await verdict('three')).toMatchObject({ ok: true, value: { sealed: 12, since: 0 } });
  });

  it('names a day that was sealed a second time, for another person to be shown, to whoever reads the log', async () => {
    const { seals, verdict } = await opened(node());
    expect(await verdict('three')).toMatchObject({ ok: true, value: { epoch: '2026-11-26' } });
    expect(await verifyLogOf(node().folder)).toMatchObject({ state: 'verified-and-pinned' });
    await node().kernel.database.asOwner((client) =>
      client.query(`delete from journal.day_seal where epoch = '2026-11-26'`),
    );
    await seals.sealDay();
    // The file of the second seal is as good as that of the first: it is the log that tells.
    expect(await verdict('three')).toMatchObject({ ok: true, value: { epoch: '2026-11-26' } });
    expect(await verifyLogOf(node().folder)).toMatchObject({
      state: 'does-not-verify',
      findings: [{ code: 'day-sealed-again', epoch: '2026-11-26', before: '2026-11-26' }],
    });
  });

  it('lets nobody read how often somebody else was asked about', async () => {
    // On the embedded engine there is one user for all: there row security is a help in tests, not a boundary.
    if (node().engine === 'embedded') return;
    const clerk = systemViewer('exchange');
    for (const viewer of [clerk, publicViewer]) {
      const seen = await inside(node(), viewer, async ({ sql }) => [
        ...(await sql.selectFrom('journal.chain').select('token').execute()),
        ...(await sql.selectFrom('journal.chainLink').select('token').execute()),
        ...(await rawSql`select entries from journal.own_chain(${[tokenOf('one')]}::bytea[])`.execute(sql)).rows,
      ]);
      expect(seen).toEqual([]);
    }
  });
});
