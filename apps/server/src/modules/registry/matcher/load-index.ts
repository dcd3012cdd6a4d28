import { type CivilDate, civilDateAt } from '@gatehouse/law';
import { act, type ActContext } from '../../../kernel/act.js';
import { type Transaction, withTransaction } from '../../../kernel/database/transaction.js';
import { NotYet } from '../../../kernel/jobs.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { systemViewer } from '../../../kernel/viewer.js';
import type { RegistryLaw } from '../law.js';
import { indexSnapshotStore } from '../store/index-snapshot-store.js';
import { enrolmentStore } from '../store/enrolment-store.js';
import { indexStore } from '../store/index-store.js';
import { recordStore } from '../store/record-store.js';
import { readIndex, RefusedSnapshot } from './kept-index.js';
import { loadEnrolled } from './load-enrolled.js';
import type { LoadEntries } from './load-entries.js';
import type { IndexEntry } from './protocol.js';
import { refusalWords, standOf, staleness } from './stand.js';
import { type MatcherThread, startMatcherThread } from './thread.js';

/** An index in its thread: up to which change it follows, and for which day the law was read. */
export type LoadedIndex = {
  readonly thread: MatcherThread;
  sequence: number;
  day: CivilDate;
  /** Changes applied since it was kept last. */
  unkept: number;
};

/** How far a load is; `of` is null until it is counted. */
export type LoadProgress = { readonly done: number; readonly of: number | null };

/** What loading needs of the node, and whom it tells how far it is. */
export type Loading = {
  readonly kernel: Kernel;
  readonly law: RegistryLaw;
  readonly load: LoadEntries;
  /** Ends a load between two batches. */
  readonly stopped: AbortSignal;
  readonly tell: (progress: LoadProgress) => void;
};

const viewer = systemViewer('matcher');
const batchSize = 500;
const firstId = '00000000-0000-0000-0000-000000000000';
/** So many changes after an index was kept it is kept anew: a start then has little to catch up with. */
const changesUnkept = 20_000;

/** Asks for the index to be kept, as the act does that changed so much of it. */
const enqueueKeeping = (context: ActContext) => context.enqueue('registry.keep-index', {}, { singletonKey: 'index' });

const inTransaction = <T>({ database, clock }: Kernel, work: (transaction: Transaction) => Promise<T>): Promise<T> =>
  withTransaction(database, viewer, clock.now(), work);

/**
 * The index as it has to be now: with the records whose day has come and every change committed so far. Where changes were lost
 * another is loaded in its place.
 */
export async function broughtUpToDate(loading: Loading, loaded: LoadedIndex): Promise<LoadedIndex> {
  try {
    await turnDay(loading, loaded, civilDateAt(loading.kernel.clock.now()));
    await followChanges(loading, loaded);
    return loaded;
  } catch (error) {
    if (!(error instanceof RefusedSnapshot)) throw error;
    warn(loading, error);
    await loaded.thread.stop();
    const anew = await loadRows(loading, error.code);
    await followChanges(loading, anew);
    return anew;
  }
}

/** Opens the index that was kept, or else loads every record anew. */
export async function loadIndex(loading: Loading): Promise<LoadedIndex> {
  try {
    const opened = await openKept(loading);
    return opened ?? (await loadRows(loading, undefined));
  } catch (error) {
    if (!(error instanceof RefusedSnapshot)) throw error;
    warn(loading, error);
    return loadRows(loading, error.code);
  }
}

function warn({ kernel }: Loading, { code }: RefusedSnapshot): void {
  const { en, zh } = refusalWords(code);
  kernel.log.warn({ code }, `${en}; the index is built from the rows. ${zh}；索引改由记录重建。`);
}

/**
 * @returns undefined where none was ever kept
 * @throws RefusedSnapshot
 */
async function openKept({ kernel, law, tell }: Loading): Promise<LoadedIndex | undefined> {
  const { kept, own } = await inTransaction(kernel, async (transaction) => {
    const head = await indexStore(transaction).head();
    const found = await indexSnapshotStore(transaction).newest();
    return { kept: found, own: standOf(law, head, civilDateAt(transaction.now)) };
  });
  if (kept === undefined) return undefined;
  const stale = staleness(kept.stand, own);
  if (stale !== undefined) throw new RefusedSnapshot(stale);
  const thread = startMatcherThread();
  try {
    const of = kept.parts.reduce((sum, { size }) => sum + size, 0);
    let done = 0;
    for await (const run of readIndex(kernel, kept)) {
      done += run.bytes.length;
      const { problem } = await thread.ask({ kind: 'open', run }, [run.bytes.buffer as ArrayBuffer]);
      if (problem !== null) throw new RefusedSnapshot(problem === 'other_rules' ? 'other_rules' : 'changed');
      tell({ done, of });
    }
  } catch (error) {
    await thread.stop();
    throw error;
  }
  const { sequence, day } = kept.stand;
  await act(kernel, viewer, 'registry.open-index', (context) => context.record({ details: { sequence, day } }));
  return { thread, sequence, day, unkept: 0 };
}

/** The next ones after an id, as the index knows them. */
type ReadBatch = (
  transaction: Transaction,
  after: string,
) => Promise<{ readonly last: string | undefined; readonly read: number; readonly entries: readonly IndexEntry[] }>;

/** Loads every record, and everybody enrolled, in batches into a new thread. What changes meanwhile stands behind `sequence` and is applied after. */
async function loadRows({ kernel, load, stopped, tell }: Loading, refused: string | undefined): Promise<LoadedIndex> {
  const thread = startMatcherThread();
  const { sequence, of, day } = await inTransaction(kernel, async (transaction) => ({
    sequence: await indexStore(transaction).head(),
    of: (await recordStore(transaction).countEffective()) + (await enrolmentStore(kernel.keys, transaction).count()),
    day: civilDateAt(transaction.now),
  }));
  const readRecords: ReadBatch = async (transaction, after) => {
    const records = await recordStore(transaction).effectiveAfter(after, batchSize);
    return { last: records.at(-1)?.id, read: records.length, entries: await load(transaction, records) };
  };
  const readEnrolled: ReadBatch = async (transaction, after) => {
    const ids = await enrolmentStore(kernel.keys, transaction).idsAfter(after, batchSize, 'with-canaries');
    return { last: ids.at(-1), read: ids.length, entries: await loadEnrolled(kernel.keys, transaction, ids) };
  };
  let rows = 0;
  for (const readBatch of [readRecords, readEnrolled])
    for (let after: string | undefined = firstId; after !== undefined;) {
      if (stopped.aborted) {
        await thread.stop();
        throw new NotYet('the matcher was stopped while it loaded');
      }
      const from: string = after;
      const batch = await inTransaction(kernel, (transaction) => readBatch(transaction, from));
      await thread.ask({ kind: 'apply', put: batch.entries, remove: [] });
      rows += batch.read;
      tell({ done: rows, of });
      after = batch.last;
    }
  await act(kernel, viewer, 'registry.load-index', async (context) => {
    await context.record({ details: refused === undefined ? { rows } : { rows, refused } });
    // Of what a change of the law, or a lost change, made answerable nobody was told.
    if (refused !== undefined) await context.enqueue('registry.rescreen-everybody', {}, { singletonKey: 'everybody' });
    await enqueueKeeping(context);
  });
  return { thread, sequence, day, unkept: 0 };
}

/** On a new day: looks again at the records whose day has come, and at no others. */
async function turnDay({ kernel, load }: Loading, loaded: LoadedIndex, today: CivilDate): Promise<void> {
  if (loaded.day === today) return;
  const { recordIds } = await loaded.thread.ask({ kind: 'due', today });
  for (let from = 0; from < recordIds.length; from += batchSize)
    await reapply(kernel, load, loaded.thread, recordIds.slice(from, from + batchSize));
  await act(kernel, viewer, 'registry.turn-index', async (context) => {
    await context.record({ details: { day: today, rows: recordIds.length } });
    // What the day has made answerable is looked for among those enrolled.
    if (recordIds.length > 0) await context.enqueue('registry.watch-records', { recordIds });
    await enqueueKeeping(context);
  });
  loaded.day = today;
}

async function reapply(
  kernel: Kernel,
  load: LoadEntries,
  thread: MatcherThread,
  recordIds: readonly string[],
): Promise<void> {
  const put = await inTransaction(kernel, async (transaction) =>
    load(transaction, await recordStore(transaction).byIds(recordIds)),
  );
  await thread.ask({ kind: 'apply', put, remove: recordIds });
}

/**
 * Applies every change committed so far, in order.
 * @throws RefusedSnapshot `change_lost` where their numbers have a gap: what stood there nobody knows
 */
async function followChanges({ kernel, load }: Loading, loaded: LoadedIndex): Promise<void> {
  for (;;) {
    const step = await inTransaction(kernel, async (transaction) => {
      const store = indexStore(transaction);
      // The head first: a change that is committed between the two is then among the changes.
      const head = await store.head();
      const changes = await store.after(loaded.sequence, batchSize);
      const isWhole = changes.every(({ sequence }, at) => sequence === loaded.sequence + 1 + at);
      if (
        !isWhole ||
        loaded.sequence + changes.length < Math.min(head, loaded.sequence + batchSize) ||
        head < loaded.sequence
      )
        throw new RefusedSnapshot('change_lost');
      const last = changes.at(-1);
      if (last === undefined) return undefined;
      const recordIds = [...new Set(changes.flatMap(({ recordId }) => recordId ?? []))];
      const enrolmentIds = [...new Set(changes.flatMap(({ enrolmentId }) => enrolmentId ?? []))];
      const put = [
        ...(await load(transaction, await recordStore(transaction).byIds(recordIds))),
        ...(await loadEnrolled(kernel.keys, transaction, enrolmentIds)),
      ];
      return { last, count: changes.length, remove: [...recordIds, ...enrolmentIds], put };
    });
    if (step === undefined) break;
    await loaded.thread.ask({ kind: 'apply', put: step.put, remove: step.remove });
    loaded.sequence = step.last.sequence;
    loaded.unkept += step.count;
  }
  if (loaded.unkept < changesUnkept) return;
  const rows = loaded.unkept;
  loaded.unkept = 0;
  await act(kernel, viewer, 'registry.follow-index', async (context) => {
    await context.record({ details: { rows } });
    await enqueueKeeping(context);
  });
}
