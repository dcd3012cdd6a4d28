import { sql as rawSql } from 'kysely';
import type { Transaction } from '../../../kernel/database/transaction.js';

/** Who is followed for a node, as both sides count it: people, and no canary. */
export function enrolmentCountStore({ sql }: Transaction) {
  return {
    /** By part: how many by state, and a digest of ids and states in their order, as the platform makes its own. */
    parts: async (
      node: string,
    ): Promise<
      readonly { readonly part: string; readonly sent: number; readonly confirmed: number; readonly digest: string }[]
    > => {
      const { rows } = await rawSql<{ part: string; sent: number; confirmed: number; digest: string }>`
        select left(id::text, 2) as part, count(*) filter (where confirmed_at is null)::int as sent,
               count(*) filter (where confirmed_at is not null)::int as confirmed,
               encode(sha256(convert_to(string_agg(id::text || ' ' || (confirmed_at is not null)::text, ',' order by id), 'UTF8')), 'hex') as digest
          from registry.enrolment where state = 'enrolled' and not canary and enrolled_by = ${node} group by 1`.execute(
        sql,
      );
      return rows;
    },
    ofPart: async (
      node: string,
      part: string,
    ): Promise<{ readonly enrolmentId: string; readonly confirmedAt: string | null }[]> => {
      const [first, last] = [`${part}000000-0000-0000-0000-000000000000`, `${part}ffffff-ffff-ffff-ffff-ffffffffffff`];
      const rows = await sql
        .selectFrom('registry.enrolment')
        .select(['id', 'confirmedAt'])
        .where('state', '=', 'enrolled')
        .where('canary', '=', false)
        .where('enrolledBy', '=', node)
        .where('id', '>=', first)
        .where('id', '<=', last)
        .orderBy('id')
        .execute();
      return rows.map(({ id, confirmedAt }) => ({ enrolmentId: id, confirmedAt: confirmedAt?.toISOString() ?? null }));
    },
  };
}
