import type { Clock } from '../../kernel/clock.js';
import type { Database } from '../../kernel/database/database.js';
import type { Journal } from '../../kernel/journal.js';
import type { KeyRing } from '../../kernel/keys/index.js';
import type { Log } from '../../kernel/log.js';
import type { Module } from '../../kernel/module.js';
import { appendEntry } from './actions/append-entry.js';
import { openLogFolder } from './log-folder.js';
import { openReceipts, type Receipts } from './receipts.js';
import { journalRoutes } from './routes.js';
import { openSequencer, type Sequencer } from './sequencer.js';

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

/** The journal, open: what the kernel needs, the proofs other modules ask for, and the module itself. */
export type OpenJournal = {
  readonly journal: Journal;
  readonly receipts: Receipts;
  readonly sequencer: Sequencer;
  readonly module: Module;
};

/** Opens the journal and compares the log on disk with the database. */
export async function openJournal(options: JournalOptions): Promise<OpenJournal> {
  const { database, clock, log, keys, node } = options;
  const folder = await openLogFolder(options.folder, options.origin, keys);
  const sequencer = openSequencer(database, clock, log, folder);
  const receipts = openReceipts(database, clock, folder);
  const journal: Journal = {
    append: async (transaction, entry) => {
      const id = await appendEntry(keys, node, transaction, entry);
      transaction.afterCommit(sequencer.wake);
      return id;
    },
    assertKeepingUp: sequencer.assertKeepingUp,
  };
  const module: Module = {
    name: 'journal',
    queues: [],
    parts: async (kernel) => ({ routes: journalRoutes(kernel, folder, receipts), loops: [sequencer] }),
  };
  return { journal, receipts, sequencer, module };
}
