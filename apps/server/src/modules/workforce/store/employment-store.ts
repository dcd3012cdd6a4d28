import { type Insertable, sql as rawSql, type Selectable, type Updateable } from 'kysely';
import type { WorkforceEmploymentTable } from '../../../kernel/database/tables.generated.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import { newId } from '../../../kernel/ids.js';
import { viewerName } from '../../../kernel/viewer.js';
import type { EmploymentAction } from '../rules/employment.js';
import type { HeldPost, PeopleHolding } from '../rules/headcount.js';

/** An employment as its row stands. */
export type Employment = Selectable<WorkforceEmploymentTable>;

export type NewEmployment = Omit<Insertable<WorkforceEmploymentTable>, 'createdAt' | 'changedAt' | 'version'>;

/** How a list is narrowed. `today` closes those whose last day has passed. */
export type EmploymentFilter = {
  readonly unitId?: string | undefined;
  readonly postClass?: string | undefined;
  readonly employmentForm?: string | undefined;
  readonly ended: boolean;
  readonly today: string;
};

/** Where a page ended: those who came last stand first. */
export type EmploymentPosition = { readonly createdAt: string; readonly id: string };

/** How many people a unit has in a post class, in all under null; and how many of them are at work today. */
export type HeadCount = {
  readonly unitId: string;
  readonly postClass: string | null;
  readonly people: number;
  readonly atWork: number;
  /** Of the row of all: those at work today by all that each of them holds. */
  readonly holding: readonly PeopleHolding[];
};

/** Employments and their actions, as far as the viewer may see them. */
export function employmentStore({ sql, now, viewer }: Transaction) {
  const rows = () => sql.selectFrom('workforce.employment').selectAll();
  const isOpen = (today: string) =>
    rawSql<boolean>`ended_at is null and (until_date is null or until_date >= ${today})`;
  const append = async (
    employment: Pick<Employment, 'id' | 'unitId' | 'version'>,
    { verb, ...detail }: EmploymentAction,
    actor = viewerName(viewer),
  ): Promise<void> => {
    await sql
      .insertInto('workforce.employmentAction')
      .values({
        id: newId(),
        employmentId: employment.id,
        sequence: employment.version,
        verb,
        detail: JSON.stringify(detail),
        actor,
        organisationId: employment.unitId,
        at: now,
      })
      .execute();
  };

  const holdings = async (today: string, unitIds: readonly string[]): Promise<ReadonlyMap<string, PeopleHolding[]>> => {
    const { rows: found } = await rawSql<{ unitId: string; held: HeldPost[]; people: number }>`
      select unit_id as "unitId", held, count(*)::int as people
        from (select unit_id, jsonb_agg(distinct jsonb_build_object('postClass', post_class, 'form', employment_form)) as held
                from workforce.employment
               where unit_id = any(${unitIds}::uuid[]) and ${isOpen(today)} and from_date <= ${today}::date
               group by unit_id, person_id) as one
       group by unit_id, held`.execute(sql);
    const byUnit = new Map<string, PeopleHolding[]>();
    for (const { unitId, ...one } of found) byUnit.set(unitId, [...(byUnit.get(unitId) ?? []), one]);
    return byUnit;
  };

  return {
    byId: async (id: string): Promise<Employment> =>
      (await rows().where('id', '=', id).executeTakeFirst()) ?? refuse('not-found'),

    byIds: async (ids: readonly string[]): Promise<Employment[]> =>
      ids.length === 0
        ? []
        : rows()
            .where(rawSql<boolean>`id = any(${ids}::uuid[])`)
            .execute(),

    /** Those at a unit, or anywhere the viewer sees, whose holder is known by one of these tokens. */
    byTokens: async (held: readonly Buffer[], unitId: string | undefined): Promise<Employment[]> => {
      let query = rows()
        .where(rawSql<boolean>`id in (select employment_id from workforce.employments_of(${held}::bytea[]))`)
        .orderBy('endedAt', (order) => order.desc().nullsFirst())
        .orderBy('id');
      if (unitId !== undefined) query = query.where('unitId', '=', unitId);
      return query.limit(100).execute();
    },

    /** Employments of one unit that stand open on a day, by the tokens of these documents that lead to them. */
    openByTokens: async (
      unitId: string,
      held: readonly Buffer[],
      today: string,
    ): Promise<readonly (Employment & { readonly token: Buffer })[]> =>
      held.length === 0
        ? []
        : sql
            .selectFrom('workforce.employment')
            .innerJoin(
              rawSql<{ token: Buffer; employmentId: string }>`workforce.employments_of(${held}::bytea[])`.as('known'),
              'known.employmentId',
              'workforce.employment.id',
            )
            .selectAll('workforce.employment')
            .select('known.token')
            .where('unitId', '=', unitId)
            .where(isOpen(today))
            .execute(),

    list: async (
      { unitId, postClass, employmentForm, ended, today }: EmploymentFilter,
      limit: number,
      after: EmploymentPosition | undefined,
    ): Promise<Employment[]> => {
      let query = rows().where(ended ? rawSql<boolean>`not (${isOpen(today)})` : isOpen(today));
      if (unitId !== undefined) query = query.where('unitId', '=', unitId);
      if (postClass !== undefined) query = query.where('postClass', '=', postClass);
      if (employmentForm !== undefined) query = query.where('employmentForm', '=', employmentForm);
      if (after !== undefined)
        query = query.where(({ eb, refTuple, tuple }) =>
          eb(refTuple('createdAt', 'id'), '<', tuple(new Date(after.createdAt), after.id)),
        );
      return query.orderBy('createdAt', 'desc').orderBy('id', 'desc').limit(limit).execute();
    },

    /** Employments of a unit that were not closed, of these persons. */
    notEndedOf: async (unitId: string, personIds: readonly string[]): Promise<Employment[]> =>
      personIds.length === 0
        ? []
        : rows()
            .where('unitId', '=', unitId)
            .where('endedAt', 'is', null)
            .where(rawSql<boolean>`person_id = any(${personIds}::uuid[])`)
            .execute(),

    /** How many people these units have, in each post class and (under null) in all, each person once: whoever stands on their lists. */
    headCounts: async (today: string, unitIds: readonly string[]): Promise<HeadCount[]> => {
      const { rows: counts } = await rawSql<Omit<HeadCount, 'holding'>>`
        select unit_id as "unitId", post_class as "postClass", count(distinct person_id)::int as people,
               (count(distinct person_id) filter (where from_date <= ${today}::date))::int as "atWork"
          from workforce.employment
         where unit_id = any(${unitIds}::uuid[]) and ${isOpen(today)}
         group by grouping sets ((unit_id, post_class), (unit_id))`.execute(sql);
      const holding = await holdings(today, unitIds);
      return counts.map((one) => ({ ...one, holding: one.postClass === null ? (holding.get(one.unitId) ?? []) : [] }));
    },

    /** How many people whom a supplier sends stand on the roster of a unit. */
    sentBy: async (unitId: string, creditCode: string, today: string): Promise<number> => {
      const { people } = await sql
        .selectFrom('workforce.employment')
        .select(rawSql<number>`count(distinct person_id)::int`.as('people'))
        .where('unitId', '=', unitId)
        .where('supplierCreditCode', '=', creditCode)
        .where(isOpen(today))
        .executeTakeFirstOrThrow();
      return people;
    },

    insert: async (row: NewEmployment, action: EmploymentAction, actor?: string): Promise<Employment> => {
      const made = await sql
        .insertInto('workforce.employment')
        .values({ ...row, createdAt: now, changedAt: now })
        .returningAll()
        .executeTakeFirstOrThrow();
      await append(made, action, actor);
      return made;
    },

    /** Puts many on the roster, each with its action, by two statements. */
    insertMany: async (
      adding: readonly { readonly row: NewEmployment; readonly action: EmploymentAction }[],
      actor = viewerName(viewer),
    ): Promise<void> => {
      if (adding.length === 0) return;
      await sql
        .insertInto('workforce.employment')
        .values(adding.map(({ row }) => ({ ...row, createdAt: now, changedAt: now })))
        .execute();
      await sql
        .insertInto('workforce.employmentAction')
        .values(
          adding.map(({ row, action: { verb, ...detail } }) => ({
            ...{ id: newId(), employmentId: row.id, sequence: 1, verb, detail: JSON.stringify(detail), actor },
            ...{ organisationId: row.unitId, at: now },
          })),
        )
        .execute();
    },

    /** Writes the row one version on; refuses `changed-meanwhile` when somebody else was first. */
    update: async (
      { id, version }: Pick<Employment, 'id' | 'version'>,
      changes: Omit<Updateable<WorkforceEmploymentTable>, 'id' | 'version' | 'changedAt'>,
      action: EmploymentAction,
      actor?: string,
    ): Promise<Employment> => {
      const row = await sql
        .updateTable('workforce.employment')
        .set({ ...changes, version: version + 1, changedAt: now })
        .where('id', '=', id)
        .where('version', '=', version)
        .returningAll()
        .executeTakeFirst();
      if (row === undefined) return refuse('changed-meanwhile');
      await append(row, action, actor);
      return row;
    },

    actions: async (employmentId: string) =>
      sql
        .selectFrom('workforce.employmentAction')
        .selectAll()
        .where('employmentId', '=', employmentId)
        .orderBy('sequence')
        .execute(),
  };
}
