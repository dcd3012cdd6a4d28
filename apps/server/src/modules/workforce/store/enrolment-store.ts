import { sql as rawSql, type Selectable } from 'kysely';
import type { WorkforceEmploymentTable, WorkforceEnrolmentTable } from '../../../kernel/database/tables.generated.js';
import type { Transaction } from '../../../kernel/database/transaction.js';

export type EmploymentRow = Selectable<WorkforceEmploymentTable>;
export type Enrolment = Omit<Selectable<WorkforceEnrolmentTable>, 'state'> & {
  readonly state: 'sent' | 'confirmed' | 'ended';
};

/** Which employments are enrolled with the registry, and what came of it. */
export function enrolmentStore({ sql, now }: Transaction) {
  return {
    /** Employments held in one order, so that two who enrol the same never do it twice. */
    employments: (ids: readonly string[]): Promise<EmploymentRow[]> =>
      sql
        .selectFrom('workforce.employment')
        .selectAll()
        .where(rawSql<boolean>`id = any(${ids}::uuid[])`)
        .orderBy('id')
        .forUpdate()
        .execute(),
    /** The employment of a finding; what is not held. */
    employment: (id: string): Promise<EmploymentRow | undefined> =>
      sql.selectFrom('workforce.employment').selectAll().where('id', '=', id).executeTakeFirst(),
    /** The enrolments that stand of these employments, by employment. */
    standing: async (employmentIds: readonly string[]): Promise<ReadonlyMap<string, Enrolment>> => {
      const rows = await sql
        .selectFrom('workforce.enrolment')
        .selectAll()
        .where(rawSql<boolean>`employment_id = any(${employmentIds}::uuid[])`)
        .where('state', '<>', 'ended')
        .execute();
      return new Map(rows.map((row) => [row.employmentId, row as Enrolment]));
    },
    byIds: async (ids: readonly string[]): Promise<ReadonlyMap<string, Enrolment>> => {
      const rows = await sql
        .selectFrom('workforce.enrolment')
        .selectAll()
        .where(rawSql<boolean>`id = any(${ids}::uuid[])`)
        .orderBy('id')
        .forUpdate()
        .execute();
      return new Map(rows.map((row) => [row.id, row as Enrolment]));
    },
    insert: async (
      rows: readonly { readonly id: string; readonly employmentId: string; readonly contentToken: Buffer }[],
    ) => {
      if (rows.length === 0) return;
      await sql
        .insertInto('workforce.enrolment')
        .values(rows.map((row) => ({ ...row, state: 'sent', sentAt: now })))
        .execute();
    },
    end: async (ids: readonly string[]) => {
      if (ids.length === 0) return;
      await sql
        .updateTable('workforce.enrolment')
        .set({ state: 'ended', endedAt: now })
        .where(rawSql<boolean>`id = any(${ids}::uuid[])`)
        .execute();
    },
    /** Notes that the registry follows these; what ended meanwhile stays ended. */
    confirm: async (ids: readonly string[], confirmedAt: Date) => {
      await sql
        .updateTable('workforce.enrolment')
        .set({ state: 'confirmed', confirmedAt })
        .where(rawSql<boolean>`id = any(${ids}::uuid[])`)
        .where('state', '=', 'sent')
        .execute();
    },
    isFound: async (enrolmentId: string, askId: string): Promise<boolean> =>
      (await sql
        .selectFrom('workforce.finding')
        .select('inquiryId')
        .where('enrolmentId', '=', enrolmentId)
        .where('askId', '=', askId)
        .executeTakeFirst()) !== undefined,
    noteFinding: async (finding: {
      readonly enrolmentId: string;
      readonly askId: string;
      readonly inquiryId: string;
    }) => {
      await sql
        .insertInto('workforce.finding')
        .values({ ...finding, at: now })
        .execute();
    },
    /** The next employments, by id, that serve and are not enrolled, or are enrolled and do not serve. */
    unfitting: async (today: string, after: string, limit: number): Promise<string[]> => {
      const { rows } = await rawSql<{ id: string }>`
        select employed.id from workforce.employment employed
          left join workforce.enrolment enrolled on enrolled.employment_id = employed.id and enrolled.state <> 'ended'
         where employed.id > ${after}::uuid
           and (enrolled.id is null) = (employed.from_date <= ${today}::date and coalesce(employed.until_date, ${today}::date) >= ${today}::date)
         order by employed.id limit ${limit}`.execute(sql);
      return rows.map(({ id }) => id);
    },
  };
}
