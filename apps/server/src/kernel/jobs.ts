import { CompiledQuery, type Kysely } from 'kysely';
import type pg from 'pg';
import PgBoss from 'pg-boss';
import { applicationRole, type Database } from './database/database.js';
import type { Tables } from './database/tables.generated.js';
import type { Transaction } from './database/transaction.js';
import { DomainError } from './errors.js';
import type { Log } from './log.js';

/** One piece of work handed on. Its data names things by random id; nothing about a person stands in a job. */
export type Job = { readonly id: string; readonly data: Readonly<Record<string, unknown>> };

/**
 * Thrown by a handler that needs something which is not there yet: the job rests a while and holds up no other. Its try is not
 * counted.
 */
export class NotYet extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'NotYet';
  }
}

/** What works a queue. Runs at least once per job, so it must find its work done when it comes a second time. */
export type JobHandler = (job: Job) => Promise<void>;

/**
 * When and how often. `singletonKey`: while such a job waits for its first try, a second one is not added to its queue; one
 * that is being worked may add its own successor.
 */
export type EnqueueOptions = { readonly startAfter?: Date; readonly singletonKey?: string };

/** Work to hand on: its queue, and its data, which name things by random id. */
export type NewJob = EnqueueOptions & { readonly queue: string; readonly data: object };

/** The jobs of the node. */
export type Jobs = {
  /**
   * Adds jobs in the transaction of the act that wants them done: they exist if, and only if, the act does. Equal ones of one
   * call are added once, and all of them by one statement but those with a key.
   */
  readonly enqueue: (transaction: Transaction, jobs: readonly NewJob[]) => Promise<void>;
  /** Begins to work the queues until `stop`, first what a process was at that died. */
  readonly start: () => void;
  /** Works everything that is due now and returns when nothing is left; for tests and for the command line. */
  readonly drain: () => Promise<number>;
  /** Lets the running jobs end and takes no more. */
  readonly stop: () => Promise<void>;
};

const schema = 'jobs';
const pollingMilliseconds = 1000;
const batchSize = 20;

/** How long a job rests that found the log behind or something else not there yet: more is not needed, or somebody is called. */
const behindSeconds = 5;

/** Whole seconds from now to an instant; none where it is past. */
function secondsUntil(instant: Date, now: Date): number {
  return Math.max(0, Math.ceil((instant.getTime() - now.getTime()) / 1000));
}

/** Creates the job tables and queues; run by the owner before the application is let in. */
export async function prepareJobs(client: pg.ClientBase, queues: readonly string[]): Promise<void> {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => client.query(text, values) },
    schema,
    supervise: false,
    schedule: false,
  });
  await boss.start();
  const present = new Set((await boss.getQueues()).map((queue) => queue.name));
  for (const name of queues) {
    if (!present.has(name))
      await boss.createQueue(name, { name, retryLimit: 8, retryDelay: 2, retryBackoff: true, expireInSeconds: 600 });
  }
  await boss.stop({ graceful: false });
  await client.query(`
    grant usage on schema ${schema} to ${applicationRole};
    grant select, insert, update, delete on all tables in schema ${schema} to ${applicationRole};
    grant execute on all functions in schema ${schema} to ${applicationRole};`);
}

/**
 * The jobs of a node over pg-boss, which keeps them in the same database, so that enqueueing is part of the act.
 * @param handlers the work of each queue, by its name
 */
export async function openJobs(database: Database, log: Log, handlers: ReadonlyMap<string, JobHandler>): Promise<Jobs> {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => executeOn(database.sql, text, values) },
    schema,
    migrate: false,
    schedule: false,
  });
  boss.on('error', (error) => log.error({ err: error }, 'the job tables could not be reached'));
  await boss.start();

  let running = false;
  let wake = (): void => undefined;
  let loop: Promise<void> = Promise.resolve();

  const workQueue = async (queue: string, handler: JobHandler): Promise<number> => {
    const jobs = await boss.fetch<Record<string, unknown>>(queue, { batchSize });
    for (const job of jobs) await workOne({ boss, database, log }, queue, job, handler);
    return jobs.length;
  };
  const workAll = async (): Promise<number> => {
    const due = await dueQueues(database);
    let done = 0;
    for (const [queue, handler] of handlers) if (due.has(queue)) done += await workQueue(queue, handler);
    return done;
  };
  const drain = async (): Promise<number> => {
    let total = 0;
    for (let done = await workAll(); done > 0; done = await workAll()) total += done;
    return total;
  };
  const cycle = async (): Promise<void> => {
    await takeUp(database).catch((error: unknown) =>
      log.error({ err: error }, 'interrupted jobs wait for their expiry'),
    );
    while (running) {
      const worked = await workAll().catch((error: unknown) => {
        log.error({ err: error }, 'the job queues could not be worked');
        return 0;
      });
      if (worked > 0 || !running) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pollingMilliseconds);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  };

  return {
    enqueue: async (transaction, asked) => {
      const adding = [...new Map(asked.map((job) => [JSON.stringify(job), job])).values()];
      const fresh: NewJob[] = [];
      for (const job of adding)
        if (job.singletonKey === undefined || !(await waitsAlready(transaction, job.queue, job.singletonKey)))
          fresh.push(job);
      if (fresh.length === 0) return;
      await boss.insert(
        fresh.map((job) => jobRow(job, transaction.now)),
        { db: { executeSql: (text, values) => executeOn(transaction.sql, text, values) } },
      );
      transaction.afterCommit(() => wake());
    },
    start: () => {
      if (running) return;
      running = true;
      loop = cycle();
    },
    drain,
    stop: async () => {
      running = false;
      wake();
      await loop;
      await boss.stop({ graceful: false, close: false });
    },
  };
}

/**
 * Whether a job of this key waits for its first try. A key alone makes no job single in pg-boss: its ordinary queues keep keys
 * apart only within spans of time. Whoever asks for the same key at the same moment waits here until this act ends.
 */
async function waitsAlready({ sql }: Transaction, queue: string, key: string): Promise<boolean> {
  await executeOn(sql, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [`${schema}.${queue}.${key}`]);
  const waiting = `select 1 from ${schema}.job where name = $1 and singleton_key = $2 and state = 'created' limit 1`;
  return (await executeOn(sql, waiting, [queue, key])).rows.length > 0;
}

/** A job as pg-boss takes it. `startAfter` is a wait, not an instant: the instant is the node's clock's, and the database has another. */
function jobRow({ queue, data, startAfter, singletonKey }: NewJob, now: Date): PgBoss.JobInsert {
  return {
    name: queue,
    data,
    ...(startAfter === undefined ? {} : { startAfter: String(secondsUntil(startAfter, now)) }),
    ...(singletonKey === undefined ? {} : { singletonKey }),
  };
}

/** The queues with work that may begin: one statement, where asking each queue would be one for each. */
async function dueQueues({ sql }: Database): Promise<ReadonlySet<string>> {
  const due = `select distinct name from ${schema}.job where state < 'active' and start_after < now()`;
  const { rows } = await executeOn(sql, due);
  return new Set(rows.map(({ name }) => String(name)));
}

type Workplace = { readonly boss: PgBoss; readonly database: Database; readonly log: Log };

async function workOne(
  { boss, database, log }: Workplace,
  queue: string,
  job: PgBoss.Job<Record<string, unknown>>,
  handler: JobHandler,
): Promise<void> {
  try {
    await handler({ id: job.id, data: job.data });
    await boss.complete(queue, job.id);
  } catch (error) {
    const mustWait = error instanceof NotYet || (error instanceof DomainError && error.code === 'journal-behind');
    if (mustWait) return putBack(database, queue, job.id);
    log.error({ err: error, queue, job: job.id }, 'a job failed and will be tried again');
    // The failure's text may quote a row; the queue keeps only its kind.
    await boss.fail(queue, job.id, { kind: error instanceof Error ? error.name : 'unknown' });
  }
}

/**
 * A node is one process: what is at work when it begins was left by one that died. Without this it would wait until it expires.
 * The try counts, so that a job that ends the process does not do so for ever.
 */
async function takeUp({ sql }: Database): Promise<void> {
  await executeOn(sql, `update ${schema}.job set state = 'retry', start_after = now() where state = 'active'`);
}

/**
 * A job that has to wait for the log, or for what it needs, did nothing and is not to blame: it waits, and the try is not counted. pg-boss counts a try
 * when it hands out a job that was begun before, so that this one is as if not begun.
 */
async function putBack({ sql }: Database, queue: string, id: string): Promise<void> {
  const waits = `update ${schema}.job set state = 'retry', started_on = null, start_after = now() + $3 * interval '1 second'
    where name = $1 and id = $2 and state = 'active'`;
  await executeOn(sql, waits, [queue, id, behindSeconds]);
}

async function executeOn(
  sql: Kysely<Tables>,
  text: string,
  values: unknown[] = [],
): Promise<{ rows: Record<string, unknown>[] }> {
  // The plug-ins of the house would rename pg-boss's own columns.
  const { rows } = await sql.withoutPlugins().executeQuery<Record<string, unknown>>(CompiledQuery.raw(text, values));
  return { rows };
}
