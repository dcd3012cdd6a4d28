import { type Insertable, sql as rawSql, type Selectable } from 'kysely';
import type { WorkforceExpectedHeadcountTable } from '../../../kernel/database/tables.generated.js';
import type { Transaction } from '../../../kernel/database/transaction.js';

export type ExpectedRow = Selectable<WorkforceExpectedHeadcountTable>;

/** What sources outside the units say of their headcounts, as it holds now. */
export function headcountStore({ sql, now }: Transaction) {
  return {
    /** Of these units, as far as the viewer sees them. */
    list: async (unitIds: readonly string[]): Promise<ExpectedRow[]> =>
      sql
        .selectFrom('workforce.expectedHeadcount')
        .selectAll()
        .where('supersededAt', 'is', null)
        .where(rawSql<boolean>`unit_id = any(${unitIds}::uuid[])`)
        .orderBy('enteredAt', 'desc')
        .orderBy('id')
        .execute(),

    /** What the same source said before of the same posts stays, superseded. */
    enter: async (row: Omit<Insertable<WorkforceExpectedHeadcountTable>, 'enteredAt'>): Promise<void> => {
      await sql
        .updateTable('workforce.expectedHeadcount')
        .set({ supersededAt: now })
        .where('unitId', '=', row.unitId)
        .where('source', '=', row.source)
        .where('postClass', 'is not distinct from', row.postClass ?? null)
        .where('supersededAt', 'is', null)
        .execute();
      await sql
        .insertInto('workforce.expectedHeadcount')
        .values({ ...row, enteredAt: now })
        .execute();
    },
  };
}
