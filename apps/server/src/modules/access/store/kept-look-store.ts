import { sql as rawSql } from 'kysely';
import type { Transaction } from '../../../kernel/database/transaction.js';
import type { KeptDocument } from '../../../kernel/module.js';
import type { EmergencyLookRow } from './emergency-look-store.js';

/** Its review; where it was never opened, its end. */
const countedFrom = rawSql<Date>`coalesce(reviewed_at, declined_at, ended_at, open_until, asked_at)`;
/** Nobody has said whether it was in order, it is withheld still, or the node that keeps the own page was not told. */
const isInUse = rawSql<boolean>`(opened_at is not null and (
  verdict is null
  or (document is not null and told_at is null)
  or exists (select 1 from access.withheld_look period
              where period.look_id = emergency_look.id and period.is_approved and period.released_at is null)))`;
const among = (ids: readonly string[]) => rawSql<boolean>`id = any(${ids}::uuid[])`;

/** Emergency looks as they are kept and erased. */
export function keptLookStore({ sql, now }: Transaction) {
  const kept = () => sql.selectFrom('access.emergencyLook').where('erasedAt', 'is', null);
  return {
    walk: async (after: KeptDocument | undefined, before: Date, limit: number): Promise<KeptDocument[]> => {
      let query = kept()
        .select(['id', countedFrom.as('countedFrom')])
        .where(rawSql<boolean>`${countedFrom} < ${before}`);
      if (after !== undefined)
        query = query.where(rawSql<boolean>`(${countedFrom}, id) > (${after.countedFrom}, ${after.id}::uuid)`);
      return query.orderBy(countedFrom).orderBy('id').limit(limit).execute();
    },
    /** Those of these that are kept still, and whether something rests on them. */
    still: async (
      ids: readonly string[],
    ): Promise<(EmergencyLookRow & KeptDocument & { readonly isInUse: boolean })[]> =>
      kept()
        .selectAll()
        .select([countedFrom.as('countedFrom'), isInUse.as('isInUse')])
        .where(among(ids))
        .forUpdate()
        .execute(),
    /** Takes away about whom they were and why; answers the keys under which the rest is sealed. */
    erase: async (ids: readonly string[]): Promise<string[]> => {
      if (ids.length === 0) return [];
      const nothing = Buffer.alloc(0);
      const emptied = (column: string) =>
        rawSql<Buffer | null>`case when ${rawSql.ref(column)} is null then null else ''::bytea end`;
      const rows = await sql
        .updateTable('access.emergencyLook')
        .set({
          ...{ tokens: [], subjects: [], reason: nothing, reference: nothing, erasedAt: now },
          verdictWords: emptied('verdict_words'),
          document: emptied('document'),
        })
        .where(among(ids))
        .where('erasedAt', 'is', null)
        .returning(['id', 'dataKeyId'])
        .execute();
      await sql
        .updateTable('access.withheldLook')
        .set({ reason: nothing })
        .where(rawSql<boolean>`look_id = any(${rows.map(({ id }) => id)}::uuid[])`)
        .execute();
      return rows.map(({ dataKeyId }) => dataKeyId);
    },
  };
}
