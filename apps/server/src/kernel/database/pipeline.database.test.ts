import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onBothEngines, openTestNode, type TestNode } from '../../../../../test/harness/test-node.js';
import { systemViewer, type Viewer } from '../viewer.js';
import { type Transaction, withReading, withStatementsAtOnce, withTransaction } from './transaction.js';

const maintenance = systemViewer('maintenance');

type Work<T> = (transaction: Transaction) => Promise<T>;

const transactionsOf =
  (node: () => TestNode) =>
  <T>(run: Work<T>, viewer: Viewer = maintenance) =>
    withTransaction(node().kernel.database, viewer, node().clock.now(), run);

const insert = ({ sql: db, now }: Transaction, name: string) =>
  db.insertInto('kernel.setting').values({ name, value: '1', changedAt: now }).execute();

const divideByNothing = ({ sql: db }: Transaction) => sql`select 1 / 0`.execute(db);

const namesLike =
  (start: string) =>
  async ({ sql: db }: Transaction) => {
    const rows = await db.selectFrom('kernel.setting').select('name').where('name', 'like', `${start}%`).execute();
    return rows.map(({ name }) => name).sort();
  };

const viewerOf = async ({ sql: db }: Transaction) =>
  (await sql<{ name: string }>`select kernel.viewer() ->> 'name' as name`.execute(db)).rows[0]?.name;

onBothEngines(
  'statements that are sent together',
  (node) => {
    const work = transactionsOf(node);

    it('fail from the first that fails on, and nothing of them is kept', async () => {
      const settled: PromiseSettledResult<unknown>[] = [];
      const failing = work(async (transaction) => {
        settled.push(
          ...(await Promise.allSettled([
            insert(transaction, 'test.middle.1'),
            divideByNothing(transaction),
            insert(transaction, 'test.middle.2'),
            insert(transaction, 'test.middle.3'),
          ])),
        );
        throw new Error('the work saw it');
      });
      await expect(failing).rejects.toThrow('the work saw it');
      expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'rejected']);
      expect(settled[1]).toMatchObject({ reason: { code: '22012' } });
      expect(settled[2]).toMatchObject({ reason: { code: '25P02' } });
      expect(await work(namesLike('test.middle.'))).toEqual([]);
    });

    it('never count as kept where the work did not look at the one that failed', async () => {
      const blind = async (transaction: Transaction) => {
        await Promise.allSettled([insert(transaction, 'test.blind'), divideByNothing(transaction)]);
        return 'acknowledged';
      };
      await expect(work(blind)).rejects.toThrow(/rolled back/);
      const { database } = node().kernel;
      await expect(withStatementsAtOnce(database, maintenance, node().clock.now(), blind)).rejects.toThrow(
        /rolled back/,
      );
      expect(await work(namesLike('test.blind'))).toEqual([]);
    });

    it('leave plans behind that the next transaction can use, also where the first use came after a failure', async () => {
      const counted = ({ sql: db }: Transaction) =>
        sql<{ count: number }>`select count(*)::int as count from kernel.setting where name = 'test.plan'`.execute(db);
      // Its name is given at the second use; the third comes to connections that never had it.
      for (let use = 0; use < 2; use += 1) await work(counted);
      await Promise.allSettled(
        Array.from({ length: 8 }, () => work((it) => Promise.all([divideByNothing(it), counted(it), counted(it)]))),
      );
      const answers = await Promise.all(Array.from({ length: 8 }, () => work(counted)));
      expect(answers.map(({ rows }) => rows[0]?.count)).toEqual(Array(8).fill(0));
    });

    it('see their own viewer and never the one of the transaction before on the connection', async () => {
      const { database } = node().kernel;
      const names = ['maintenance', 'sweep', 'delivery', 'matcher'] as const;
      const seen = await Promise.all(
        Array.from({ length: 120 }, async (_, at) => {
          const name = names[at % names.length] ?? 'sweep';
          const now = node().clock.now();
          if (at % 3 === 0) {
            const failing = work((it) => Promise.all([viewerOf(it), divideByNothing(it)]), systemViewer(name));
            return failing.then(String, () => 'failed as it should');
          }
          const found =
            at % 3 === 1
              ? await work(viewerOf, systemViewer(name))
              : await withReading(database, systemViewer(name), now, viewerOf);
          return found === name ? 'its own' : `${name} saw ${String(found)}`;
        }),
      );
      expect(new Set(seen)).toEqual(new Set(['its own', 'failed as it should']));
      const left = await Promise.all(
        Array.from({ length: 8 }, () => database.pool.query('select kernel.viewer() as viewer')),
      );
      expect(left.map(({ rows }) => rows[0].viewer)).toEqual(Array(8).fill(null));
    });

    it('keep exactly what was acknowledged: 200 transactions over few connections, failing in every way', async () => {
      const ways: readonly ((transaction: Transaction, at: number) => Promise<unknown>)[] = [
        (it, at) => Promise.all([1, 2, 3].map((row) => insert(it, `test.many.${at}.${row}`))),
        async (it, at) => {
          for (const row of [1, 2, 3]) await insert(it, `test.many.${at}.${row}`);
        },
        async (it, at) => {
          await Promise.all([1, 2, 3].map((row) => insert(it, `test.many.${at}.${row}`)));
          throw new Error('the work failed');
        },
        (it, at) =>
          Promise.all([insert(it, `test.many.${at}.1`), divideByNothing(it), insert(it, `test.many.${at}.2`)]),
        (it, at) => Promise.all([1, 2, 1].map((row) => insert(it, `test.many.${at}.${row}`))),
        (it, at) => Promise.allSettled([insert(it, `test.many.${at}.1`), divideByNothing(it)]),
      ];
      // The same disorder in every run.
      const wayOf = (at: number) => (at * 7919 + ((at * at) % 31)) % ways.length;
      const ends = await Promise.allSettled(
        Array.from({ length: 200 }, (_, at) => work((it) => ways[wayOf(at)]?.(it, at) ?? Promise.resolve())),
      );
      const kept = ends.flatMap(({ status }, at) => (status === 'fulfilled' ? [at] : []));
      expect(kept).toEqual(Array.from({ length: 200 }, (_, at) => at).filter((at) => wayOf(at) < 2));
      const wanted = kept.flatMap((at) => [1, 2, 3].map((row) => `test.many.${at}.${row}`)).sort();
      expect(await work(namesLike('test.many.'))).toEqual(wanted);
      const { pool } = node().kernel.database;
      expect({ idle: pool.idleCount, waiting: pool.waitingCount }).toEqual({ idle: pool.totalCount, waiting: 0 });
    });
  },
  { GATEHOUSE_DATABASE_CONNECTIONS: '4' },
);

describe('a connection that the server drops in the middle of a transaction', () => {
  let opened: Awaited<ReturnType<typeof openTestNode>>;
  const work = transactionsOf(() => opened.node);
  beforeAll(async () => {
    opened = await openTestNode('postgres', { GATEHOUSE_DATABASE_CONNECTIONS: '2' });
  });
  afterAll(() => opened.remove());

  const drop = ({ sql: db }: Transaction) => sql`select pg_terminate_backend(pg_backend_pid())`.execute(db);

  it('fails its transaction with everything in it, and the next ones get another', async () => {
    for (let time = 0; time < 5; time += 1) {
      const dropped = work((it) => Promise.all([insert(it, 'test.dropped.1'), drop(it), insert(it, 'test.dropped.2')]));
      await expect(dropped).rejects.toThrow();
    }
    expect(await work(namesLike('test.dropped.'))).toEqual([]);
    await Promise.all(Array.from({ length: 6 }, (_, at) => work((it) => insert(it, `test.after.${at}`))));
    expect(await work(namesLike('test.after.'))).toHaveLength(6);
    const { pool } = opened.node.kernel.database;
    expect(pool.totalCount).toBeLessThanOrEqual(2);
    expect(pool.idleCount).toBe(pool.totalCount);
  });

  it('is no end of the process while the work does something else', async () => {
    const { database } = opened.node.kernel;
    const waiting = work(async ({ sql: db }) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db);
      await database.asOwner((client) => client.query('select pg_terminate_backend($1, 5000)', [rows[0]?.pid]));
      // The server's word about it arrives while nothing is asked.
      await new Promise((resolve) => setImmediate(resolve));
      await new Promise((resolve) => setTimeout(resolve, 100));
      return sql`select 1`.execute(db);
    });
    await expect(waiting).rejects.toThrow();
    expect(await work(viewerOf)).toBe('maintenance');
  });
});
