import type { Clock } from '../../kernel/clock.js';
import type { Database } from '../../kernel/database/database.js';
import { withStatementsAtOnce } from '../../kernel/database/transaction.js';
import { systemViewer } from '../../kernel/viewer.js';
import { journalRules } from './rules.js';
import { entryStore, type StagedEntry } from './store/entry-store.js';

type Waiting = {
  readonly entries: readonly StagedEntry[];
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
};

/** Stages the entries of readings; what comes while a commit is under way goes into the next one together. */
export type SharedCommit = (entries: readonly StagedEntry[]) => Promise<void>;

/**
 * Opens the shared commit of readings. Nobody is made to wait for company: a commit begins when the one before it is over,
 * and takes whatever has come meanwhile. Where it fails, every reading in it fails.
 */
export function openSharedCommit(database: Database, clock: Clock, committed: () => void): SharedCommit {
  const viewer = systemViewer('journal');
  let waiting: Waiting[] = [];
  let busy = false;

  const commitAll = async (): Promise<void> => {
    busy = true;
    while (waiting.length > 0) {
      const together = waiting.slice(0, journalRules.readsTogether);
      waiting = waiting.slice(journalRules.readsTogether);
      try {
        await withStatementsAtOnce(database, viewer, clock.now(), (transaction) =>
          entryStore(transaction).stage(together.flatMap(({ entries }) => entries)),
        );
        committed();
        for (const { done } of together) done();
      } catch (error) {
        for (const { failed } of together) failed(error);
      }
    }
    busy = false;
  };

  return (entries) =>
    new Promise((done, failed) => {
      waiting.push({ entries, done, failed });
      if (!busy) void commitAll();
    });
}
