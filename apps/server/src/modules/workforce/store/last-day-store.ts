import { sql as rawSql } from 'kysely';
import type { Transaction } from '../../../kernel/database/transaction.js';

/** Until when people were on rosters. */
export function lastDayStore({ sql }: Transaction) {
  return {
    /** By the id of whoever asks: the last day at the unit, null where one employment there has none. */
    lastDays: async (
      people: readonly { readonly id: string; readonly unitId: string; readonly token: Buffer }[],
    ): Promise<{ readonly id: string; readonly lastDay: string | null }[]> => {
      if (people.length === 0) return [];
      const { rows } = await rawSql<{ id: string; lastDay: string | null }>`
        select asked.id, case when bool_or(employed.until_date is null) then null else max(employed.until_date)::text end as "lastDay"
          from unnest(${people.map(({ id }) => id)}::uuid[], ${people.map(({ unitId }) => unitId)}::uuid[],
                      ${people.map(({ token }) => token)}::bytea[]) asked (id, unit_id, token)
          join workforce.person_token known on known.token = asked.token
          join workforce.employment employed on employed.person_id = known.person_id and employed.unit_id = asked.unit_id
         group by asked.id`.execute(sql);
      return rows;
    },
  };
}
