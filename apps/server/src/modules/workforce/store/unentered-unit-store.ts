import { type Insertable, type Selectable, sql as rawSql } from 'kysely';
import type { unenteredOutcomes } from '@gatehouse/contract';
import type { WorkforceUnenteredUnitTable } from '../../../kernel/database/tables.generated.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import type { Count } from '../rules/compare-headcounts.js';

export type UnenteredUnitRow = Omit<Selectable<WorkforceUnenteredUnitTable>, 'outcome'> & {
  readonly outcome: 'entered' | (typeof unenteredOutcomes)[number] | null;
};

const rowsTogether = 1000;

/** Where a page of a list ended. */
type Place = { readonly isAnswered: boolean; readonly place: number; readonly id: string };

/** Units that registers name and nobody has entered, as far as the viewer sees them. */
export function unenteredUnitStore({ sql, now }: Transaction) {
  const rows = () => sql.selectFrom('workforce.unenteredUnit').selectAll();
  const waiting = () => sql.updateTable('workforce.unenteredUnit').where('outcome', 'is', null);
  const anyOf = (column: string, values: readonly string[]) =>
    rawSql<boolean>`${rawSql.ref(column)} = any(${[...values]}::text[])`;
  return {
    /** Which of these codes another authority sees to; for a reviewer. */
    elsewhere: async (codes: readonly string[]): Promise<string[]> => {
      const found = await rawSql<{ code: string }>`
        select unentered_elsewhere as code from workforce.unentered_elsewhere(${[...codes]}::text[])`.execute(sql);
      return found.rows.map(({ code }) => code);
    },

    /** Which of these codes an organisation has said something of that holds on a day. */
    answered: async (organisationId: string, codes: readonly string[], today: string): Promise<string[]> =>
      (
        await sql
          .selectFrom('workforce.unenteredUnit')
          .select('creditCode')
          .where('reviewerId', '=', organisationId)
          .where('holdsUntil', '>=', today)
          .where(anyOf('credit_code', codes))
          .execute()
      ).map(({ creditCode }) => creditCode),

    /** Those of an organisation that wait under one of these codes. */
    waitingOf: async (organisationId: string, codes: readonly string[]): Promise<UnenteredUnitRow[]> =>
      (await rows()
        .where('reviewerId', '=', organisationId)
        .where('outcome', 'is', null)
        .where(anyOf('credit_code', codes))
        .execute()) as UnenteredUnitRow[],

    /** What registers count at these. */
    counts: async (unitIds: readonly string[]): Promise<(Count & { readonly unitId: string })[]> =>
      (
        await sql
          .selectFrom('workforce.unenteredCount')
          .selectAll()
          .where(rawSql<boolean>`unit_id = any(${[...unitIds]}::uuid[])`)
          .orderBy('source')
          .orderBy('postClass')
          .execute()
      ).map(({ postClass, ...row }) => ({ ...row, postClass: postClass === '' ? null : postClass })),

    /** Adds them; those under whose code one waits meanwhile are left out. Answers how many were added. */
    name: async (units: readonly Insertable<WorkforceUnenteredUnitTable>[]): Promise<number> => {
      let added = 0n;
      for (let from = 0; from < units.length; from += rowsTogether) {
        const { numInsertedOrUpdatedRows } = await sql
          .insertInto('workforce.unenteredUnit')
          .values(units.slice(from, from + rowsTogether))
          .onConflict((conflict) => conflict.column('creditCode').where('outcome', 'is', null).doNothing())
          .executeTakeFirstOrThrow();
        added += numInsertedOrUpdatedRows ?? 0n;
      }
      return Number(added);
    },

    rename: async (id: string, name: string): Promise<void> => {
      await waiting().set({ name }).where('id', '=', id).execute();
    },

    /** Takes the place of what the same source said before of the same posts. */
    count: async (counts: readonly (Count & { readonly unitId: string })[]): Promise<void> => {
      for (let from = 0; from < counts.length; from += rowsTogether)
        await sql
          .insertInto('workforce.unenteredCount')
          .values(counts.slice(from, from + rowsTogether).map((row) => ({ ...row, postClass: row.postClass ?? '' })))
          .onConflict((conflict) =>
            conflict.columns(['unitId', 'source', 'postClass']).doUpdateSet(({ ref }) => ({
              headcount: ref('excluded.headcount'),
              asOf: ref('excluded.asOf'),
            })),
          )
          .execute();
    },

    /** Those that wait, the one due first first, then those seen to, the last first; or one of both alone. */
    list: async (
      state: 'waiting' | 'answered' | undefined,
      limit: number,
      after: Place | undefined,
    ): Promise<(UnenteredUnitRow & { readonly place: number })[]> => {
      const isAnswered = rawSql<boolean>`outcome is not null`;
      const place = rawSql<number>`case when outcome is null then extract(epoch from due_at)::float8
                                        else -extract(epoch from answered_at)::float8 end`;
      let query = rows().select(place.as('place'));
      if (state !== undefined) query = query.where('outcome', state === 'waiting' ? 'is' : 'is not', null);
      if (after !== undefined)
        query = query.where(
          rawSql<boolean>`(${isAnswered}, ${place}, id) > (${after.isAnswered}::boolean, ${after.place}::float8, ${after.id}::uuid)`,
        );
      return (await query
        .orderBy(isAnswered)
        .orderBy(place)
        .orderBy('id')
        .limit(limit)
        .execute()) as (UnenteredUnitRow & {
        readonly place: number;
      })[];
    },

    /** How many wait for an organisation, how many of them are late, when the first is due, and how many are late below it. */
    waiting: async (organisationId: string) =>
      sql
        .selectFrom('workforce.unenteredUnit')
        .select([
          rawSql<number>`(count(*) filter (where reviewer_id = ${organisationId}))::int`.as('count'),
          rawSql<number>`(count(*) filter (where reviewer_id = ${organisationId} and due_at <= ${now}))::int`.as(
            'overdue',
          ),
          rawSql<Date | null>`min(due_at) filter (where reviewer_id = ${organisationId})`.as('dueAt'),
          rawSql<number>`(count(*) filter (where superior_id = ${organisationId} and due_at <= ${now}))::int`.as(
            'below',
          ),
        ])
        .where('outcome', 'is', null)
        .executeTakeFirstOrThrow(),

    /** One that waits at an organisation; refuses one of others as not there, and one that was seen to. */
    toAnswer: async (id: string, organisationId: string): Promise<UnenteredUnitRow> => {
      const row = (await rows().where('id', '=', id).executeTakeFirst()) as UnenteredUnitRow | undefined;
      if (row === undefined) return refuse('not-found');
      return row.outcome === null && row.reviewerId === organisationId ? row : refuse('unentered-unit-answered');
    },

    /** Changes one that waits, once; refuses where somebody was first. */
    see: async (
      id: string,
      seen: Partial<Omit<UnenteredUnitRow, 'id' | 'creditCode' | 'foundBy' | 'foundAt'>>,
    ): Promise<void> => {
      const { numUpdatedRows } = await waiting().set(seen).where('id', '=', id).executeTakeFirstOrThrow();
      if (numUpdatedRows !== 1n) refuse('unentered-unit-answered');
    },

    /** Those of the whole country that wait, by id, after one; for the node's own daily work. */
    allWaiting: async (after: string | undefined, limit: number): Promise<UnenteredUnitRow[]> => {
      let query = rows().where('outcome', 'is', null);
      if (after !== undefined) query = query.where('id', '>', after);
      return (await query.orderBy('id').limit(limit).execute()) as UnenteredUnitRow[];
    },
  };
}
