import { sql as rawSql } from 'kysely';
import type { Transaction } from '../../../kernel/database/transaction.js';
import type { RecallLetter } from '../rules/recall.js';

/** A void answer, and what its authority has to see to. */
export type RecalledAnswer = {
  readonly applicationId: string;
  readonly authorityId: string | null;
  readonly superiorId: string | null;
  readonly letters: readonly RecallLetter[];
  readonly dueAt: Date;
};

/** Told answers that became void; an account sees those of its own authority. */
export function recallStore({ sql, now }: Transaction) {
  const figures = [
    rawSql<number>`count(*)::int`.as('count'),
    rawSql<number>`count(*) filter (where due_at < ${now})::int`.as('overdue'),
    rawSql<Date | null>`min(due_at)`.as('dueAt'),
  ] as const;

  return {
    insert: async (recalled: readonly RecalledAnswer[]) => {
      if (recalled.length === 0) return;
      await sql
        .insertInto('inquiry.recalledAnswer')
        .values(recalled.map((one) => ({ ...one, letters: [...one.letters], recalledAt: now })))
        .execute();
    },
    /** Those that nobody has seen to, what is due first first. */
    open: (limit: number) =>
      sql
        .selectFrom('inquiry.recalledAnswer')
        .selectAll()
        .where('seenToAt', 'is', null)
        .orderBy('dueAt')
        .orderBy('applicationId')
        .limit(limit)
        .execute(),
    byInquiry: (applicationId: string) =>
      sql
        .selectFrom('inquiry.recalledAnswer')
        .selectAll()
        .where('applicationId', '=', applicationId)
        .executeTakeFirst(),
    /** Marks one as seen to, once. */
    seeTo: async (applicationId: string, seenToBy: string) => {
      await sql
        .updateTable('inquiry.recalledAnswer')
        .set({ seenToAt: now, seenToBy })
        .where('applicationId', '=', applicationId)
        .where('seenToAt', 'is', null)
        .execute();
    },
    /** How many this authority has to see to. */
    waiting: () =>
      sql.selectFrom('inquiry.recalledAnswer').select(figures).where('seenToAt', 'is', null).executeTakeFirstOrThrow(),
    /** How many void answers this unit has not noted: they have a clock until it has. */
    unnoted: () =>
      sql
        .selectFrom('inquiry.application')
        .select(figures)
        .where('state', 'in', ['RECALLED', 'ANSWER_CORRECTED'])
        .where('dueAt', 'is not', null)
        .executeTakeFirstOrThrow(),
    /** Makes the numbers of notices known as void, by their hash alone. */
    voidNotices: async (hashes: readonly Buffer[]) => {
      if (hashes.length === 0) return;
      await sql
        .insertInto('inquiry.voidedNotice')
        .values(hashes.map((hash) => ({ hash, voidedAt: now })))
        .execute();
    },
    /** Hashes between these two, the first included and the last not. */
    voided: async (from: Buffer, before: Buffer | null): Promise<Buffer[]> => {
      let query = sql.selectFrom('inquiry.voidedNotice').select('hash').where('hash', '>=', from).orderBy('hash');
      if (before !== null) query = query.where('hash', '<', before);
      return (await query.execute()).map(({ hash }) => hash);
    },
  };
}
