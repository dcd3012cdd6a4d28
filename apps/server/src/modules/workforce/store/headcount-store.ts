import type { Insertable, Selectable } from 'kysely';
import type { WorkforceExpectedHeadcountTable } from '../../../kernel/database/tables.generated.js';
import type { Transaction } from '../../../kernel/database/transaction.js';

export type ExpectedRow = Selectable<WorkforceExpectedHeadcountTable>;

/** What sources outside the units say of their headcounts, as it holds now. */
export function headcountStore({ sql, now }: Transaction) {
  return {
    /** Of one unit, or of all that the viewer sees. */
    list: async (unitId?: string): Promise<ExpectedRow[]> => {
      let query = sql.selectFrom('workforce.expectedHeadcount').selectAll().where('supersededAt', 'is', null);
      if (unitId !== undefined) query = query.where('unitId', '=', unitId);
      return query.orderBy('enteredAt', 'desc').orderBy('id').execute();
    },

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
