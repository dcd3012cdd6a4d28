import { sql as rawSql } from 'kysely';
import type { Transaction } from '../../../kernel/database/transaction.js';
import type { KeptDocument } from '../../../kernel/module.js';
import type { ProhibitionRow } from './prohibition-store.js';

/** What an erasure leaves to be destroyed with it. */
export type OrdersToDestroy = { readonly dataKeyIds: readonly string[]; readonly fileIds: readonly string[] };

const among = (ids: readonly string[]) => rawSql<boolean>`id = any(${ids}::uuid[])`;

/** Orders that ended, as they are kept and erased. */
export function keptOrderStore({ sql, now }: Transaction) {
  const kept = () =>
    sql.selectFrom('supervision.prohibition').where('state', 'in', ['EXPIRED', 'LIFTED']).where('erasedAt', 'is', null);
  return {
    walk: async (after: KeptDocument | undefined, before: Date, limit: number): Promise<KeptDocument[]> => {
      let query = kept().select(['id', 'changedAt as countedFrom']).where('changedAt', '<', before);
      if (after !== undefined)
        query = query.where(rawSql<boolean>`(changed_at, id) > (${after.countedFrom}, ${after.id}::uuid)`);
      return query.orderBy('changedAt').orderBy('id').limit(limit).execute();
    },
    announce: async (ids: readonly string[], keepUntil: string): Promise<void> => {
      await sql.updateTable('supervision.prohibition').set({ keepUntil }).where(among(ids)).execute();
    },
    /** Those of these that are kept still, and whether a breach of one waits to be referred. */
    still: async (ids: readonly string[]): Promise<(ProhibitionRow & { readonly isInUse: boolean })[]> =>
      kept()
        .selectAll()
        .select(
          rawSql<boolean>`exists (select 1 from supervision.placement placed
            where placed.prohibition_id = prohibition.id and placed.breach_since is not null and placed.referred_at is null)`.as(
            'isInUse',
          ),
        )
        .where(among(ids))
        .forUpdate()
        .execute(),
    erase: async (ids: readonly string[]): Promise<OrdersToDestroy> => {
      if (ids.length === 0) return { dataKeyIds: [], fileIds: [] };
      const rows = await sql
        .updateTable('supervision.prohibition')
        .set({
          person: Buffer.alloc(0),
          caseFacts: Buffer.alloc(0),
          tokens: [],
          ...{ change: null, changeKind: null, changeBy: null, changeAt: null },
          keepUntil: rawSql<string>`coalesce(keep_until, ${now}::date)`,
          erasedAt: now,
        })
        .where(among(ids))
        .where('state', 'in', ['EXPIRED', 'LIFTED'])
        .where('erasedAt', 'is', null)
        .returning(['dataKeyId', 'certificateFileId'])
        .execute();
      return {
        dataKeyIds: rows.map(({ dataKeyId }) => dataKeyId),
        fileIds: rows.flatMap(({ certificateFileId }) => (certificateFileId === null ? [] : [certificateFileId])),
      };
    },
  };
}
