import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { onChosenEngines } from '../../../../../test/harness/test-node.js';
import { withTransaction } from '../../kernel/database/transaction.js';
import { newestEpoch } from '../../kernel/keys/index.js';
import { newSealer, sealersFor } from '../../kernel/sealing.js';
import { systemViewer } from '../../kernel/viewer.js';
import { listKeys } from './actions/list-keys.js';
import { renewKeys, wrapAnew } from './actions/renew-keys.js';
import { retireKey } from './actions/retire-key.js';

const operator = { kind: 'operator', name: 'invented' } as const;
const [kind, table] = ['example.row', 'example.row'];

onChosenEngines('the keys that wrap data keys', (node) => {
  const kernel = () => node().kernel;
  const place = () => ({ keyFolder: join(node().folder, 'keys') });
  const inside = <T>(work: (transaction: Parameters<typeof newSealer>[1]) => Promise<T>) =>
    withTransaction(kernel().database, systemViewer('maintenance'), node().clock.now(), work);
  const epoch = () => newestEpoch(kernel().keys.describe(), 'wrapping') ?? '';
  const countOf = (id: string) =>
    listKeys(kernel(), operator).then(({ keys }) => keys.find((key) => key.id === id)?.dataKeys);
  const sealed = (texts: readonly string[]) =>
    inside((transaction) =>
      Promise.all(
        texts.map(async (text) => {
          const sealer = await newSealer(kernel().keys, transaction, kind, table);
          return { id: sealer.dataKeyId, bytes: sealer.seal('name', 'row', text) };
        }),
      ),
    );
  const opened = (rows: Awaited<ReturnType<typeof sealed>>) => {
    // As a process does that has just started: nothing is in its memory.
    kernel().keys.forget(rows.map(({ id }) => id));
    return inside(async (transaction) => {
      const sealers = await sealersFor(
        kernel().keys,
        transaction,
        rows.map(({ id }) => id),
        table,
      );
      return rows.map(({ id, bytes }) => sealers.get(id)?.open('name', 'row', bytes));
    });
  };
  const texts = Array.from({ length: 1100 }, (_, at) => `invented ${at}`);

  it('change while the node runs: everything opens before, meanwhile and after, and what was destroyed stays destroyed', async () => {
    const rows = await sealed(texts);
    const [gone, ...kept] = rows;
    if (gone === undefined) throw new Error('nothing was sealed');
    await inside(({ sql }) =>
      sql
        .updateTable('kernel.dataKey')
        .set({ wrapped: null, destroyedAt: node().clock.now() })
        .where('id', '=', gone.id)
        .execute(),
    );
    const old = epoch();

    const begun = await renewKeys(kernel(), place(), operator);
    expect(epoch()).toBe(old);
    expect(await renewKeys(kernel(), place(), operator)).toEqual(begun);
    expect(await opened(kept)).toEqual(texts.slice(1));

    // A process that dies in the middle of it, between two chunks.
    const rewrap = vi.spyOn(kernel().keys, 'rewrap');
    rewrap.mockImplementation(async () => {
      throw new Error('killed');
    });
    await expect(wrapAnew(kernel(), place(), { ...begun, after: null })).rejects.toThrow('killed');
    rewrap.mockRestore();
    expect(epoch()).toBe(begun.epoch);
    expect(await countOf(old)).toBeGreaterThan(1000);
    expect(await opened(kept)).toEqual(texts.slice(1));
    await expect(retireKey(kernel(), place(), operator, old)).rejects.toMatchObject({ code: 'key-in-use' });

    await kernel().jobs.drain();
    expect(await listKeys(kernel(), operator)).toMatchObject({ left: 0 });
    expect(await countOf(old)).toBe(0);
    expect(await opened(kept)).toEqual(texts.slice(1));
    expect(await opened([gone])).toEqual([undefined]);
    const { rows: ends } = await kernel().database.asOwner((client) =>
      client.query(`select count(*)::int as ends from journal.entry where act = 'operations.end-key-renewal'`),
    );
    expect(ends[0].ends).toBeGreaterThan(0);

    await retireKey(kernel(), place(), operator, old);
    expect(await readdir(place().keyFolder)).toContain(`${old}.key.json.retired`);
    expect(await opened(kept)).toEqual(texts.slice(1));
    await expect(retireKey(kernel(), place(), operator, begun.epoch)).rejects.toMatchObject({ code: 'key-in-use' });
  });

  it('cannot bring back what was destroyed, and are nobody else’s to change', async () => {
    const [row] = await sealed(['erased']);
    const change = (name: 'maintenance' | 'journal', values: object) =>
      withTransaction(kernel().database, systemViewer(name), node().clock.now(), ({ sql }) =>
        sql
          .updateTable('kernel.dataKey')
          .set(values)
          .where('id', '=', row?.id ?? '')
          .executeTakeFirst(),
      ).then(({ numUpdatedRows }) => Number(numUpdatedRows));
    expect(await change('journal', { keyId: 'wrapping-9-00000000' })).toBe(0);
    expect(await change('maintenance', { wrapped: null, destroyedAt: node().clock.now() })).toBe(1);
    expect(await change('maintenance', { wrapped: Buffer.alloc(40), destroyedAt: null })).toBe(0);
    await expect(change('maintenance', { kind: 'example.other' })).rejects.toThrow();
  });

  it('pass over a data key that nobody can read, and end all the same', async () => {
    const [good, spoilt] = await sealed(['readable', 'spoilt']);
    const values = { wrapped: Buffer.alloc(40, 1) };
    await inside(({ sql }) =>
      sql
        .updateTable('kernel.dataKey')
        .set(values)
        .where('id', '=', spoilt?.id ?? '')
        .execute(),
    );
    const { epoch: newer } = await renewKeys(kernel(), place(), operator);
    await kernel().jobs.drain();
    expect(epoch()).toBe(newer);
    expect(await listKeys(kernel(), operator)).toMatchObject({ left: 1 });
    expect(good && (await opened([good]))).toEqual(['readable']);
  });

  it('that came as a value are not renewed from here', async () => {
    const none = { keyFolder: undefined };
    await expect(renewKeys(kernel(), none, operator)).rejects.toMatchObject({ code: 'keys-not-renewable' });
    await expect(retireKey(kernel(), none, operator, epoch())).rejects.toMatchObject({ code: 'keys-not-renewable' });
  });
});
