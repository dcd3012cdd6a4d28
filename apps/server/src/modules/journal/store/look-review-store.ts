import { type Insertable, type Selectable, sql as rawSql, type Updateable } from 'kysely';
import type { JournalLookDrawTable, JournalLookReviewTable } from '../../../kernel/database/tables.generated.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';

export type LookReviewRow = Selectable<JournalLookReviewTable>;
export type LookDrawRow = Selectable<JournalLookDrawTable>;

/** A look between two places of the log. */
export type PlacedLook = {
  readonly id: string;
  readonly commitment: Buffer;
  readonly act: string;
  readonly accountId: string;
  readonly at: Date;
};

const mostShown = 300;
const drawsShown = 14;

/** Draws of looks, and the reviews of what was drawn, as far as the viewer may see them. */
export function lookReviewStore({ sql }: Pick<Transaction, 'sql'>) {
  const rows = () => sql.selectFrom('journal.lookReview').selectAll();
  const seals = () => sql.selectFrom('journal.daySeal').select(['epoch', 'entryId']);
  return {
    /** The first seal of a day that was not drawn from yet, and the one before it. */
    nextSeal: async () => {
      const last = await sql.selectFrom('journal.lookDraw').select('epoch').orderBy('epoch', 'desc').executeTakeFirst();
      const [next] = await seals()
        .where('epoch', '>', last?.epoch ?? '')
        .orderBy('epoch')
        .limit(1)
        .execute();
      if (next === undefined) return undefined;
      const before = await seals().where('epoch', '<', next.epoch).orderBy('epoch', 'desc').executeTakeFirst();
      return { ...next, before };
    },
    looksBetween: async (acts: readonly string[], log: number, from: number, to: number): Promise<PlacedLook[]> =>
      (
        await rawSql<PlacedLook>`
          select id, commitment, act, account_id, at
            from journal.looks_between(${[...acts]}::text[], ${log}::integer, ${from}::bigint, ${to}::bigint)`.execute(
          sql,
        )
      ).rows,
    addDraw: async (draw: Insertable<JournalLookDrawTable>): Promise<void> => {
      await sql.insertInto('journal.lookDraw').values(draw).execute();
    },
    add: async (reviews: readonly Insertable<JournalLookReviewTable>[]): Promise<void> => {
      if (reviews.length > 0)
        await sql
          .insertInto('journal.lookReview')
          .values([...reviews])
          .execute();
    },
    draws: async (): Promise<LookDrawRow[]> =>
      sql.selectFrom('journal.lookDraw').selectAll().orderBy('epoch', 'desc').limit(drawsShown).execute(),
    /** Those that wait first, the one due first on top; then the latest that were settled. */
    list: async (): Promise<LookReviewRow[]> =>
      rows()
        .orderBy(rawSql`settled_at is not null`)
        .orderBy(rawSql`case when settled_at is null then due_at end`)
        .orderBy('settledAt', 'desc')
        .orderBy('id')
        .limit(mostShown)
        .execute(),
    asked: async (): Promise<LookReviewRow[]> =>
      rows().where('state', '=', 'asked').orderBy('dueAt').limit(mostShown).execute(),
    /** @throws DomainError `not-found` */
    byId: async (id: string): Promise<LookReviewRow> =>
      (await rows().where('id', '=', id).executeTakeFirst()) ?? refuse('not-found'),
    /** Answers whether it was still there in one of these states to be changed. */
    update: async (
      id: string,
      states: readonly string[],
      changes: Updateable<JournalLookReviewTable>,
    ): Promise<boolean> => {
      const { numUpdatedRows } = await sql
        .updateTable('journal.lookReview')
        .set(changes)
        .where('id', '=', id)
        .where('state', 'in', [...states])
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },
    figures: async (now: Date) => {
      const { rows: counted } = await rawSql<Record<'waiting' | 'late' | 'inOrder' | 'notInOrder', number>>`
        select count(*) filter (where settled_at is null)::integer as waiting,
               count(*) filter (where settled_at is null and due_at <= ${now}::timestamptz)::integer as late,
               count(*) filter (where state = 'in_order')::integer as in_order,
               count(*) filter (where state = 'not_in_order')::integer as not_in_order
          from journal.look_review`.execute(sql);
      const { rows: draws } = await rawSql<Record<'looks' | 'drawn', number>>`
        select coalesce(sum(looks), 0)::integer as looks, coalesce(sum(drawn), 0)::integer as drawn from journal.look_draw`.execute(
        sql,
      );
      const nothing = { waiting: 0, late: 0, inOrder: 0, notInOrder: 0, looks: 0, drawn: 0 };
      return { ...nothing, ...counted[0], ...draws[0] };
    },
  };
}
