import type { Transaction } from '../../../kernel/database/transaction.js';

/** A lasting act with its place in the log. */
export type PlacedAct = {
  readonly entryId: string;
  readonly act: string;
  readonly log: number;
  readonly index: number;
  readonly objectKind: string;
  readonly objectId: string;
  readonly at: Date;
};

/** What came of an act that was done again. */
export type ReappliedAct = {
  readonly entryId: string;
  readonly act: string;
  readonly objectKind: string;
  readonly objectId: string;
  readonly outcome: string;
  readonly reappliedAt: Date;
};

/** Lasting acts, and those that were done again after the database had lost them. */
export function lastingActStore({ sql }: Transaction) {
  return {
    add: async (entryId: string, act: string) => {
      await sql.insertInto('journal.lastingAct').values({ entryId, act }).execute();
    },
    /** The next acts that have a place, in the order of the log. */
    placedAfter: async (log: number, index: number, limit: number): Promise<PlacedAct[]> => {
      const rows = await sql
        .selectFrom('journal.lastingAct')
        .innerJoin('journal.entry', 'journal.entry.id', 'journal.lastingAct.entryId')
        .select(({ ref }) => [
          'entryId',
          ref('journal.lastingAct.act').as('act'),
          'log',
          'leafIndex',
          'objectKind',
          'objectId',
          'at',
        ])
        .where('leafIndex', 'is not', null)
        .where(({ eb, refTuple, tuple }) => eb(refTuple('log', 'leafIndex'), '>', tuple(log, index)))
        .orderBy('log')
        .orderBy('leafIndex')
        .limit(limit)
        .execute();
      return rows.map(({ leafIndex, objectKind, objectId, ...row }) => ({
        ...row,
        index: leafIndex ?? 0,
        objectKind: objectKind ?? '',
        objectId: objectId ?? '',
      }));
    },
    /** Which of these entries the database holds. */
    held: async (entryIds: readonly string[]): Promise<ReadonlySet<string>> => {
      if (entryIds.length === 0) return new Set();
      const rows = await sql
        .selectFrom('journal.lastingAct')
        .select('entryId')
        .where('entryId', 'in', [...entryIds])
        .execute();
      return new Set(rows.map(({ entryId }) => entryId));
    },
    reapplied: (): Promise<ReappliedAct[]> => sql.selectFrom('journal.reappliedAct').selectAll().execute(),
    addReapplied: async (act: ReappliedAct) => {
      await sql.insertInto('journal.reappliedAct').values(act).execute();
    },
  };
}
