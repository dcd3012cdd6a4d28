import { type Insertable, type Selectable, sql as rawSql } from 'kysely';
import type { WorkforceExpectedHeadcountTable } from '../../../kernel/database/tables.generated.js';
import type { Transaction } from '../../../kernel/database/transaction.js';

export type ExpectedRow = Selectable<WorkforceExpectedHeadcountTable>;

type NewExpected = Omit<Insertable<WorkforceExpectedHeadcountTable>, 'enteredAt'>;

const rowsTogether = 1000;

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
    enter: async (row: NewExpected): Promise<void> => {
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

    /** Many at once, each the only one of its unit, source and posts. */
    enterAll: async (rows: readonly NewExpected[]): Promise<void> => {
      for (let from = 0; from < rows.length; from += rowsTogether) {
        const some = rows.slice(from, from + rowsTogether);
        const named = rawSql`select * from unnest(
          ${some.map(({ unitId }) => unitId)}::uuid[], ${some.map(({ source }) => source)}::text[],
          ${some.map(({ postClass }) => postClass ?? '')}::text[])`;
        await rawSql`
          update workforce.expected_headcount set superseded_at = ${now}
           where superseded_at is null and (unit_id, source, coalesce(post_class, '')) in (${named})`.execute(sql);
        await sql
          .insertInto('workforce.expectedHeadcount')
          .values(some.map((row) => ({ ...row, enteredAt: now })))
          .execute();
      }
    },
  };
}
