import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { onBothEngines } from '../../../../../test/harness/test-node.js';
import { publicViewer, systemViewer, type Viewer } from '../viewer.js';
import { withReading, withStatementsAtOnce, withTransaction } from './transaction.js';

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

  it('sends what is asked for together in that order', async () => {
    const answers = await work(({ sql: db }) =>
      Promise.all(
        [1, 2, 3].map(async (at) => (await sql<{ at: number }>`select ${at}::int as at`.execute(db)).rows[0]?.at),
      ),
    );
    expect(answers).toEqual([1, 2, 3]);
  });

  it('lets no statement pass that comes after its end, not even one left behind by a failure', async () => {
    let late: Promise<unknown> = Promise.resolve();
    const failing = work(async ({ sql: db }) => {
      late = new Promise((resolve) => setTimeout(resolve, 50)).then(() => sql`select 1`.execute(db));
      late.catch(() => undefined);
      throw new Error('the work failed');
    });
    await expect(failing).rejects.toThrow('the work failed');
    await expect(late).rejects.toThrow(/after its transaction had ended/);
  });

  it('says that the viewer is not in force, whatever the work stumbled over', async () => {
    const stranger: Viewer = {
      kind: 'account',
      accountId: crypto.randomUUID(),
      sessionId: crypto.randomUUID(),
      organisationId: crypto.randomUUID(),
      divisionCode: '100101',
      roles: [],
    };
    const attempt = work(async ({ sql: db }) => db.selectFrom('kernel.setting').select('name').execute(), stranger);
    await expect(attempt).rejects.toThrow(/not in force/);
    const swallowed = work(async ({ sql: db }) => {
      await db
        .selectFrom('kernel.setting')
        .select('name')
        .execute()
        .catch(() => undefined);
      return 'shown';
    }, stranger);
    await expect(swallowed).rejects.toThrow(/not in force/);
  });

  it('may send everything at once, and keeps all of it or nothing', async () => {
    const { database } = node().kernel;
    const setting = (value: string) => ({ name: 'test.at-once', value, changedAt: node().clock.now() });
    const insert = (value: string) =>
      withStatementsAtOnce(database, systemViewer('maintenance'), node().clock.now(), ({ sql: db }) =>
        db.insertInto('kernel.setting').values(setting(value)).execute(),
      );
    await insert('1');
    await expect(insert('2')).rejects.toThrow(/duplicate key/);
    const kept = await work(async ({ sql: db }) =>
      db.selectFrom('kernel.setting').select('value').where('name', '=', 'test.at-once').execute(),
    );
    expect(kept).toEqual([{ value: 1 }]);
    const late = withStatementsAtOnce(
      database,
      systemViewer('maintenance'),
      node().clock.now(),
      async ({ sql: db }) => {
        await sql`select 1`.execute(db);
        return sql`select 2`.execute(db);
      },
    );
    await expect(late).rejects.toThrow(/after its transaction had ended/);
  });

  it('writes nothing when it is a reading', async () => {
    const setting = { name: 'test.read-only', value: '1', changedAt: node().clock.now() };
    const attempt = withReading(
      node().kernel.database,
      systemViewer('maintenance'),
      node().clock.now(),
      async ({ sql: db }) => db.insertInto('kernel.setting').values(setting).execute(),
    );
    await expect(attempt).rejects.toThrow(/read-only transaction/);
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
