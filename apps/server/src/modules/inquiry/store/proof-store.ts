import { type Insertable, type Selectable, sql as rawSql } from 'kysely';
import type { InquiryProofTable, InquiryStatusListTable } from '../../../kernel/database/tables.generated.js';
import type { Transaction } from '../../../kernel/database/transaction.js';

export type Proof = Selectable<InquiryProofTable>;
export type StatusListRow = Selectable<InquiryStatusListTable>;

/** Proofs that were given, and the lists on which each has its place. */
export function proofStore({ sql, now }: Transaction) {
  return {
    /** Those that nobody has said to ask again of, as far as the viewer sees them; in the order of their ids, after one. */
    standing: async (limit = 1000, after?: string): Promise<Proof[]> => {
      let query = sql.selectFrom('inquiry.proof').selectAll().where('askAgainAt', 'is', null);
      if (after !== undefined) query = query.where('id', '>', after);
      return query.orderBy('id').limit(limit).execute();
    },
    /** Gives a proof its place; false where it is taken already. */
    insert: async (proof: Omit<Insertable<InquiryProofTable>, 'issuedAt'>): Promise<boolean> => {
      const inserted = await sql
        .insertInto('inquiry.proof')
        .values({ ...proof, issuedAt: now })
        .onConflict((conflict) => conflict.columns(['listId', 'listIndex']).doNothing())
        .executeTakeFirst();
      return inserted.numInsertedOrUpdatedRows === 1n;
    },
    askAgain: async (ids: readonly string[]): Promise<void> => {
      if (ids.length === 0) return;
      await sql
        .updateTable('inquiry.proof')
        .set({ askAgainAt: now })
        .where(rawSql<boolean>`id = any(${ids}::uuid[])`)
        .where('askAgainAt', 'is', null)
        .execute();
    },
    list: async (id: string): Promise<StatusListRow | undefined> =>
      sql.selectFrom('inquiry.statusList').selectAll().where('id', '=', id).executeTakeFirst(),
    /** The list on which the next proof gets its place. */
    newestList: async (): Promise<StatusListRow> =>
      sql.selectFrom('inquiry.statusList').selectAll().orderBy('madeAt', 'desc').limit(1).executeTakeFirstOrThrow(),
    beginList: async (id: string, size: number): Promise<void> => {
      await sql.insertInto('inquiry.statusList').values({ id, size, madeAt: now }).execute();
    },
    placesTaken: async (listId: string): Promise<number> =>
      (
        await sql
          .selectFrom('inquiry.proof')
          .select(rawSql<number>`count(*)::int`.as('count'))
          .where('listId', '=', listId)
          .executeTakeFirstOrThrow()
      ).count,
    /** Places of a list of which one has to ask again. */
    marked: async (listId: string): Promise<number[]> =>
      (
        await sql
          .selectFrom('inquiry.proof')
          .select('listIndex')
          .where('listId', '=', listId)
          .where('askAgainAt', 'is not', null)
          .execute()
      ).map(({ listIndex }) => listIndex),
  };
}
