import type { ErrorCode } from '@gatehouse/contract';
import { type Transaction, withReading, withSnapshot, withTransaction } from './database/transaction.js';
import { refuse, toDomainError } from './errors.js';
import { newId } from './ids.js';
import type { Spooled } from './files/index.js';
import type { EnqueueOptions, NewJob } from './jobs.js';
import type { JournalEntry } from './journal.js';
import type { Kernel } from './kernel.js';
import { refuseTooManyLooks } from './looks.js';
import { requestContext } from './request-context.js';
import type { Viewer } from './viewer.js';

/** What an act says of itself for the journal; the act's name and outcome are added. */
export type ActRecord = Omit<JournalEntry, 'act' | 'outcome'>;

/** The inside of an act: a transaction that can write its journal entry and hand on work. */
export type ActContext = Transaction & {
  /**
   * Takes the act's entry, which is staged with all others of the act just before its commit: in their order, in one
   * statement. At least one per act; one more for each further thing acted upon. Answers the entry's random id.
   */
  readonly record: (entry: ActRecord, name?: string) => Promise<string>;
  /** Hands on work that happens if, and only if, this act commits; asked for twice in one act it is added once. */
  readonly enqueue: (queue: string, data: object, options?: EnqueueOptions) => Promise<void>;
};

/**
 * One act: everything it writes and its journal entry stand or fall together. A refusal or failure leaves an entry of its own
 * after the rollback; where even that cannot be written the caller hears `not-ready`, since nothing may happen unlogged.
 *
 * Reads of personal data are acts too: their entry is durable before the first byte leaves.
 * @param name `<module>.<verb>`
 * @throws DomainError what the work refused
 */
export async function act<T>(
  kernel: Kernel,
  viewer: Viewer,
  name: string,
  work: (context: ActContext) => Promise<T>,
): Promise<T> {
  try {
    await kernel.journal.keepingUp();
    const now = kernel.clock.now();
    return await withTransaction(kernel.database, viewer, now, async (transaction) => {
      const entries: (JournalEntry & { readonly id: string })[] = [];
      const jobs: NewJob[] = [];
      await refuseTooManyLooks(kernel, transaction, name);
      const result = await work({
        ...transaction,
        record: async (entry, other) => {
          const id = newId();
          entries.push({ ...entry, id, act: other ?? name, outcome: 'done' });
          return id;
        },
        enqueue: async (queue, data, options) => void jobs.push({ queue, data, ...options }),
      });
      if (entries.length === 0) throw new Error(`the act ${name} left no journal entry`);
      // Asked for together: one crossing where the engine takes them so.
      await Promise.all([
        kernel.journal.append(transaction, entries),
        kernel.jobs.enqueue(transaction, jobs),
        storeIdempotencyKey(transaction, entries[0]?.object?.id),
      ]);
      return result;
    });
  } catch (error) {
    await recordRefusal(kernel, viewer, name, error);
    throw error;
  }
}

/** The inside of a reading: a transaction that can write nothing, and the entry that says what was looked at. */
export type ReadContext = Transaction & { readonly record: (entry: ActRecord) => void };

/**
 * An act that only looks. What it shows leaves when its entry is durable, which may be in one transaction with the entries of
 * other readings of the same moment (decision C4); where that fails nothing is shown.
 * @param name `<module>.<verb>`
 * @throws DomainError what the work refused; `not-ready` when the entry could not be written
 */
export async function readAct<T>(
  kernel: Kernel,
  viewer: Viewer,
  name: string,
  work: (context: ReadContext) => Promise<T>,
): Promise<T> {
  return readIn(withReading, kernel, viewer, name, work);
}

/**
 * An act that only looks, and takes what it has read away as a file: one reading of the database as it stood, page by page into a spool, so
 * that memory holds a page. The file leaves when its entry is durable, and its length is known by then.
 * @param pieces makes the file of the reading, and calls `record` when its last row was read
 * @throws DomainError as `readAct`
 */
export async function spoolAct(
  kernel: Kernel,
  viewer: Viewer,
  name: string,
  pieces: (context: ReadContext) => AsyncIterable<Uint8Array>,
): Promise<Spooled> {
  let made: Spooled | undefined;
  try {
    return await readIn(withSnapshot, kernel, viewer, name, async (context) => {
      made = await kernel.spool(pieces(context));
      return made;
    });
  } catch (error) {
    await made?.close();
    throw error;
  }
}

async function readIn<T>(
  reading: typeof withReading,
  kernel: Kernel,
  viewer: Viewer,
  name: string,
  work: (context: ReadContext) => Promise<T>,
): Promise<T> {
  const entries: JournalEntry[] = [];
  try {
    await kernel.journal.keepingUp();
    const now = kernel.clock.now();
    const result = await reading(kernel.database, viewer, now, async (transaction) => {
      await refuseTooManyLooks(kernel, transaction, name);
      return work({ ...transaction, record: (entry) => void entries.push({ ...entry, act: name, outcome: 'done' }) });
    });
    if (entries.length === 0) throw new Error(`the act ${name} left no journal entry`);
    await kernel.journal.appendRead(viewer, now, entries);
    return result;
  } catch (error) {
    await recordRefusal(kernel, viewer, name, error);
    throw error;
  }
}

async function recordRefusal(kernel: Kernel, viewer: Viewer, name: string, error: unknown): Promise<void> {
  const reference = requestContext.getStore()?.reference ?? 'none';
  const domainError = toDomainError(error, reference);
  // When the journal itself is behind, or the disk full, there is nowhere to write: the answer is 5xx and nothing happened.
  if (domainError.code === 'journal-behind' || domainError.code === 'storage-full') return;
  const outcome = domainError.code === 'unexpected' ? 'failed' : 'refused';
  try {
    await withTransaction(kernel.database, viewer, kernel.clock.now(), (transaction) =>
      kernel.journal.append(transaction, [{ act: name, outcome, details: { code: domainError.code, reference } }]),
    );
  } catch (fault) {
    kernel.log.error({ err: fault, reference, act: name }, 'a refusal could not be journalled');
    refuse('not-ready');
  }
}

/** A request refused before any action ran (no such duty) leaves its entry too. */
export async function recordRefusedRequest(
  kernel: Kernel,
  viewer: Viewer,
  name: string,
  code: ErrorCode,
  reference: string,
): Promise<void> {
  await withTransaction(kernel.database, viewer, kernel.clock.now(), (transaction) =>
    kernel.journal.append(transaction, [{ act: name, outcome: 'refused', details: { code, reference } }]),
  );
}

/** The key of a repeated request lives and dies with the act it names. */
async function storeIdempotencyKey(transaction: Transaction, resourceId: string | undefined): Promise<void> {
  const request = requestContext.getStore();
  if (request?.idempotency === undefined || request.idempotencyStored === true) return;
  request.idempotencyStored = true;
  const { key, route, requestHash, status } = request.idempotency;
  const inserted = await transaction.sql
    .insertInto('kernel.idempotencyKey')
    .values({
      viewer: idempotencyOwner(transaction.viewer),
      key,
      route,
      requestHash,
      status,
      resourceId: resourceId ?? null,
      createdAt: transaction.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows === 0n) refuse('idempotency-in-progress');
}

/** Whose key it is; the same words as the row-security policy of the table. */
export function idempotencyOwner(viewer: Viewer): string {
  if (viewer.kind === 'account') return `account:${viewer.accountId}`;
  if (viewer.kind === 'person') return `person:${viewer.linkId}`;
  if (viewer.kind === 'visitor') return `visitor:${viewer.visitId}`;
  if (viewer.kind === 'operator') return `operator:${viewer.name}`;
  if (viewer.kind === 'system') return `system:${viewer.name}`;
  return 'public:';
}
