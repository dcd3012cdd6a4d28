import { sql as rawSql } from 'kysely';
import type { Transaction } from '../../../kernel/database/transaction.js';

/** Which inquiries of which units are about whom, for the node's own comparison. */
export function checkStore({ sql }: Transaction) {
  return {
    /** Inquiries of these units, each with the token of a document asked for that it holds. */
    withDocuments: async (
      unitIds: readonly string[],
      tokens: readonly Buffer[],
    ): Promise<{ readonly id: string; readonly token: Buffer }[]> =>
      unitIds.length === 0 || tokens.length === 0
        ? []
        : sql
            .selectFrom('inquiry.documentToken as held')
            .innerJoin('inquiry.application as asked', 'asked.id', 'held.applicationId')
            .select(['asked.id', 'held.token'])
            .where(rawSql<boolean>`held.token = any(${tokens}::bytea[])`)
            .where(rawSql<boolean>`asked.unit_id = any(${unitIds}::uuid[])`)
            .execute(),
    /** Since when inquiries stand in the states they are in: by the first step of those that left each there. */
    stepsAt: async (ids: readonly string[]): Promise<ReadonlyMap<string, Date>> => {
      const { rows } = await rawSql<{ applicationId: string; at: Date }>`
        select distinct on (application_id) application_id, at
          from (select application_id, sequence, at, state,
                       lag(state) over (partition by application_id order by sequence) as before
                  from inquiry.application_action where application_id = any(${ids}::uuid[])) step
         where before is distinct from state
         order by application_id, sequence desc`.execute(sql);
      return new Map(rows.map(({ applicationId, at }) => [applicationId, at]));
    },
  };
}
