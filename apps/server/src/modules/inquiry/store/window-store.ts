import type { Selectable } from 'kysely';
import type { InquiryReleaseWindowTable } from '../../../kernel/database/tables.generated.js';
import type { Transaction } from '../../../kernel/database/transaction.js';

export type ReleaseWindowRow = Pick<Selectable<InquiryReleaseWindowTable>, 'kind' | 'opensAt'>;

/** Windows that were opened. */
export function windowStore({ sql, now }: Transaction) {
  return {
    last: async (kind: string): Promise<Date | undefined> =>
      (
        await sql
          .selectFrom('inquiry.releaseWindow')
          .select('opensAt')
          .where('kind', '=', kind)
          .orderBy('opensAt', 'desc')
          .limit(1)
          .executeTakeFirst()
      )?.opensAt,
    /** Those not complete yet, oldest first. */
    open: async (): Promise<ReleaseWindowRow[]> =>
      sql
        .selectFrom('inquiry.releaseWindow')
        .select(['kind', 'opensAt'])
        .where('completedAt', 'is', null)
        .orderBy('opensAt')
        .execute(),
    insert: async (kind: string, opensAt: Date, complete: boolean): Promise<void> => {
      await sql
        .insertInto('inquiry.releaseWindow')
        .values({ kind, opensAt, completedAt: complete ? now : null })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    complete: async ({ kind, opensAt }: ReleaseWindowRow, released: number): Promise<void> => {
      await sql
        .updateTable('inquiry.releaseWindow')
        .set({ completedAt: now, released })
        .where('kind', '=', kind)
        .where('opensAt', '=', opensAt)
        .execute();
    },
  };
}
