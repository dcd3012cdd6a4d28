import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { onBothEngines } from '../../../../../test/harness/test-node.js';
import { publicViewer, systemViewer } from '../viewer.js';
import { withTransaction } from './transaction.js';

onBothEngines('a transaction belongs to one viewer', (node) => {
  const work = <T>(run: Parameters<typeof withTransaction<T>>[3], viewer = systemViewer('maintenance')) =>
    withTransaction(node().kernel.database, viewer, node().clock.now(), run);

  it('shows the viewer inside and none outside', async () => {
    const inside = await work(
      async ({ sql: db }) =>
        (await sql<{ viewer: { name: string } }>`select kernel.viewer() as viewer`.execute(db)).rows[0]?.viewer.name,
    );
    expect(inside).toBe('maintenance');
    const { rows } = await node().kernel.database.pool.query('select kernel.viewer() as viewer');
    expect(rows[0].viewer).toBeNull();
  });

  it('cannot change its viewer', async () => {
    await expect(
      work(async ({ sql: db }) => sql`select kernel.set_viewer('{"kind":"operator","name":"x"}')`.execute(db)),
    ).rejects.toThrow(/set once/);
  });

  it('has no viewer when the variable was set by hand', async () => {
    const { rows } = await node().kernel.database.pool.query(
      `select set_config('gatehouse.viewer', '{"kind":"operator","name":"x"}', true), kernel.viewer() as viewer`,
    );
    expect(rows[0].viewer).toBeNull();
  });

  it('is refused inside another', async () => {
    await expect(work(() => work(async () => 1))).rejects.toThrow(/inside another/);
  });

  it('leaves nothing behind when its work fails', async () => {
    const setting = { name: 'test.rolled-back', value: '1', changedAt: node().clock.now() };
    const failing = work(async ({ sql: db }) => {
      await db.insertInto('kernel.setting').values(setting).execute();
      throw new Error('the work failed');
    });
    await expect(failing).rejects.toThrow('the work failed');
    const row = await work(async ({ sql: db }) =>
      db.selectFrom('kernel.setting').select('name').where('name', '=', setting.name).executeTakeFirst(),
    );
    expect(row).toBeUndefined();
  });

  it('gives the public no setting and no key', async () => {
    const attempt = work(
      async ({ sql: db }) =>
        db.insertInto('kernel.setting').values({ name: 'a', value: '1', changedAt: node().clock.now() }).execute(),
      publicViewer,
    );
    await expect(attempt).rejects.toThrow(/row-level security/);
  });
});
