import type { Clock } from '../../kernel/clock.js';
import type { Database } from '../../kernel/database/database.js';
import type { Journal } from '../../kernel/journal.js';
import type { KeyRing } from '../../kernel/keys/index.js';
import type { Log } from '../../kernel/log.js';
import type { Module } from '../../kernel/module.js';
import { type LogFolder, openLogFolder } from './log-folder.js';
import { openReceipts, type Receipts } from './receipts.js';
import { journalRoutes } from './routes.js';
import { sealEntry } from './seal-entry.js';
import { openSequencer, type Sequencer } from './sequencer.js';
import { openSharedCommit } from './shared-commit.js';
import { entryStore } from './store/entry-store.js';

export { republishFromFirst } from './rebuild-log.js';
export type { Receipts } from './receipts.js';

/** What the journal is opened with, before there is a kernel. */
export type JournalOptions = {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly keys: KeyRing;
  /** Name of the node, as entries carry it. */
  readonly node: string;
  /** Folder of the published log. */
  readonly folder: string;
  /** Origin line of every checkpoint: the node, its mode, and that its database is embedded where it is. */
  readonly origin: string;
};

/** The journal of a node, before and after its database is open. */
export type NodeJournal = {
  readonly module: Module;
  /** What other modules ask of the log; usable once it is open. */
  readonly receipts: Receipts;
  /** Opens the log and compares it with the database. */
  readonly open: (database: Database) => Promise<OpenJournal>;
};

/** The journal, open: what the kernel needs, the proofs other modules ask for, and the sequencer. */
export type OpenJournal = { readonly journal: Journal; readonly receipts: Receipts; readonly sequencer: Sequencer };

/** An open journal with its published folder. */
export type OpenLog = OpenJournal & { readonly folder: LogFolder };

/** The journal of a node. Modules that need proofs take `receipts` as a parameter. */
export function nodeJournal(options: Omit<JournalOptions, 'database'>): NodeJournal {
  let present: OpenLog | undefined;
  const open = (): OpenLog => {
    if (present === undefined) throw new Error('the journal is not open yet');
    return present;
  };
  return {
    receipts: {
      receiptFor: (entryId) => open().receipts.receiptFor(entryId),
      openedEntry: (entryId) => open().receipts.openedEntry(entryId),
      commitmentOf: (entryId) => open().receipts.commitmentOf(entryId),
      isPublished: (entryId) => open().receipts.isPublished(entryId),
    },
    open: async (database) => {
      present = await openJournal({ ...options, database });
      await present.sequencer.check();
      return present;
    },
    module: {
      name: 'journal',
      queues: [],
      parts: async (kernel) => {
        const { folder, receipts, sequencer } = open();
        return { routes: journalRoutes(kernel, folder, receipts), loops: [sequencer] };
      },
    },
  };
}

/** Opens the log of a node over its database. */
export async function openJournal(options: JournalOptions): Promise<OpenLog> {
  const { database, clock, log, keys, node } = options;
  const folder = await openLogFolder(options.folder, options.origin, keys);
  const sequencer = openSequencer(database, clock, log, folder);
  const sharedCommit = openSharedCommit(database, clock, sequencer.wake);
  const journal: Journal = {
    append: async (transaction, entry) => {
      const staged = await sealEntry(keys, node, transaction, entry);
      await entryStore(transaction).stage([staged]);
      transaction.afterCommit(sequencer.wake);
      return staged.id;
    },
    appendRead: async (viewer, now, entries) =>
      sharedCommit(await Promise.all(entries.map((entry) => sealEntry(keys, node, { viewer, now }, entry)))),
    assertKeepingUp: sequencer.assertKeepingUp,
  };
  return { journal, receipts: openReceipts(database, clock, keys, folder), sequencer, folder };
}
