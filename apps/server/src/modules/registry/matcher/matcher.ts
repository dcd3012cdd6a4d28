import { civilDateAt } from '@gatehouse/law';
import { act } from '../../../kernel/act.js';
import { type Transaction, withTransaction } from '../../../kernel/database/transaction.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { systemViewer } from '../../../kernel/viewer.js';
import type { RegistryLaw } from '../law.js';
import { indexStore } from '../store/index-store.js';
import { recordStore } from '../store/record-store.js';
import { loadEntries } from './load-entries.js';
import type { Question, Screened } from './protocol.js';
import { type MatcherThread, startMatcherThread } from './thread.js';

/** The answering index, as the registry asks it. */
export type Matcher = {
  /**
   * Screens persons, each against the named lists, after every change committed so far has been applied; answers in their
   * order. Waits while the index loads; a thread that ended is started and loaded anew. Never called inside a transaction.
   */
  readonly screen: (questions: readonly Question[]) => Promise<readonly Screened[]>;
  /** A record of the lists, drawn by chance; null where they are empty. */
  readonly pick: (share: number, lists: readonly string[]) => Promise<string | null>;
  /** Loads the index now rather than with the first question. */
  readonly warm: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** A loaded thread: up to which change, and for which day the law was read. */
type Loaded = { readonly thread: MatcherThread; sequence: number; readonly day: string };

const viewer = systemViewer('matcher');
const batchSize = 500;
const firstId = '00000000-0000-0000-0000-000000000000';
const mostTries = 3;

/** Opens the matcher; its thread starts with the first question. */
export function openMatcher(kernel: Kernel, law: RegistryLaw): Matcher {
  let loaded: Loaded | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  const inTransaction = <T>(work: (transaction: Transaction) => Promise<T>): Promise<T> =>
    withTransaction(kernel.database, viewer, kernel.clock.now(), work);

  const current = async (): Promise<Loaded> => {
    // What may be told depends on the day: bans end and rules begin at midnight in China.
    const day = civilDateAt(kernel.clock.now());
    if (loaded !== undefined && (!loaded.thread.isAlive() || loaded.day !== day)) {
      await loaded.thread.stop();
      loaded = undefined;
    }
    loaded ??= await load(kernel, law, day, inTransaction);
    await follow(kernel, law, loaded, inTransaction);
    return loaded;
  };
  const once = async <T>(work: (thread: MatcherThread) => Promise<T>): Promise<T> => {
    for (let tries = 1; ; tries += 1) {
      const { thread } = await current();
      try {
        return await work(thread);
      } catch (error) {
        if (thread.isAlive() || tries === mostTries) throw error;
        kernel.log.warn({ tries }, 'the matcher ended and is loaded again');
      }
    }
  };
  // One question at a time: applying changes and screening must not interleave with those of another.
  const ask = <T>(work: (thread: MatcherThread) => Promise<T>): Promise<T> => {
    const answer = turn.then(() => once(work));
    turn = answer.catch(() => undefined);
    return answer;
  };

  return {
    screen: (questions) => ask((thread) => thread.ask({ kind: 'screen', questions })),
    pick: async (share, lists) => (await ask((thread) => thread.ask({ kind: 'pick', share, lists }))).recordId,
    warm: async () => {
      await ask(async () => undefined);
    },
    stop: async () => {
      await turn;
      await loaded?.thread.stop();
      loaded = undefined;
    },
  };
}

type InTransaction = <T>(work: (transaction: Transaction) => Promise<T>) => Promise<T>;

/** Loads every record in batches into a new thread. What changes meanwhile stands behind `sequence` and is applied after. */
async function load(kernel: Kernel, law: RegistryLaw, day: string, inTransaction: InTransaction): Promise<Loaded> {
  const thread = startMatcherThread();
  const sequence = await inTransaction((transaction) => indexStore(transaction).head());
  let rows = 0;
  for (let after: string | undefined = firstId; after !== undefined;) {
    const from: string = after;
    const batch = await inTransaction(async (transaction) => {
      const records = await recordStore(transaction).effectiveAfter(from, batchSize);
      return { last: records.at(-1)?.id, entries: await loadEntries(kernel.keys, law, transaction, records) };
    });
    await thread.ask({ kind: 'apply', put: batch.entries, remove: [] });
    rows += batch.entries.length;
    after = batch.last;
  }
  await act(kernel, viewer, 'registry.load-index', (context) => context.record({ details: { rows } }));
  return { thread, sequence, day };
}

/** Applies every change committed so far, in order. */
async function follow(kernel: Kernel, law: RegistryLaw, loaded: Loaded, inTransaction: InTransaction): Promise<void> {
  for (;;) {
    const step = await inTransaction(async (transaction) => {
      const changes = await indexStore(transaction).after(loaded.sequence, batchSize);
      const last = changes.at(-1);
      if (last === undefined) return undefined;
      const recordIds = [...new Set(changes.map(({ recordId }) => recordId))];
      const rows = await recordStore(transaction).byIds(recordIds);
      return { last, recordIds, put: await loadEntries(kernel.keys, law, transaction, rows) };
    });
    if (step === undefined) return;
    await loaded.thread.ask({ kind: 'apply', put: step.put, remove: step.recordIds });
    loaded.sequence = step.last.sequence;
  }
}
