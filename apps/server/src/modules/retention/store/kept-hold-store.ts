import { sql as rawSql } from 'kysely';
import type { Transaction } from '../../../kernel/database/transaction.js';
import type { KeptDocument } from '../../../kernel/module.js';
import type { Hold } from './hold-store.js';

const among = (ids: readonly string[]) => rawSql<boolean>`id = any(${ids}::uuid[])`;

/** Holds that were lifted, as they are kept and erased. */
export function keptHoldStore({ sql, now }: Transaction) {
  const kept = () => sql.selectFrom('retention.hold').where('liftedAt', 'is not', null).where('erasedAt', 'is', null);
  return {
    walk: async (after: KeptDocument | undefined, before: Date, limit: number): Promise<KeptDocument[]> => {
      let query = kept()
        .select(['id', 'liftedAt as countedFrom'])
        .$narrowType<{ countedFrom: Date }>()
        .where('liftedAt', '<', before);
      if (after !== undefined)
        query = query.where(rawSql<boolean>`(lifted_at, id) > (${after.countedFrom}, ${after.id}::uuid)`);
      return query.orderBy('liftedAt').orderBy('id').limit(limit).execute();
    },
    still: async (ids: readonly string[]): Promise<Hold[]> =>
      kept().selectAll().where(among(ids)).forUpdate().execute(),
    /** Takes away whose documents were held and for which case; answers the keys under which that was sealed. */
    erase: async (ids: readonly string[]): Promise<string[]> => {
      if (ids.length === 0) return [];
      const rows = await sql
        .updateTable('retention.hold')
        .set({ tokens: [], document: Buffer.alloc(0), reference: Buffer.alloc(0), erasedAt: now })
        .where(among(ids))
        .where('liftedAt', 'is not', null)
        .where('erasedAt', 'is', null)
        .returning('dataKeyId')
        .execute();
      return rows.map(({ dataKeyId }) => dataKeyId);
    },
  };
}
