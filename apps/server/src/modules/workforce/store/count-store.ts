import { sql as rawSql } from 'kysely';
import type { Transaction } from '../../../kernel/database/transaction.js';
import type { OwnEnrolment } from '../rules/count.js';

/** Both sides' counts of who is enrolled. */
export function countStore({ sql, now }: Transaction) {
  return {
    /** Whether this day was counted. */
    isCounted: async (day: string): Promise<boolean> =>
      (await sql
        .selectFrom('workforce.enrolmentCount')
        .select('id')
        .where('countedOn', '=', day)
        .executeTakeFirst()) !== undefined,
    /** Who is enrolled, by part: how many by state, and a digest of ids and states in their order. */
    parts: async (): Promise<
      readonly { readonly part: string; readonly sent: number; readonly confirmed: number; readonly digest: string }[]
    > => {
      const { rows } = await rawSql<{ part: string; sent: number; confirmed: number; digest: string }>`
        select left(id::text, 2) as part, count(*) filter (where state = 'sent')::int as sent,
               count(*) filter (where state = 'confirmed')::int as confirmed,
               encode(sha256(convert_to(string_agg(id::text || ' ' || (state = 'confirmed')::text, ',' order by id), 'UTF8')), 'hex') as digest
          from workforce.enrolment where state <> 'ended' group by 1`.execute(sql);
      return rows;
    },
    insert: async (count: {
      readonly id: string;
      readonly countedOn: string;
      readonly sent: number;
      readonly confirmed: number;
    }): Promise<boolean> => {
      const made = await sql
        .insertInto('workforce.enrolmentCount')
        .values({ ...count, countedAt: now })
        .onConflict((conflict) => conflict.column('countedOn').doNothing())
        .returning('id')
        .executeTakeFirst();
      return made !== undefined;
    },
    lock: (id: string) =>
      sql.selectFrom('workforce.enrolmentCount').selectAll().where('id', '=', id).forUpdate().executeTakeFirst(),
    answered: async (id: string, said: { registrySent: number; registryConfirmed: number; differing: number }) => {
      await sql
        .updateTable('workforce.enrolmentCount')
        .set({ ...said, answeredAt: now })
        .where('id', '=', id)
        .execute();
    },
    mended: async (
      id: string,
      part: string,
      more: { enrolledAnew: number; leftAgain: number; confirmedLate: number },
    ) => {
      await sql
        .updateTable('workforce.enrolmentCount')
        .set((eb) => ({
          mendedParts: rawSql<string[]>`mended_parts || ${part}::text`,
          enrolledAnew: eb('enrolledAnew', '+', more.enrolledAnew),
          leftAgain: eb('leftAgain', '+', more.leftAgain),
          confirmedLate: eb('confirmedLate', '+', more.confirmedLate),
        }))
        .where('id', '=', id)
        .execute();
    },
    /** Who is enrolled of one part, held until the transaction ends. */
    ofPart: async (part: string): Promise<(OwnEnrolment & { readonly employmentId: string })[]> => {
      const [first, last] = [`${part}000000-0000-0000-0000-000000000000`, `${part}ffffff-ffff-ffff-ffff-ffffffffffff`];
      return sql
        .selectFrom('workforce.enrolment')
        .select(['id', 'employmentId', 'state', 'sentAt'])
        .where('state', '<>', 'ended')
        .where('id', '>=', first)
        .where('id', '<=', last)
        .orderBy('id')
        .forUpdate()
        .$castTo<OwnEnrolment & { readonly employmentId: string }>()
        .execute();
    },
  };
}
