import { sql as rawSql } from 'kysely';
import type { Transaction } from '../../../kernel/database/transaction.js';
import type { StateCount } from '../rules/home.js';

/** Counts of what the viewer may see; no person is read. */
export function homeStore({ sql, now }: Transaction) {
  return {
    byState: async (): Promise<StateCount[]> =>
      (await sql
        .selectFrom('inquiry.application')
        .select([
          'state',
          'permission',
          rawSql<boolean>`identity_proof is not null`.as('proven'),
          rawSql<boolean>`problem_count > 0`.as('withProblems'),
          rawSql<number>`count(*)::int`.as('count'),
          rawSql<number>`count(*) filter (where due_at < ${now})::int`.as('overdue'),
          rawSql<Date | null>`min(due_at)`.as('dueAt'),
        ])
        // Of what is erased nothing is to be done.
        .where('erasedAt', 'is', null)
        .groupBy(['state', 'permission', rawSql`identity_proof is not null`, rawSql`problem_count > 0`])
        .execute()) as StateCount[],
    askedSince: async (since: Date): Promise<number> =>
      (
        await sql
          .selectFrom('inquiry.application')
          .select(rawSql<number>`count(*)::int`.as('count'))
          .where('askedAt', '>=', since)
          .executeTakeFirstOrThrow()
      ).count,
    /** Asked and told by day of China. */
    byDay: async (since: Date) => {
      const { rows } = await rawSql<{ day: string; asked: number; released: number }>`
        select to_char(day, 'YYYY-MM-DD') as day, sum(asked)::int as asked, sum(released)::int as released from (
          select date_trunc('day', asked_at at time zone 'Asia/Shanghai') as day, 1 as asked, 0 as released
            from inquiry.application where asked_at >= ${since}
          union all
          select date_trunc('day', released_at at time zone 'Asia/Shanghai'), 0, 1
            from inquiry.application where released_at >= ${since}) as moved
         group by day order by day`.execute(sql);
      return rows;
    },
  };
}
