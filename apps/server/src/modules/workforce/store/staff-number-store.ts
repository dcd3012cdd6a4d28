import { sql as rawSql, type Selectable } from 'kysely';
import type { WorkforceStaffNumberTable } from '../../../kernel/database/tables.generated.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import type { StaffNumbers } from '../scim/entry.js';
import type { NumberSought } from '../scim/numbers.js';
import type { Employment } from './employment-store.js';

export type StaffNumber = Selectable<WorkforceStaffNumberTable>;

/** An employment with the number that it has. */
export type NumberedEmployment = { readonly row: Employment; readonly number: StaffNumber | undefined };

/** Numbers by which the HR system of the viewer's unit knows its employments. */
export function staffNumberStore({ sql, now }: Transaction) {
  const numbers = () => sql.selectFrom('workforce.staffNumber').selectAll();
  const current = () => numbers().where('givenUpAt', 'is', null);
  return {
    of: async (employmentIds: readonly string[]): Promise<ReadonlyMap<string, StaffNumber>> =>
      new Map(
        (
          await numbers()
            .where(rawSql<boolean>`employment_id = any(${employmentIds}::uuid[])`)
            .execute()
        ).map((one) => [one.employmentId, one]),
      ),

    /** Those at a unit who hold one of these numbers now. */
    held: async (unitId: string, { userName, externalId }: StaffNumbers): Promise<StaffNumber[]> =>
      current()
        .where('unitId', '=', unitId)
        .where((where) =>
          where.or([
            where('userName', '=', userName),
            ...(externalId === null ? [] : [where('externalId', '=', externalId)]),
          ]),
        )
        .execute(),

    /** Gives an employment its numbers; refuses `staff-number-taken` where another holds one of them. */
    assign: async (employment: Pick<Employment, 'id' | 'unitId'>, wanted: StaffNumbers): Promise<StaffNumber> => {
      const { rows } = await rawSql<StaffNumber>`
        insert into workforce.staff_number as standing (employment_id, unit_id, user_name, external_id)
        values (${employment.id}::uuid, ${employment.unitId}::uuid, ${wanted.userName}, ${wanted.externalId})
        on conflict (employment_id) do update
          set user_name = excluded.user_name, external_id = excluded.external_id, version = standing.version + 1, given_up_at = null
        returning *`
        .execute(sql)
        .catch((error: unknown) => refuseTaken(error));
      return rows[0] ?? refuse('staff-number-taken');
    },

    giveUp: async (employmentId: string): Promise<void> => {
      await sql
        .updateTable('workforce.staffNumber')
        .set({ givenUpAt: now })
        .where('employmentId', '=', employmentId)
        .execute();
    },

    /** Notes that a program ended an employment on this day. */
    ended: async (employmentId: string, today: string): Promise<void> => {
      await sql
        .updateTable('workforce.staffNumber')
        .set({ endedOn: today })
        .where('employmentId', '=', employmentId)
        .execute();
    },

    endedOn: async (unitId: string, today: string): Promise<number> => {
      const { count } = await sql
        .selectFrom('workforce.staffNumber')
        .select(rawSql<number>`count(*)::int`.as('count'))
        .where('unitId', '=', unitId)
        .where('endedOn', '=', today)
        .executeTakeFirstOrThrow();
      return count;
    },

    /** How many employments a unit has, or hold this number. An employment without a number is known by its id. */
    count: async (unitId: string, sought: NumberSought | undefined): Promise<number> => {
      const { rows } = await rawSql<{ count: number }>`
        select count(*)::int as count ${listed(unitId, sought)}`.execute(sql);
      return rows[0]?.count ?? 0;
    },

    /** The ids of a page, those who came first first. */
    page: async (
      unitId: string,
      sought: NumberSought | undefined,
      { offset, limit }: { readonly offset: number; readonly limit: number },
    ): Promise<string[]> => {
      const { rows } = await rawSql<{ id: string }>`
        select one.id ${listed(unitId, sought)}
         order by one.created_at, one.id offset ${offset} limit ${limit}`.execute(sql);
      return rows.map(({ id }) => id);
    },
  };
}

function listed(unitId: string, sought: NumberSought | undefined) {
  const isSought =
    sought === undefined
      ? rawSql`true`
      : sought.by === 'externalId'
        ? rawSql`known.external_id = ${sought.number}`
        : rawSql`coalesce(known.user_name, one.id::text) = ${sought.number}`;
  return rawSql`
    from workforce.employment one
    left join workforce.staff_number known on known.employment_id = one.id and known.given_up_at is null
   where one.unit_id = ${unitId}::uuid and ${isSought}`;
}

const uniqueViolation = '23505';

function refuseTaken(error: unknown): never {
  if (typeof error === 'object' && error !== null && 'code' in error && error.code === uniqueViolation)
    return refuse('staff-number-taken');
  throw error;
}
