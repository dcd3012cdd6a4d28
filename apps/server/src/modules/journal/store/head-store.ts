import { sql as rawSql } from 'kysely';
import type { Transaction } from '../../../kernel/database/transaction.js';

/** The head of the log as the database holds it; frontiers are encoded by `@gatehouse/merkle`. */
export type Head = {
  readonly origin: string;
  /** Number of the log in the chain. */
  readonly log: number;
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
     * in that order. The head must be locked; before there is one nothing is taken from what waits.
     */
    place: async (limit: number): Promise<Uint8Array[]> => {
      const { rows } = await rawSql<{ commitment: Buffer; leafIndex: number }>`
        with taken as (
          delete from journal.staged
           where number = any (array(
             select staged.number from journal.staged as staged, journal.head order by staged.number limit ${limit}
           ))
          returning number, entry_id, commitment
        )
        insert into journal.place (log, leaf_index, entry_id, commitment)
        select head.log, head.tree_size + row_number() over (order by taken.number) - 1, taken.entry_id, taken.commitment
          from taken, journal.head as head
        returning commitment, leaf_index`.execute(sql);
      return rows.sort((one, other) => one.leafIndex - other.leafIndex).map((row) => row.commitment);
    },
    /** Begins the next log of the chain, which holds one entry and has published none. */
    begin: async (origin: string, log: number, frontier: Uint8Array, empty: Uint8Array) => {
      await sql
        .updateTable('journal.head')
        .set({
          origin,
          log,
          treeSize: 1,
          frontier: Buffer.from(frontier),
          publishedSize: 0,
          publishedFrontier: Buffer.from(empty),
          sequencedAt: now,
        })
        .execute();
    },
    /** Gives the declaration of a gap its place: the first of the log that was begun. */
    placeFirst: async (id: string) => {
      await rawSql`
        with taken as (delete from journal.staged where entry_id = ${id}::uuid returning entry_id, commitment)
        insert into journal.place (log, leaf_index, entry_id, commitment)
        select head.log, 0, taken.entry_id, taken.commitment from taken, journal.head as head`.execute(sql);
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
    /** Commitments of the running log's places from `first` up to, not including, `end`. */
    commitments: async (first: number, end: number): Promise<Uint8Array[]> => {
      const rows = await sql
        .selectFrom('journal.place')
        .select('commitment')
        .where('log', '=', (head) => head.selectFrom('journal.head').select('log'))
        .where('leafIndex', '>=', first)
        .where('leafIndex', '<', end)
        .orderBy('leafIndex')
        .execute();
      return rows.map((row) => row.commitment);
    },
  };
}
