import { sql as rawSql } from 'kysely';
import type { Transaction } from '../../../kernel/database/transaction.js';

/** Orders in writing that follow a record of serving staff; an account sees those of its own authority. */
export function stopWorkStore({ sql, now }: Transaction) {
  const orders = () => sql.selectFrom('inquiry.stopWorkOrder').selectAll();
  const open = () => orders().where('sentAt', 'is', null).where('cancelledAt', 'is', null);

  return {
    insert: async (order: {
      readonly applicationId: string;
      readonly authorityId: string;
      readonly superiorId: string | null;
      readonly dueAt: Date;
    }) => {
      await sql
        .insertInto('inquiry.stopWorkOrder')
        .values({ ...order, orderedAt: now })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    /** Those whose letter has not left, what is due first first. */
    unsent: (limit: number) => open().orderBy('dueAt').orderBy('applicationId').limit(limit).execute(),
    byInquiry: (applicationId: string) => orders().where('applicationId', '=', applicationId).executeTakeFirst(),
    /** Marks it as sent, once; false where this viewer may not, or somebody was first. */
    markSent: async (applicationId: string, sentBy: string): Promise<boolean> => {
      const { numUpdatedRows } = await sql
        .updateTable('inquiry.stopWorkOrder')
        .set({ sentAt: now, sentBy })
        .where('applicationId', '=', applicationId)
        .where('sentAt', 'is', null)
        .where('cancelledAt', 'is', null)
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },
    /** The answers these orders rested on are void. Whose letter has left stays so, and has to be taken back by another. */
    cancel: async (applicationIds: readonly string[]) => {
      const cancelled = await sql
        .updateTable('inquiry.stopWorkOrder')
        .set({ cancelledAt: now })
        .where(rawSql<boolean>`application_id = any(${applicationIds}::uuid[])`)
        .where('cancelledAt', 'is', null)
        .returning(['applicationId', 'superiorId', 'sentAt'])
        .execute();
      return new Map(cancelled.map((order) => [order.applicationId, order]));
    },
    waiting: () =>
      sql
        .selectFrom('inquiry.stopWorkOrder')
        .select([
          rawSql<number>`count(*)::int`.as('count'),
          rawSql<number>`count(*) filter (where due_at < ${now})::int`.as('overdue'),
          rawSql<Date | null>`min(due_at)`.as('dueAt'),
        ])
        .where('sentAt', 'is', null)
        .where('cancelledAt', 'is', null)
        .executeTakeFirstOrThrow(),
  };
}
