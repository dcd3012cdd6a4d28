import { sql as rawSql } from 'kysely';
import type { Transaction } from '../../../kernel/database/transaction.js';
import type { KeptDocument } from '../../../kernel/module.js';

const among = (ids: readonly string[]) => rawSql<boolean>`id = any(${ids}::uuid[])`;
const nothing = Buffer.alloc(0);

/** Who opened own pages, and looks that another node told of, as they are kept and erased. */
export function keptVisitStore({ sql, now }: Transaction) {
  const codes = () =>
    sql.selectFrom('inquiry.deskCode').select(['id', 'issuedAt as countedFrom']).where('erasedAt', 'is', null);
  const looks = () =>
    sql.selectFrom('inquiry.toldLook').select(['id', 'receivedAt as countedFrom']).where('erasedAt', 'is', null);
  return {
    codes: {
      walk: async (after: KeptDocument | undefined, before: Date, limit: number): Promise<KeptDocument[]> => {
        let query = codes().where('issuedAt', '<', before);
        if (after !== undefined)
          query = query.where(rawSql<boolean>`(issued_at, id) > (${after.countedFrom}, ${after.id}::uuid)`);
        return query.orderBy('issuedAt').orderBy('id').limit(limit).execute();
      },
      still: async (ids: readonly string[]): Promise<KeptDocument[]> => codes().where(among(ids)).execute(),
      erase: async (ids: readonly string[]): Promise<void> => {
        await sql
          .updateTable('inquiry.deskCode')
          .set({ documentTokens: [], nameToken: nothing, subjects: [], chainTokens: [], erasedAt: now })
          .where(among(ids))
          .where('erasedAt', 'is', null)
          .execute();
      },
    },
    looks: {
      walk: async (after: KeptDocument | undefined, before: Date, limit: number): Promise<KeptDocument[]> => {
        let query = looks().where('receivedAt', '<', before);
        if (after !== undefined)
          query = query.where(rawSql<boolean>`(received_at, id) > (${after.countedFrom}, ${after.id}::uuid)`);
        return query.orderBy('receivedAt').orderBy('id').limit(limit).execute();
      },
      still: async (ids: readonly string[]): Promise<KeptDocument[]> => looks().where(among(ids)).execute(),
      /** Answers the keys under which the rest is sealed. */
      erase: async (ids: readonly string[]): Promise<string[]> => {
        const rows = await sql
          .updateTable('inquiry.toldLook')
          .set({ tokens: [], content: nothing, erasedAt: now })
          .where(among(ids))
          .where('erasedAt', 'is', null)
          .returning('dataKeyId')
          .execute();
        return rows.map(({ dataKeyId }) => dataKeyId);
      },
    },
  };
}
