import { type Selectable, sql as rawSql } from 'kysely';
import type { WorkforceGapReferralTable } from '../../../kernel/database/tables.generated.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { newId } from '../../../kernel/ids.js';

export type GapReferralRow = Selectable<WorkforceGapReferralTable>;

/** Under which ids casework knows gaps that are owed to the procuratorate, and what it said of them. */
export function gapReferralStore({ sql, now }: Transaction) {
  return {
    of: async (gapIds: readonly string[]): Promise<ReadonlyMap<string, GapReferralRow>> => {
      const rows = await sql
        .selectFrom('workforce.gapReferral')
        .selectAll()
        .where(rawSql<boolean>`gap_id = any(${gapIds}::uuid[])`)
        .execute();
      return new Map(rows.map((row) => [row.gapId, row]));
    },
    begin: async (gapId: string): Promise<Pick<GapReferralRow, 'id' | 'version'>> =>
      sql
        .insertInto('workforce.gapReferral')
        .values({ id: newId(), gapId, toldAt: now })
        .returning(['id', 'version'])
        .executeTakeFirstOrThrow(),
    /** Counts one more telling; undefined where the gap was never told. */
    tellAgain: async (gapId: string): Promise<Pick<GapReferralRow, 'id' | 'version'> | undefined> =>
      sql
        .updateTable('workforce.gapReferral')
        .set(({ eb }) => ({ version: eb('version', '+', 1) }))
        .where('gapId', '=', gapId)
        .returning(['id', 'version'])
        .executeTakeFirst(),
    /** What casework said; answers the gap, or undefined where none is known under the id. A day that is known already stays. */
    note: async (
      id: string,
      procuratorate: { readonly en: string; readonly zh: string },
      said: 'placedAt' | 'takenAt' | 'closedAt',
      at: Date,
    ): Promise<string | undefined> => {
      const row = await sql
        .updateTable('workforce.gapReferral')
        .set(({ fn, ref, val }) => ({
          ...{ procuratorateEn: procuratorate.en, procuratorateZh: procuratorate.zh },
          [said]: fn.coalesce(ref(said), val(at)),
        }))
        .where('id', '=', id)
        .returning('gapId')
        .executeTakeFirst();
      return row?.gapId;
    },
  };
}
