import { sql as rawSql } from 'kysely';
import type { Transaction } from '../../../kernel/database/transaction.js';

/** What waits at one turn of the desk; `source`: for a source that is silent. */
export type DeskTurn = {
  readonly turn: 'first' | 'second' | 'recheck' | 'source';
  readonly waiting: number;
  readonly late: number;
  readonly oldestDueAt: Date | null;
};

/** Something that people, or a source, have not decided in time. */
export type LateWork = {
  readonly kind: 'registry.comparison' | 'registry.ask';
  readonly id: string;
  readonly turn: DeskTurn['turn'] | 'asked' | 'comparing';
};

/** How the desk keeps its time: what is late, and how much waits, in numbers. */
export function deskStore({ sql, now }: Transaction) {
  return {
    /** Worst first; nothing for whoever may not know. */
    waits: async (): Promise<DeskTurn[]> => {
      const { rows } = await rawSql<DeskTurn>`
        select turn, waiting::int, late::int, oldest_due_at from registry.waits_at_desk(${now})
         order by late desc, oldest_due_at, turn`.execute(sql);
      return rows;
    },
    /** What ran out of its time and is not marked yet; for the node's own work. Invented persons are nobody's work. */
    unmarked: async (limit: number): Promise<LateWork[]> => {
      const { rows } = await rawSql<LateWork>`
        select 'registry.comparison' as kind, id, state as turn from registry.comparison
         where due_at < ${now} and overdue_at is null and state in ('first', 'second', 'recheck') and not canary
        union all
        select 'registry.ask', id, case state when 'source_silent' then 'source' else state end from registry.ask
         where due_at < ${now} and overdue_at is null and state in ('asked', 'source_silent', 'comparing') and not canary
         order by 1, 2 limit ${limit}`.execute(sql);
      return rows;
    },
    /** Marks one, once. @returns whether it was not marked before, and still waits at the same turn */
    mark: async ({ kind, id, turn }: LateWork): Promise<boolean> => {
      const marked =
        kind === 'registry.ask'
          ? await sql
              .updateTable('registry.ask')
              .set({ overdueAt: now })
              .where('id', '=', id)
              .where('overdueAt', 'is', null)
              .where('state', 'not in', ['answered', 'cancelled'])
              .returning('id')
              .execute()
          : await sql
              .updateTable('registry.comparison')
              .set({ overdueAt: now })
              .where('id', '=', id)
              .where('overdueAt', 'is', null)
              .where('state', '=', turn)
              .returning('id')
              .execute();
      return marked.length > 0;
    },
  };
}
