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
    /** How far the log has come: its number, and the places that were given in it. */
    reached: async (): Promise<{ log: number; size: number }> => {
      const head = await sql.selectFrom('journal.head').select(['log', 'treeSize']).executeTakeFirst();
      return { log: head?.log ?? 1, size: head?.treeSize ?? 0 };
    },
    /** The acts among places of one log, from `first` up to, not including, `end`, in their order. */
    placed: async (log: number, first: number, end: number): Promise<PlacedAct[]> => {
      const rows = await sql
        .selectFrom('journal.place as place')
        .innerJoin('journal.lastingAct as lasting', 'lasting.entryId', 'place.entryId')
        .innerJoin('journal.entry as entry', 'entry.id', 'place.entryId')
        .select(['place.entryId', 'lasting.act', 'place.log', 'leafIndex', 'objectKind', 'objectId', 'at'])
        .where('place.log', '=', log)
        .where('leafIndex', '>=', first)
        .where('leafIndex', '<', end)
        .orderBy('leafIndex')
        .execute();
      return rows.map(({ leafIndex, objectKind, objectId, ...row }) => ({
        ...row,
        index: leafIndex,
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
