import { sql as rawSql } from 'kysely';
import type { Transaction } from '../../../kernel/database/transaction.js';

/** What an erasure leaves to be destroyed with it. */
export type ToDestroy = { readonly dataKeyIds: readonly string[]; readonly fileIds: readonly string[] };

/** Takes out of the tables of this module whatever leads to a person. */
export function erasureStore({ sql, now }: Transaction) {
  const among = (column: string, ids: readonly string[]) =>
    rawSql<boolean>`${rawSql.ref(column)} = any(${ids}::uuid[])`;
  const present = (ids: readonly (string | null)[]): string[] => ids.filter((id) => id !== null);
  return {
    /** Erases inquiries; those that are erased already are left. */
    inquiries: async (ids: readonly string[]): Promise<ToDestroy> => {
      const rows = await sql
        .selectFrom('inquiry.application')
        .select(['id', 'dataKeyId', 'noticeFileId', 'batchId', 'readFrom', 'keepUntil'])
        .where(among('id', ids))
        .where('erasedAt', 'is', null)
        .forUpdate()
        .execute();
      const own = rows.map(({ id }) => id);
      if (own.length === 0) return { dataKeyIds: [], fileIds: [] };
      const consents = await sql
        .selectFrom('inquiry.consent')
        .select('fileId')
        .where(among('applicationId', own))
        .execute();
      await sql.deleteFrom('inquiry.documentToken').where(among('applicationId', own)).execute();
      await sql.deleteFrom('inquiry.toldType').where(among('applicationId', own)).execute();
      await sql
        .updateTable('inquiry.consent')
        .set({ fileId: null, guardian: null })
        .where(among('applicationId', own))
        .execute();
      await sql
        .updateTable('inquiry.consentLink')
        .set({ contact: null, contactToken: null, endedAt: rawSql<Date>`coalesce(ended_at, ${now})` })
        .where(among('applicationId', own))
        .execute();
      await sql.updateTable('inquiry.answer').set({ body: null }).where(among('applicationId', own)).execute();
      await sql
        .updateTable('inquiry.application')
        .set({
          ...{
            person: Buffer.alloc(0),
            decision: null,
            noticeFileId: null,
            problems: '[]',
            returned: null,
            dueAt: null,
          },
          keepUntil: rawSql<string>`coalesce(keep_until, ${now}::date)`,
          erasedAt: now,
        })
        .where(among('id', own))
        .execute();
      return {
        dataKeyIds: rows.map(({ dataKeyId }) => dataKeyId),
        fileIds: present([...rows.map(({ noticeFileId }) => noticeFileId), ...consents.map(({ fileId }) => fileId)]),
      };
    },
    /** Erases the uploaded lists of which no row is left. */
    emptiedLists: async (inquiryIds: readonly string[]): Promise<ToDestroy> => {
      const { rows } = await rawSql<{ id: string; dataKeyId: string; fileId: string | null }>`
        select list.id, list.data_key_id as "dataKeyId", list.file_id as "fileId"
          from inquiry.batch list
         where list.erased_at is null
           and exists (select 1 from inquiry.application asked
                        where asked.id = any(${inquiryIds}::uuid[]) and list.id in (asked.batch_id, asked.read_from))
           and not exists (select 1 from inquiry.application asked
                            where asked.erased_at is null and list.id in (asked.batch_id, asked.read_from))`.execute(
        sql,
      );
      await sql
        .updateTable('inquiry.batch')
        .set({
          erasedAt: now,
          keepUntil: rawSql<string>`coalesce(keep_until, ${now}::date)`,
          fileId: null,
          contentToken: null,
        })
        .where(
          among(
            'id',
            rows.map(({ id }) => id),
          ),
        )
        .execute();
      return { dataKeyIds: rows.map(({ dataKeyId }) => dataKeyId), fileIds: present(rows.map(({ fileId }) => fileId)) };
    },
  };
}
