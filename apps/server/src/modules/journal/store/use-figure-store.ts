import { type Insertable, type Selectable, sql as rawSql } from 'kysely';
import type { JournalUseFiguresTable } from '../../../kernel/database/tables.generated.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import type { CountedEntries } from '../use-figures.js';

export type UseFiguresRow = Selectable<JournalUseFiguresTable>;

const mostShown = 36;

/** Figures of use by month, and what they are counted from. */
export function useFigureStore({ sql }: Pick<Transaction, 'sql'>) {
  const rows = () => sql.selectFrom('journal.useFigures').selectAll();
  return {
    list: async (): Promise<UseFiguresRow[]> => rows().orderBy('month', 'desc').limit(mostShown).execute(),
    ofMonth: async (month: string): Promise<UseFiguresRow | undefined> =>
      rows().where('month', '=', month).executeTakeFirst(),
    /** The last month that was fixed; where none was, when the log began. */
    standing: async (): Promise<{ readonly last: string | undefined; readonly beganAt: Date | null }> => {
      const last = await rows().orderBy('month', 'desc').limit(1).executeTakeFirst();
      if (last !== undefined) return { last: last.month, beganAt: null };
      const began = await rawSql<{ at: Date | null }>`select journal.first_entry_at() as at`.execute(sql);
      return { last: undefined, beganAt: began.rows[0]?.at ?? null };
    },
    counts: async (acts: readonly string[], since: Date, until: Date): Promise<CountedEntries[]> =>
      (
        await rawSql<CountedEntries>`
          select actor, act, outcome, day::text as day, entries
            from journal.use_counts(${[...acts]}::text[], ${since}::timestamptz, ${until}::timestamptz)`.execute(sql)
      ).rows,
    add: async (figures: Insertable<JournalUseFiguresTable>): Promise<void> => {
      await sql.insertInto('journal.useFigures').values(figures).execute();
    },
  };
}
