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

/** A transaction that passes all that wait for a connection: for what the others wait for in turn. */
export async function withTransactionFirst<T>(
  database: Database,
  viewer: Viewer,
  now: Date,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  return run(database, 'begin', viewer, now, work, finishAfterwards, true);
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

/** A reading in which every statement sees the database as it stood at the first: for what is read page by page and has to be one. */
export async function withSnapshot<T>(
  database: Database,
  viewer: Viewer,
  now: Date,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  return run(database, 'begin isolation level repeatable read read only', viewer, now, work);
}

/**
 * A transaction whose statements are all asked for at once: they and the commit go out in one write. One that comes later is
 * refused. Where a statement fails the database rolls back, and the failure is thrown.
 */
export async function withStatementsAtOnce<T>(
  database: Database,
  viewer: Viewer,
  now: Date,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  return run(database, 'begin', viewer, now, work, finishAtOnce);
}

type Begin = 'begin' | 'begin read only' | 'begin isolation level repeatable read read only';
type Connection = Awaited<ReturnType<Database['connect']>>;
/** Brings a transaction to its end around its work. @returns what the work did, once it is committed */
type Finish = <T>(connection: Connection, opened: Promise<void>, work: () => Promise<T>, wait: boolean) => Promise<T>;

async function run<T>(
  database: Database,
  begin: Begin,
  viewer: Viewer,
  now: Date,
  work: (transaction: Transaction) => Promise<T>,
  finish: Finish = finishAfterwards,
  goesFirst = false,
): Promise<T> {
  if (database.inTransaction.getStore() === true) throw new Error('a transaction was opened inside another one');
  const tasks: (() => void)[] = [];
  const result = await database.inTransaction.run(true, async () => {
    const connection = await database.connect(goesFirst);
    const setViewer = `select kernel.set_viewer(${pg.escapeLiteral(JSON.stringify(viewer))}::jsonb)`;
    const opened = connection.send(`${begin}; ${setViewer}`);
    // Looked at when the work is done, whatever it did; until then it is nobody's unhandled failure.
    opened.catch(() => undefined);
    // There is nothing to lose at the end of a reading: where statements go out together the next ones queue behind it.
    const wait = begin === 'begin' || database.engine === 'embedded';
    const { sql } = connection;
    return finish(connection, opened, () => work({ viewer, now, sql, afterCommit: (task) => tasks.push(task) }), wait);
  });
  for (const task of tasks) task();
  return result;
}

async function finishAfterwards<T>(
  { send, commit, end, release }: Connection,
  opened: Promise<void>,
  work: () => Promise<T>,
  wait: boolean,
): Promise<T> {
  try {
    const result = await work();
    await opened;
    const committed = commit();
    end();
    if (wait && !(await committed)) throw notKept();
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
}

async function finishAtOnce<T>(
  { commit, end, release }: Connection,
  opened: Promise<void>,
  work: () => Promise<T>,
): Promise<T> {
  // Once everything asked for at this moment is there, and before the first answer can be: what waits for one is late.
  const committed = new Promise<boolean>((resolve, reject) => {
    process.nextTick(() => {
      commit().then(resolve, reject);
      end();
    });
  });
  committed.catch(() => undefined);
  try {
    const result = await work();
    await opened;
    if (!(await committed)) throw notKept();
    release();
    return result;
  } catch (error) {
    await committed.then(() => release(), release);
    await opened;
    throw error;
  }
}

/** For work that did not look at a statement that failed: nothing of it is kept, so it must not count as done. */
function notKept(): Error {
  return new Error('a statement failed, so the transaction was rolled back');
}
