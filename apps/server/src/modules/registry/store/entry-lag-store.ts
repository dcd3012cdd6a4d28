import { sql as rawSql } from 'kysely';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { newId } from '../../../kernel/ids.js';
import type { LagFigure } from '../rules/entry-lag.js';

/** One record entered: of which source and body, and how late. Of the record itself nothing. */
export type EntryLag = Pick<LagFigure, 'sourceId' | 'decidingBody' | 'decidingBodyName'> & {
  readonly enteredMonth: string;
  readonly days: number;
};

/** How long decisions took from their effect to their entry. */
export function entryLagStore({ sql }: Transaction) {
  return {
    count: async (lags: readonly EntryLag[]) => {
      if (lags.length === 0) return;
      await sql
        .insertInto('registry.entryLag')
        .values(lags.map((lag) => ({ ...lag, id: newId() })))
        .execute();
    },
    /** By body of a source and month, from a month on. A percentile is a lag that occurred, never one between two. */
    figures: async (fromMonth: string): Promise<LagFigure[]> => {
      const { rows } = await rawSql<LagFigure>`
        select to_char(entered_month, 'YYYY-MM-DD') as month, source_id, deciding_body, deciding_body_name,
               count(*)::int as records,
               percentile_disc(0.5) within group (order by days) as median_days,
               percentile_disc(0.9) within group (order by days) as ninetieth_days,
               max(days) as worst_days
          from registry.entry_lag
         where entered_month >= ${fromMonth}::date
         group by entered_month, source_id, deciding_body, deciding_body_name`.execute(sql);
      return rows;
    },
  };
}
