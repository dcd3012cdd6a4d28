import type { Kysely } from 'kysely';
import pg from 'pg';
import type { Viewer } from '../viewer.js';
import type { Database } from './database.js';
import type { Tables } from './tables.generated.js';

/** One open transaction for one viewer. Stores are made from it and live no longer than it does. */
export type Transaction = {
  readonly viewer: Viewer;
  /** The instant of the act; the same for everything it writes. */
  readonly now: Date;
  readonly sql: Kysely<Tables>;
  /** Runs after the commit; lost if the process dies first, so only for waking what would wake by itself. */
  readonly afterCommit: (task: () => void) => void;
};

/**
 * The only way into the database: one transaction, for one viewer, who is set for this transaction alone and cannot be
 * changed within it. The viewer is set by the first statement, which goes out together with the first of the work; where the
 * viewer is not in force every statement fails, and so does the transaction, with that as its reason.
 * @throws Error when called inside another transaction: on the embedded engine the two would share one, on PostgreSQL they
 * would wait for each other
 */
export async function withTransaction<T>(
  database: Database,
  viewer: Viewer,
  now: Date,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  return run(database, 'begin', viewer, now, work);
}

/** A transaction that can write nothing; the database refuses. */
export async function withReading<T>(
  database: Database,
  viewer: Viewer,
  now: Date,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  return run(database, 'begin read only', viewer, now, work);
}

async function run<T>(
  database: Database,
  begin: 'begin' | 'begin read only',
  viewer: Viewer,
  now: Date,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  if (database.inTransaction.getStore() === true) throw new Error('a transaction was opened inside another one');
  const tasks: (() => void)[] = [];
  const result = await database.inTransaction.run(true, async () => {
    const { sql, send, end, release } = await database.connect();
    const opened = send(`${begin}; select kernel.set_viewer(${pg.escapeLiteral(JSON.stringify(viewer))}::jsonb)`);
    // Looked at below, whatever the work does; until then it is nobody's unhandled failure.
    opened.catch(() => undefined);
    try {
      const result = await work({ viewer, now, sql, afterCommit: (task) => tasks.push(task) });
      await opened;
      const committed = send('commit');
      end();
      // There is nothing to lose at the end of a reading: where statements go out together the next ones queue behind it.
      if (begin === 'begin' || database.engine === 'embedded') await committed;
      else committed.catch(() => undefined);
      release();
      return result;
    } catch (error) {
      const rolledBack = send('rollback');
      end();
      await rolledBack.then(() => release(), release);
      await opened;
      throw error;
    }
  });
  for (const task of tasks) task();
  return result;
}
