import { sql as rawSql } from 'kysely';
import type { Transaction } from '../../../kernel/database/transaction.js';
import type { KeptDocument } from '../../../kernel/module.js';

/** What inquiries erase with themselves; every other message has a time of its own. */
const ofInquiries = 'inquiry';

/** Messages as they are kept and erased. */
export function erasureStore({ sql, now }: Transaction) {
  const kept = () =>
    sql
      .selectFrom('messages.message')
      .select(['id', 'createdAt as countedFrom'])
      .where('aboutKind', '!=', ofInquiries)
      .where('erasedAt', 'is', null);
  const erase = async (which: 'id' | 'aboutId', ids: readonly string[]) => {
    if (ids.length === 0) return { dataKeyIds: [], fileIds: [] };
    const among = rawSql<boolean>`${rawSql.ref(which)} = any(${ids}::uuid[])`;
    const rows = await sql
      .selectFrom('messages.message')
      .select(['id', 'dataKeyId', 'letterFileId'])
      .where(among)
      .where('erasedAt', 'is', null)
      .forUpdate()
      .execute();
    await sql
      .updateTable('messages.message')
      .set({ address: Buffer.alloc(0), content: Buffer.alloc(0), letterFileId: null, erasedAt: now })
      .where(among)
      .where('erasedAt', 'is', null)
      .execute();
    return {
      dataKeyIds: rows.map(({ dataKeyId }) => dataKeyId),
      fileIds: rows.flatMap(({ letterFileId }) => (letterFileId === null ? [] : [letterFileId])),
    };
  };
  return {
    walk: async (after: KeptDocument | undefined, before: Date, limit: number): Promise<KeptDocument[]> => {
      let query = kept().where('createdAt', '<', before);
      if (after !== undefined)
        query = query.where(rawSql<boolean>`(created_at, id) > (${after.countedFrom}, ${after.id}::uuid)`);
      return query.orderBy('createdAt').orderBy('id').limit(limit).execute();
    },
    /** Those of these that are there and that nobody has to settle any more. */
    settled: async (ids: readonly string[]): Promise<string[]> => {
      const rows = await kept()
        .where('state', 'not in', ['queued', 'failed', 'bounced', 'printed'])
        .where(rawSql<boolean>`id = any(${ids}::uuid[])`)
        .execute();
      return rows.map(({ id }) => id);
    },
    eraseAbout: (aboutIds: readonly string[]) => erase('aboutId', aboutIds),
    erase: (ids: readonly string[]) => erase('id', ids),
  };
}
