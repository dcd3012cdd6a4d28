import { startOfCivilDate } from '@gatehouse/law';
import { type Insertable, type Selectable, sql as rawSql } from 'kysely';
import type { RetentionTermTable } from '../../../kernel/database/tables.generated.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import type { KeptDocument } from '../../../kernel/module.js';

export type Term = Selectable<RetentionTermTable>;

/** Documents whose time runs out, and what became of each. */
export function termStore({ sql, now }: Transaction) {
  return {
    /** How far the documents of a kind were walked through. */
    reached: async (rule: string): Promise<KeptDocument | undefined> => {
      const row = await sql.selectFrom('retention.walk').selectAll().where('rule', '=', rule).executeTakeFirst();
      return row === undefined ? undefined : { id: row.reachedId, countedFrom: row.reachedAt };
    },
    moveTo: async (rule: string, { id, countedFrom }: KeptDocument): Promise<void> => {
      const reached = { reachedAt: countedFrom, reachedId: id, walkedAt: now };
      await sql
        .insertInto('retention.walk')
        .values({ rule, ...reached })
        .onConflict((conflict) => conflict.column('rule').doUpdateSet(reached))
        .execute();
    },
    announce: async (terms: readonly Insertable<RetentionTermTable>[]): Promise<void> => {
      if (terms.length === 0) return;
      await sql
        .insertInto('retention.term')
        .values([...terms])
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    /**
     * Terms of a kind that have run out by a day, beyond the one looked at last, held until the act ends. One that a hold keeps is looked at
     * once a day, so that it does not fill the log.
     */
    due: async (rule: string, today: string, after: string | undefined, limit: number): Promise<Term[]> => {
      let query = sql
        .selectFrom('retention.term')
        .selectAll()
        .where('rule', '=', rule)
        .where('endedAt', 'is', null)
        .where('erasedFrom', '<=', today)
        .where((where) => where.or([where('heldAt', 'is', null), where('heldAt', '<', startOfCivilDate(today))]));
      if (after !== undefined) query = query.where('objectId', '>', after);
      return query.orderBy('objectId').limit(limit).forUpdate().execute();
    },
    /** The kinds that have a term which `due` would find. */
    dueRules: async (today: string): Promise<ReadonlySet<string>> => {
      const rows = await sql
        .selectFrom('retention.term')
        .select('rule')
        .distinct()
        .where('endedAt', 'is', null)
        .where('erasedFrom', '<=', today)
        .where((where) => where.or([where('heldAt', 'is', null), where('heldAt', '<', startOfCivilDate(today))]))
        .execute();
      return new Set(rows.map(({ rule }) => rule));
    },
    end: async (rule: string, ids: readonly string[], outcome: 'erased' | 'counted_anew'): Promise<void> => {
      if (ids.length === 0) return;
      await sql
        .updateTable('retention.term')
        .set({ endedAt: now, outcome })
        .where('rule', '=', rule)
        .where('endedAt', 'is', null)
        .where(rawSql<boolean>`object_id = any(${ids}::uuid[])`)
        .execute();
    },
    noteHeld: async (rule: string, ids: readonly string[]): Promise<void> => {
      if (ids.length === 0) return;
      await sql
        .updateTable('retention.term')
        .set({ heldAt: now })
        .where('rule', '=', rule)
        .where('endedAt', 'is', null)
        .where(rawSql<boolean>`object_id = any(${ids}::uuid[])`)
        .execute();
    },
    /** Of each kind: what is announced and not yet due, what is held back, what was erased since a day. */
    figures: async (today: string, since: Date) =>
      sql
        .selectFrom('retention.term')
        .select([
          'rule',
          rawSql<number>`count(*) filter (where ended_at is null and held_at is null)::int`.as('announced'),
          rawSql<number>`count(*) filter (where ended_at is null and held_at is not null)::int`.as('held'),
          rawSql<number>`count(*) filter (where ended_at is null and held_at is null and erased_from < ${today}::date)::int`.as(
            'late',
          ),
          rawSql<number>`count(*) filter (where outcome = 'erased' and ended_at >= ${since})::int`.as('erased'),
        ])
        .groupBy('rule')
        .execute(),
  };
}
