import { sql as rawSql } from 'kysely';
import type { Transaction } from '../../../kernel/database/transaction.js';
import type { KeptDocument } from '../../../kernel/module.js';

/** What an erasure leaves to be destroyed with it. */
type ToDestroy = { readonly dataKeyIds: readonly string[]; readonly fileObjects: readonly string[] };

const among = (ids: readonly string[]) => rawSql<boolean>`id = any(${ids}::uuid[])`;
const present = (ids: readonly (string | null)[]): string[] => ids.filter((id) => id !== null);
/** A job has these in hand, and takes them further by itself. */
const atWork = ['checking', 'entering'] as const;

/** Files of sources, as they are kept and erased: entered, thrown away, or left lying on the way. */
export function keptImportStore({ sql, now }: Transaction) {
  const kept = () =>
    sql
      .selectFrom('registry.import')
      .select(['id', 'changedAt as countedFrom'])
      .where('state', 'not in', atWork)
      .where('erasedAt', 'is', null);
  return {
    walk: async (after: KeptDocument | undefined, before: Date, limit: number): Promise<KeptDocument[]> => {
      let query = kept().where('changedAt', '<', before);
      if (after !== undefined)
        query = query.where(rawSql<boolean>`(changed_at, id) > (${after.countedFrom}, ${after.id}::uuid)`);
      return query.orderBy('changedAt').orderBy('id').limit(limit).execute();
    },
    announce: async (ids: readonly string[], keepUntil: string): Promise<void> => {
      await sql.updateTable('registry.import').set({ keepUntil }).where(among(ids)).execute();
    },
    /** Those of these that are kept still, held until the act ends: nobody takes one further meanwhile. */
    still: async (ids: readonly string[]): Promise<KeptDocument[]> => kept().where(among(ids)).forUpdate().execute(),
    erase: async (ids: readonly string[]): Promise<ToDestroy> => {
      const left = await sql
        .selectFrom('registry.import')
        .select(['id', 'fileObject'])
        .where(among(ids))
        .where('state', 'not in', atWork)
        .where('erasedAt', 'is', null)
        .forUpdate()
        .execute();
      const rows = await sql
        .updateTable('registry.import')
        .set({
          fileNameSealed: Buffer.alloc(0),
          fileObject: null,
          // Headings that are none may name somebody, and so may what was said about them.
          ...{ columns: '[]', problems: '[]' },
          state: rawSql<string>`case when state = 'entered' then state else 'discarded' end`,
          keepUntil: rawSql<string>`coalesce(keep_until, ${now}::date)`,
          erasedAt: now,
        })
        .where(among(left.map(({ id }) => id)))
        .returning(['id', 'dataKeyId', 'fileDataKeyId'])
        .execute();
      await sql
        .updateTable('registry.importRow')
        .set({ cellsSealed: null })
        .where(rawSql<boolean>`import_id = any(${rows.map(({ id }) => id)}::uuid[])`)
        .where('cellsSealed', 'is not', null)
        .execute();
      return {
        dataKeyIds: present(rows.flatMap(({ dataKeyId, fileDataKeyId }) => [dataKeyId, fileDataKeyId])),
        fileObjects: present(left.map(({ fileObject }) => fileObject)),
      };
    },
  };
}
