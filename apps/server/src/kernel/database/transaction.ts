import { type Kysely, sql as rawSql } from 'kysely';
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
 * changed within it.
 * @throws Error when called inside another transaction: on the embedded engine the two would share one, on PostgreSQL they
 * would wait for each other
 */
export async function withTransaction<T>(
  database: Database,
  viewer: Viewer,
  now: Date,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  if (database.inTransaction.getStore() === true) throw new Error('a transaction was opened inside another one');
  const tasks: (() => void)[] = [];
  const result = await database.inTransaction.run(true, () =>
    database.sql.transaction().execute(async (sql) => {
      await rawSql`select kernel.set_viewer(${JSON.stringify(viewer)}::jsonb)`.execute(sql);
      return work({ viewer, now, sql, afterCommit: (task) => tasks.push(task) });
    }),
  );
  for (const task of tasks) task();
  return result;
}
