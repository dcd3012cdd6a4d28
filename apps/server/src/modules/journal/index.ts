import type { WitnessPolicy } from '@gatehouse/merkle';
import type { Clock } from '../../kernel/clock.js';
import type { Database } from '../../kernel/database/database.js';
import { refuse } from '../../kernel/errors.js';
import type { Journal } from '../../kernel/journal.js';
import type { KeyRing } from '../../kernel/keys/index.js';
import type { Log } from '../../kernel/log.js';
import type { Module } from '../../kernel/module.js';
import { repeating } from '../../kernel/repeating.js';
import type { Viewer } from '../../kernel/viewer.js';
import { closedFolders, declareGaps, findGaps, type LogGap, openRunningLog, runningLog, settleChain } from './chain.js';
import type { LogFolder } from './log-folder.js';
import { type DaySeals, openDaySeals } from './day-seals.js';
import { openEntryComparison } from './entry-comparison.js';
import { type DrawSetting, drawWaitingDays } from './actions/draw-looks.js';
import { type FigureSetting, fixDueMonths } from './actions/fix-use-figures.js';
import type { AdministeredOf } from './actions/review-looks.js';
import { ownLooks } from './looks.js';
import { openReceipts, type Receipts } from './receipts.js';
import { journalRoutes } from './routes.js';
import { journalRules } from './rules.js';
import { appendEntries, sealEntry } from './seal-entry.js';
import { openWitnesses, type WitnessedState, type Witnesses } from './ask-witnesses.js';
import type { ClosedLog } from './store/closed-log-store.js';
import { openSequencer, type Sequencer } from './sequencer.js';
import { openSharedCommit } from './shared-commit.js';

export { republishFromFirst } from './rebuild-log.js';
export { reapplyLostActs, writeLastingActs } from './lasting-acts.js';
export { copyLastingList, openLastingList } from './lasting-list.js';
export type { Receipts } from './receipts.js';
export type { WitnessedState } from './ask-witnesses.js';
export { findGaps, type LogGap } from './chain.js';
export type { ClosedLog } from './store/closed-log-store.js';
export { logGapView } from './views.js';
export { entriesAbout } from './entries-about.js';
export { ownChain } from './own-chain.js';
export { looksOfAccounts } from './looks.js';

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
  /** Who witnesses the log, and how many must; undefined: nobody was named. */
  readonly witnesses?: WitnessPolicy | undefined;
};

/** What the watch over looks needs of the rest of the house. */
export type WatchDoors = {
  readonly administered: AdministeredOf;
  readonly lookReviews: DrawSetting['rules'];
  readonly useFigures: FigureSetting['rules'];
  readonly kindsOf: FigureSetting['kindsOf'];
};

/** The journal of a node, before and after its database is open. */
export type NodeJournal = {
  readonly module: Module;
  /** What other modules ask of the log; usable once it is open. */
  readonly receipts: Receipts;
  /** The file that proves of a person that everything asked about them is shown; undefined while it cannot be made yet. */
  readonly completeness: DaySeals['completeness'];
  /** Seals the day that is running, where that is not done; the loop does it by itself. */
  readonly sealDay: DaySeals['sealDay'];
  /** Logs that were closed, each with its gap; everybody may know of them. */
  readonly closed: () => readonly ClosedLog[];
  /** How the log stands to its witnesses; undefined where the operator named none. */
  readonly witnessed: () => WitnessedState | undefined;
  /**
   * Opens the log and compares it with the database.
   * @throws DomainError `log-ahead-of-database`
   */
  readonly open: (database: Database) => Promise<OpenJournal>;
};

/** The journal, open: what the kernel needs, the proofs other modules ask for, and the sequencer. */
export type OpenJournal = { readonly journal: Journal; readonly receipts: Receipts; readonly sequencer: Sequencer };

/** An open journal with its published folder. */
export type OpenLog = OpenJournal & {
  readonly folder: LogFolder;
  readonly witnesses: Witnesses;
  /** Its number in the chain. */
  readonly running: number;
  /** Logs that were closed before it, with the gap declared of each. */
  readonly closed: readonly ClosedLog[];
  /** The folder of a log of the chain; undefined where it proves nothing about the entries that are held. */
  readonly folderOf: (log: number) => LogFolder | undefined;
};

/** The journal of a node. Modules that need proofs take `receipts` as a parameter. */
export function nodeJournal(options: Omit<JournalOptions, 'database'> & { readonly watch: WatchDoors }): NodeJournal {
  let present: OpenLog | undefined;
  let seals: DaySeals | undefined;
  const days = (): DaySeals => {
    if (seals === undefined) throw new Error('the journal has no parts yet');
    return seals;
  };
  const open = (): OpenLog => {
    if (present === undefined) throw new Error('the journal is not open yet');
    return present;
  };
  return {
    receipts: {
      receiptFor: (entryId, wish) => open().receipts.receiptFor(entryId, wish),
      openedEntry: (entryId) => open().receipts.openedEntry(entryId),
      proofFile: (entryId, isOpened) => open().receipts.proofFile(entryId, isOpened),
      commitmentOf: (entryId) => open().receipts.commitmentOf(entryId),
      published: (entryIds) => open().receipts.published(entryIds),
    },
    completeness: (tokens) => days().completeness(tokens),
    sealDay: () => days().sealDay(),
    closed: () => open().closed,
    witnessed: () => open().witnesses.state(),
    open: async (database) => {
      refuseGaps(await findGaps({ ...options, database }));
      present = await openJournal({ ...options, database });
      await present.sequencer.check();
      return present;
    },
    module: {
      name: 'journal',
      queues: [],
      parts: async (kernel) => {
        const { folder, receipts, sequencer, closed, witnesses, running, folderOf } = open();
        const { administered, lookReviews, useFigures, kindsOf } = options.watch;
        const figures = { kernel, folder, receipts, rules: useFigures, kindsOf };
        const published = { folder, receipts, closed, folderOf, witnessed: witnesses.state };
        const routes = journalRoutes(kernel, published, administered, figures);
        seals = openDaySeals(kernel, receipts);
        const draws = repeating(kernel, 'draws of looks', journalRules.drawInterval, () =>
          drawWaitingDays({ kernel, folder, rules: lookReviews }),
        );
        const months = repeating(kernel, 'figures of use', journalRules.figureInterval, () => fixDueMonths(figures));
        const comparison = openEntryComparison({ kernel, running, closed, folderOf });
        // Stopped in this order: what these record still gets its place.
        const loops = [comparison.loop, months, draws, seals, sequencer, witnesses];
        return { routes, loops, health: [comparison.health] };
      },
    },
  };
}

/** Opens the log of a node over its database. */
export async function openJournal(options: JournalOptions): Promise<OpenLog> {
  const { database, clock, log, keys, node } = options;
  const closed = await settleChain(options);
  const folder = await openRunningLog(options);
  const earlier = await closedFolders(options, closed);
  const running = await runningLog(options);
  const sequencer = openSequencer(database, clock, log, folder);
  const sharedCommit = openSharedCommit(database, clock, sequencer.wake);
  const journal: Journal = {
    append: async (transaction, entries) => {
      await appendEntries(keys, node, transaction, entries);
      transaction.afterCommit(sequencer.wake);
    },
    appendRead: async (viewer, now, entries) => {
      if (entries.some(({ chains }) => chains !== undefined)) throw new Error('a reading continues no chain');
      const sealed = entries.map(({ chains: _, ...entry }) => sealEntry(keys, node, { viewer, now }, entry));
      await sharedCommit(await Promise.all(sealed));
    },
    ownLooks,
    assertKeepingUp: sequencer.assertKeepingUp,
    keepingUp: sequencer.keepingUp,
  };
  const folderOf = (number: number) => (number === running ? folder : earlier.get(number));
  const receipts = openReceipts(database, clock, keys, folderOf);
  const witnesses = openWitnesses(options.witnesses, folder, log);
  return { journal, receipts, sequencer, folder, running, closed, folderOf, witnesses };
}

/**
 * Closes the logs that the database lies behind and opens the next one, whose first entry declares the gap.
 * @throws DomainError `log-not-ahead` when nothing is missing: a log is never closed for another reason
 */
export async function recoverLog(options: JournalOptions, operator: Viewer, reason: string): Promise<OpenLog> {
  const gaps = await findGaps(options);
  if (gaps.length === 0) refuse('log-not-ahead');
  await declareGaps(options, operator, gaps, reason);
  const opened = await openJournal(options);
  await opened.sequencer.run();
  return opened;
}

function refuseGaps(gaps: readonly LogGap[]): void {
  const size = gaps.reduce((sum, gap) => sum + gap.size, 0);
  const held = gaps.reduce((sum, gap) => sum + gap.held, 0);
  if (gaps.length > 0) refuse('log-ahead-of-database', { size, held });
}
