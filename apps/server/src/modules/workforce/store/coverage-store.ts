import type { CoverageState } from '@gatehouse/contract';
import { civilDateAt } from '@gatehouse/law';
import { sql as rawSql, type Selectable } from 'kysely';
import type { WorkforceCoverageTable, WorkforceEmploymentTable } from '../../../kernel/database/tables.generated.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import type { UnitAuthority } from '../doors.js';
import type { CheckFacts } from '../rules/facts.js';
import type { UnitOrder } from '../rules/headcount.js';

export type CoverageRow = Omit<Selectable<WorkforceCoverageTable>, 'state'> & { readonly state: CoverageState };
export type Employment = Selectable<WorkforceEmploymentTable>;

/** How many people of a unit are in a state. */
export type StateCount = { readonly unitId: string; readonly state: CoverageState; readonly count: number };

/** Where a page of a unit's people ended. */
export type CoveragePosition = { readonly urgency: number; readonly dueOn: string; readonly id: string };

const farDay = '9999-12-31';

/** Where everybody at work stands, as far as the viewer may see them. */
export function coverageStore(transaction: Transaction) {
  const { sql, now } = transaction;
  const dueOn = rawSql<string>`coalesce(due_on, ${farDay}::date)`;
  return {
    /** The most urgent first, then what is due next. */
    list: async (
      unitId: string,
      states: readonly CoverageState[] | undefined,
      limit: number,
      after: CoveragePosition | undefined,
    ): Promise<CoverageRow[]> => {
      let query = sql
        .selectFrom('workforce.coverage')
        .selectAll()
        .where('unitId', '=', unitId)
        .where('isOpen', '=', true);
      if (states !== undefined) query = query.where('state', 'in', [...states]);
      if (after !== undefined)
        query = query.where(
          rawSql<boolean>`(urgency, ${dueOn}, employment_id) > (${after.urgency}, ${after.dueOn}::date, ${after.id}::uuid)`,
        );
      return (await query
        .orderBy('urgency')
        .orderBy(dueOn)
        .orderBy('employmentId')
        .limit(limit)
        .execute()) as CoverageRow[];
    },
    byIds: async (ids: readonly string[]): Promise<CoverageRow[]> =>
      (await sql
        .selectFrom('workforce.coverage')
        .selectAll()
        .where(rawSql<boolean>`employment_id = any(${ids}::uuid[])`)
        .execute()) as CoverageRow[],
    counts: async (): Promise<StateCount[]> =>
      (await sql
        .selectFrom('workforce.coverage')
        .select(['unitId', 'state', rawSql<number>`count(*)::int`.as('count')])
        .where('isOpen', '=', true)
        .groupBy(['unitId', 'state'])
        .execute()) as StateCount[],
    /** How many of the viewer's own unit have to be asked about, by the notice whose day has come. */
    noticed: async (unitId: string, today: string) =>
      sql
        .selectFrom('workforce.coverage')
        .select([
          'state',
          'notice',
          rawSql<number>`count(*)::int`.as('count'),
          rawSql<number>`count(*) filter (where due_on < ${today})::int`.as('late'),
          rawSql<string | null>`min(due_on)::text`.as('dueOn'),
        ])
        .where('unitId', '=', unitId)
        .where('isOpen', '=', true)
        .groupBy(['state', 'notice'])
        .execute() as Promise<
        { state: CoverageState; notice: string | null; count: number; late: number; dueOn: string | null }[]
      >,
    write: async (rows: readonly CoverageRow[]): Promise<void> => {
      if (rows.length === 0) return;
      await sql
        .insertInto('workforce.coverage')
        .values([...rows])
        .onConflict((conflict) =>
          conflict.column('employmentId').doUpdateSet((given) => ({
            reviewerId: given.ref('excluded.reviewerId'),
            superiorId: given.ref('excluded.superiorId'),
            postClass: given.ref('excluded.postClass'),
            isOpen: given.ref('excluded.isOpen'),
            state: given.ref('excluded.state'),
            urgency: given.ref('excluded.urgency'),
            since: given.ref('excluded.since'),
            dueOn: given.ref('excluded.dueOn'),
            answeredOn: given.ref('excluded.answeredOn'),
            notice: given.ref('excluded.notice'),
            inquiryId: given.ref('excluded.inquiryId'),
            isProhibited: given.ref('excluded.isProhibited'),
            isChecked: given.ref('excluded.isChecked'),
            lookAgainOn: given.ref('excluded.lookAgainOn'),
            lookedAt: given.ref('excluded.lookedAt'),
          })),
        )
        .execute();
    },
    ...checksIn(transaction),
    /** Employments that are marked to be looked at, the oldest marks first. */
    marked: async (limit: number): Promise<string[]> =>
      (await sql.selectFrom('workforce.toLook').select('employmentId').orderBy('markedAt').limit(limit).execute()).map(
        ({ employmentId }) => employmentId,
      ),
    /**
     * Takes marks away before the look: a change that comes during it marks anew. Employments are held first and both in the order of their
     * ids, as by everybody who changes or enrols one and so marks it: nobody waits for another in a circle.
     */
    unmark: async (ids: readonly string[]): Promise<void> => {
      await sql
        .selectFrom('workforce.employment')
        .select('id')
        .where(rawSql<boolean>`id = any(${ids}::uuid[])`)
        .orderBy('id')
        .forKeyShare()
        .execute();
      await rawSql`
        with held as (select employment_id from workforce.to_look where employment_id = any(${ids}::uuid[])
                       order by employment_id for update)
        delete from workforce.to_look gone using held where gone.employment_id = held.employment_id`.execute(sql);
    },
    /** Employments whose day has come, and those of which it is not known yet how they count for others. */
    dueToLook: async (today: string, limit: number): Promise<string[]> =>
      (
        await sql
          .selectFrom('workforce.coverage')
          .select('employmentId')
          .where((either) => either.or([either('lookAgainOn', '<=', today), either('isChecked', 'is', null)]))
          .orderBy('lookAgainOn')
          .limit(limit)
          .execute()
      ).map(({ employmentId }) => employmentId),
    employments: async (ids: readonly string[]): Promise<Employment[]> =>
      sql
        .selectFrom('workforce.employment')
        .selectAll()
        .where(rawSql<boolean>`id = any(${ids}::uuid[])`)
        .orderBy('id')
        .execute(),
    markHolders: async (unitId: string, tokens: readonly Buffer[]): Promise<void> => {
      await rawSql`select workforce.mark_holders(${unitId}::uuid, ${tokens}::bytea[], ${now}::timestamptz)`.execute(
        sql,
      );
    },
    hasEmployments: async (): Promise<boolean> =>
      (await sql.selectFrom('workforce.employment').select('id').limit(1).executeTakeFirst()) !== undefined,
  };
}

function checksIn({ sql }: Transaction) {
  return {
    /** Employments of which one of these checks is known to speak. */
    restingOn: async (inquiryIds: readonly string[]): Promise<string[]> => {
      const rows = await sql
        .selectFrom('workforce.employmentCheck')
        .select('employmentId')
        .distinct()
        .where(rawSql<boolean>`inquiry_id = any(${inquiryIds}::uuid[])`)
        .execute();
      return rows.map(({ employmentId }) => employmentId);
    },
    /** The checks known of employments, by employment. */
    checks: async (employmentIds: readonly string[]): Promise<ReadonlyMap<string, CheckFacts[]>> => {
      const rows = await sql
        .selectFrom('workforce.employmentCheck')
        .selectAll()
        .where(rawSql<boolean>`employment_id = any(${employmentIds}::uuid[])`)
        .execute();
      const known = new Map<string, CheckFacts[]>();
      for (const { employmentId, settlement, settledAt, ...row } of rows) {
        const kept = settlement === null || settledAt === null ? null : { kind: settlement, at: settledAt };
        const check = { ...row, settlement: kept } as CheckFacts;
        known.set(employmentId, [...(known.get(employmentId) ?? []), check]);
      }
      return known;
    },
    writeChecks: async (employmentId: string, checks: readonly CheckFacts[]): Promise<void> => {
      if (checks.length === 0) return;
      await sql
        .insertInto('workforce.employmentCheck')
        .values(
          checks.map(({ settlement, ...check }) => ({
            ...check,
            employmentId,
            settlement: settlement?.kind ?? null,
            settledAt: settlement?.at ?? null,
          })),
        )
        .onConflict((conflict) =>
          conflict.columns(['employmentId', 'inquiryId']).doUpdateSet((given) => ({
            purpose: given.ref('excluded.purpose'),
            postClass: given.ref('excluded.postClass'),
            state: given.ref('excluded.state'),
            changedAt: given.ref('excluded.changedAt'),
            stepAt: given.ref('excluded.stepAt'),
            releasedAt: given.ref('excluded.releasedAt'),
            outcome: given.ref('excluded.outcome'),
            settlement: given.ref('excluded.settlement'),
            settledAt: given.ref('excluded.settledAt'),
            sameIdentity: given.ref('excluded.sameIdentity'),
          })),
        )
        .execute();
    },
  };
}

/** What a look at a unit found: who answers for it, and what orders it among others. */
export type UnitLooked = UnitAuthority &
  UnitOrder & { readonly unitId: string; readonly state: 'lacking' | 'asked' | 'whole' };

/** Where a page of units ended. */
export type UnitPosition = UnitOrder & { readonly unitId: string };

/** Units by what their rosters lack. */
export function rosterStore({ sql, now }: Transaction) {
  return {
    /** Units to look at again, before the day's turn. */
    stale: async (limit: number): Promise<string[]> =>
      (
        await sql.selectFrom('workforce.unitLook').select('unitId').where('isStale', '=', true).limit(limit).execute()
      ).map(({ unitId }) => unitId),
    lookedOn: async (unitIds: readonly string[], today: string): Promise<ReadonlySet<string>> => {
      const rows = await sql
        .selectFrom('workforce.unitLook')
        .select('unitId')
        .where(rawSql<boolean>`unit_id = any(${unitIds}::uuid[])`)
        .where('lookedOn', '=', today)
        .where('isStale', '=', false)
        .execute();
      return new Set(rows.map(({ unitId }) => unitId));
    },
    /** Notes what a look at a unit found, for the list of units; answers when the unit was first seen. */
    look: async (looked: UnitLooked): Promise<Date> => {
      const found = { ...looked, lookedOn: civilDateAt(now), isStale: false, isListed: true };
      const { firstSeenAt } = await sql
        .insertInto('workforce.unitLook')
        .values({ ...found, firstSeenAt: now })
        .onConflict((conflict) => conflict.column('unitId').doUpdateSet(found))
        .returning('firstSeenAt')
        .executeTakeFirstOrThrow();
      return firstSeenAt;
    },
    /** Nothing is looked at where there is no unit. */
    passOver: async (unitId: string): Promise<void> => {
      const passed = { lookedOn: civilDateAt(now), isStale: false, isListed: false };
      await sql.updateTable('workforce.unitLook').set(passed).where('unitId', '=', unitId).execute();
    },
    /** Takes units off the list that were not among those of the day: they are closed. */
    unlist: async (today: string): Promise<void> => {
      await sql
        .updateTable('workforce.unitLook')
        .set({ isListed: false })
        .where('isListed', '=', true)
        .where('lookedOn', '<', today)
        .execute();
    },
    /** Units that the viewer answers for by what their rosters lack, the worst first. */
    worstFirst: async (
      state: UnitLooked['state'] | undefined,
      limit: number,
      after: UnitPosition | undefined,
    ): Promise<UnitPosition[]> => {
      let query = sql
        .selectFrom('workforce.unitLook')
        .select(['unitId', 'lacksAll', 'missing', 'findings'])
        .where('isListed', '=', true)
        .where('lookedOn', 'is not', null);
      if (state !== undefined) query = query.where('state', '=', state);
      if (after !== undefined)
        query = query.where(
          rawSql<boolean>`(not lacks_all, -missing, -findings, unit_id) >
            (${!after.lacksAll}::boolean, ${-after.missing}::int, ${-after.findings}::int, ${after.unitId}::uuid)`,
        );
      return query
        .orderBy('lacksAll', 'desc')
        .orderBy('missing', 'desc')
        .orderBy('findings', 'desc')
        .orderBy('unitId')
        .limit(limit)
        .execute();
    },
  };
}
