import { type Insertable, type Selectable, sql as rawSql } from 'kysely';
import type { WorkforcePostAnswerTable } from '../../../kernel/database/tables.generated.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';

export type PostAnswerRow = Omit<Selectable<WorkforcePostAnswerTable>, 'verdict' | 'kind'> & {
  readonly verdict: 'accepted' | 'asked_again' | null;
  readonly kind: 'outsourced' | 'none_needed';
};

/** What units answered about empty posts, as far as the viewer may see it. */
export function postAnswerStore({ sql, now }: Transaction) {
  const current = () => sql.selectFrom('workforce.postAnswer').selectAll().where('supersededAt', 'is', null);
  return {
    /** The answers of these units that stand, as far as the viewer sees them. */
    current: async (unitIds: readonly string[]): Promise<PostAnswerRow[]> =>
      (await current()
        .where(rawSql<boolean>`unit_id = any(${unitIds}::uuid[])`)
        .orderBy('answeredAt')
        .orderBy('id')
        .execute()) as PostAnswerRow[],

    byId: async (id: string): Promise<PostAnswerRow> =>
      ((await sql.selectFrom('workforce.postAnswer').selectAll().where('id', '=', id).executeTakeFirst()) as
        PostAnswerRow | undefined) ?? refuse('not-found'),

    /** What was answered to the same question before stays, superseded. */
    answer: async (row: Omit<Insertable<WorkforcePostAnswerTable>, 'answeredAt'>): Promise<PostAnswerRow> => {
      await sql
        .updateTable('workforce.postAnswer')
        .set({ supersededAt: now })
        .where('unitId', '=', row.unitId)
        .where('question', '=', row.question)
        .where('supersededAt', 'is', null)
        .execute();
      return (await sql
        .insertInto('workforce.postAnswer')
        .values({ ...row, answeredAt: now })
        .returningAll()
        .executeTakeFirstOrThrow()) as PostAnswerRow;
    },

    /** Judges an answer once; refuses where it was judged or replaced meanwhile. */
    judge: async (
      id: string,
      judged: Pick<PostAnswerRow, 'verdict' | 'judgedBy' | 'judgedWords' | 'holdsUntil'>,
    ): Promise<PostAnswerRow> => {
      const row = await sql
        .updateTable('workforce.postAnswer')
        .set({ ...judged, judgedAt: now })
        .where('id', '=', id)
        .where('verdict', 'is', null)
        .where('supersededAt', 'is', null)
        .returningAll()
        .executeTakeFirst();
      return row === undefined ? refuse('post-answer-judged') : (row as PostAnswerRow);
    },
  };
}
