import { type Insertable, type Selectable, sql as rawSql } from 'kysely';
import type { tipOutcomes } from '@gatehouse/contract';
import type { WorkforceTipTable } from '../../../kernel/database/tables.generated.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';

export type TipRow = Omit<Selectable<WorkforceTipTable>, 'outcome'> & {
  readonly outcome: (typeof tipOutcomes)[number] | null;
};

const mostShown = 200;

/** Tips about places, as far as the viewer may see them. */
export function tipStore({ sql, now }: Transaction) {
  const rows = () => sql.selectFrom('workforce.tip').selectAll();
  const waiting = () => sql.updateTable('workforce.tip').where('outcome', 'is', null);
  return {
    insert: async (row: Omit<Insertable<WorkforceTipTable>, 'receivedAt'>): Promise<void> => {
      await sql
        .insertInto('workforce.tip')
        .values({ ...row, receivedAt: now })
        .execute();
    },

    byReceipt: async (tokens: readonly Uint8Array[]): Promise<TipRow | undefined> =>
      (await rows()
        .where(rawSql<boolean>`receipt_token = any(${tokens.map((token) => Buffer.from(token))}::bytea[])`)
        .executeTakeFirst()) as TipRow | undefined,

    byId: async (id: string): Promise<TipRow> =>
      ((await rows().where('id', '=', id).executeTakeFirst()) as TipRow | undefined) ?? refuse('not-found'),

    /** Those that wait, the one due first first, then those answered last. */
    shown: async (): Promise<TipRow[]> =>
      (await rows()
        .where('erasedAt', 'is', null)
        .orderBy(rawSql`(outcome is null) desc`)
        .orderBy(rawSql`case when outcome is null then due_at end`)
        .orderBy('answeredAt', 'desc')
        .orderBy('id')
        .limit(mostShown)
        .execute()) as TipRow[],

    /** How many wait for an organisation, how many of them are late, and when the first is due. */
    waiting: async (organisationId: string) =>
      sql
        .selectFrom('workforce.tip')
        .select([
          rawSql<number>`count(*)::int`.as('count'),
          rawSql<number>`(count(*) filter (where due_at <= ${now}))::int`.as('overdue'),
          rawSql<Date | null>`min(due_at)`.as('dueAt'),
        ])
        .where('reviewerId', '=', organisationId)
        .where('outcome', 'is', null)
        .executeTakeFirstOrThrow(),

    /** Answers a tip once; refuses where somebody was first. */
    answer: async (
      id: string,
      answered: { readonly outcome: string; readonly note: Buffer; readonly answeredBy: string },
    ): Promise<void> => {
      const { numUpdatedRows } = await waiting()
        .set({ ...answered, answeredAt: now })
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      if (numUpdatedRows !== 1n) refuse('tip-answered');
    },

    /** Those that waited in vain at one of these authorities, the oldest first. */
    late: async (
      reviewerIds: readonly string[],
      limit: number,
    ): Promise<readonly Pick<TipRow, 'id' | 'reviewerId'>[]> =>
      sql
        .selectFrom('workforce.tip')
        .select(['id', 'reviewerId'])
        .where('outcome', 'is', null)
        .where('dueAt', '<=', now)
        .where(rawSql<boolean>`reviewer_id = any(${reviewerIds}::uuid[])`)
        .orderBy('dueAt')
        .limit(limit)
        .execute(),

    /** Gives one that still waits at an authority to another; answers whether it did. */
    raise: async (
      { id, reviewerId }: Pick<TipRow, 'id' | 'reviewerId'>,
      next: { readonly reviewerId: string; readonly dueAt: Date },
    ): Promise<boolean> => {
      const { numUpdatedRows } = await waiting()
        .set({ ...next, passedFrom: reviewerId, raisedAt: now })
        .where('id', '=', id)
        .where('reviewerId', '=', reviewerId)
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },

    passOn: async (
      id: string,
      next: { readonly reviewerId: string; readonly passedFrom: string; readonly dueAt: Date },
    ): Promise<void> => {
      const { numUpdatedRows } = await waiting().set(next).where('id', '=', id).executeTakeFirstOrThrow();
      if (numUpdatedRows !== 1n) refuse('tip-answered');
    },
  };
}
