import { sql as rawSql } from 'kysely';
import type { Transaction } from '../../../kernel/database/transaction.js';

/** The head of the log as the database holds it; frontiers are encoded by `@gatehouse/merkle`. */
export type Head = {
  readonly origin: string;
  readonly treeSize: number;
  readonly frontier: Uint8Array;
  readonly publishedSize: number;
  readonly publishedFrontier: Uint8Array;
};

/** The head row and the places of entries; for the sequencer alone. */
export function headStore({ sql, now }: Transaction) {
  return {
    /** The head, locked until the transaction ends: the fence between two sequencers. */
    lock: async (): Promise<Head | undefined> =>
      sql.selectFrom('journal.head').selectAll().forUpdate().executeTakeFirst(),
    read: async (): Promise<Head | undefined> => sql.selectFrom('journal.head').selectAll().executeTakeFirst(),
    create: async (origin: string, empty: Uint8Array) => {
      const frontier = Buffer.from(empty);
      await sql
        .insertInto('journal.head')
        .values({ origin, treeSize: 0, frontier, publishedSize: 0, publishedFrontier: frontier, sequencedAt: now })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    /**
     * Gives the entries staged first their places, from the head's size on, in one statement, and answers their commitments
     * in that order. The head must be locked.
     */
    place: async (limit: number): Promise<Uint8Array[]> => {
      const { rows } = await rawSql<{ commitment: Buffer; leafIndex: number }>`
        update journal.entry as entry set leaf_index = head.tree_size + staged.place - 1
          from journal.head as head, (
            select id, row_number() over (order by staged_at, id) as place
              from (select id, staged_at from journal.entry where leaf_index is null
                     order by staged_at, id limit ${limit}) as waiting
          ) as staged
         where entry.id = staged.id
        returning entry.commitment, entry.leaf_index`.execute(sql);
      return rows.sort((one, other) => one.leafIndex - other.leafIndex).map((row) => row.commitment);
    },
    advance: async (treeSize: number, frontier: Uint8Array) => {
      await sql
        .updateTable('journal.head')
        .set({ treeSize, frontier: Buffer.from(frontier), sequencedAt: now })
        .execute();
    },
    published: async (publishedSize: number, frontier: Uint8Array) => {
      await sql
        .updateTable('journal.head')
        .set({ publishedSize, publishedFrontier: Buffer.from(frontier) })
        .execute();
    },
    /** Commitments of the places from `first` up to, not including, `end`. */
    commitments: async (first: number, end: number): Promise<Uint8Array[]> => {
      const rows = await sql
        .selectFrom('journal.entry')
        .select('commitment')
        .where('leafIndex', '>=', first)
        .where('leafIndex', '<', end)
        .orderBy('leafIndex')
        .execute();
      return rows.map((row) => row.commitment);
    },
  };
}
