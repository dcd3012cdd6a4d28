import type { Transaction } from '../../../kernel/database/transaction.js';

/** A log that was closed because its database had fallen behind it, and what was declared of the gap. */
export type ClosedLog = {
  readonly log: number;
  readonly origin: string;
  /** The last signed note of the log, verbatim. */
  readonly checkpoint: string;
  /** How many entries it covers. */
  readonly size: number;
  /** How many of them the database holds. */
  readonly held: number;
  /** Whether those are the beginning of what was published. */
  readonly fits: boolean;
  readonly reason: string;
  readonly entryId: string;
  readonly closedBy: string;
  readonly closedAt: Date;
};

/** Closed logs, oldest first. Nobody changes or removes one. */
export function closedLogStore({ sql }: Transaction) {
  return {
    all: async (): Promise<ClosedLog[]> => sql.selectFrom('journal.closedLog').selectAll().orderBy('log').execute(),
    add: async (closed: ClosedLog) => {
      await sql.insertInto('journal.closedLog').values(closed).execute();
    },
  };
}
