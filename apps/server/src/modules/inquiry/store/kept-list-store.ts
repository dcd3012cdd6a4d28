import { sql as rawSql } from 'kysely';
import type { Transaction } from '../../../kernel/database/transaction.js';
import type { KeptDocument } from '../../../kernel/module.js';
import type { ToDestroy } from './erasure-store.js';

/** A list as its time of keeping needs to know it; without a file where its rows were set aside from another. */
export type KeptList = KeptDocument & { readonly fileId: string | null };

const among = (ids: readonly string[]) => rawSql<boolean>`id = any(${ids}::uuid[])`;
/** No job has it in hand, and no row of it stands. */
const isEmpty = rawSql<boolean>`(state not in ('READING', 'PROCESSING') and not exists (
  select 1 from inquiry.application asked where asked.erased_at is null and batch.id in (asked.batch_id, asked.read_from)))`;

/** Uploaded lists that no inquiry keeps, as they are kept and erased. */
export function keptListStore({ sql, now }: Transaction) {
  const kept = () =>
    sql
      .selectFrom('inquiry.batch')
      .select(['id', 'fileId', 'changedAt as countedFrom'])
      .where(isEmpty)
      .where('erasedAt', 'is', null);
  return {
    walk: async (after: KeptDocument | undefined, before: Date, limit: number): Promise<KeptList[]> => {
      let query = kept().where('changedAt', '<', before);
      if (after !== undefined)
        query = query.where(rawSql<boolean>`(changed_at, id) > (${after.countedFrom}, ${after.id}::uuid)`);
      return query.orderBy('changedAt').orderBy('id').limit(limit).execute();
    },
    announce: async (ids: readonly string[], keepUntil: string): Promise<void> => {
      await sql.updateTable('inquiry.batch').set({ keepUntil }).where(among(ids)).execute();
    },
    /** Those of these that are kept still, held until the act ends: nobody goes on with one meanwhile. */
    still: async (ids: readonly string[]): Promise<KeptList[]> => kept().where(among(ids)).forUpdate().execute(),
    /** One that was left lying is given up with it. */
    erase: async (ids: readonly string[]): Promise<ToDestroy> => {
      const rows = await kept().select('dataKeyId').where(among(ids)).forUpdate().execute();
      await sql
        .updateTable('inquiry.batch')
        .set({
          ...{ fileName: Buffer.alloc(0), fileId: null, contentToken: null, columns: '[]', problems: '[]' },
          state: rawSql<string>`case when state = 'REFUSED' then state else 'CANCELLED' end`,
          keepUntil: rawSql<string>`coalesce(keep_until, ${now}::date)`,
          erasedAt: now,
        })
        .where(among(rows.map(({ id }) => id)))
        .execute();
      return {
        dataKeyIds: rows.map(({ dataKeyId }) => dataKeyId),
        fileIds: rows.flatMap(({ fileId }) => (fileId === null ? [] : [fileId])),
      };
    },
  };
}
