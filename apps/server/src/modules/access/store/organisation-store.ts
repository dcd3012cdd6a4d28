import type { NewOrganisation, OrganisationKind } from '@gatehouse/contract';
import { type Selectable, sql as rawSql } from 'kysely';
import type { AccessOrganisationTable } from '../../../kernel/database/tables.generated.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import type { CalledOrganisation } from '../rules/told-apart.js';

/** An organisation as the database holds it. */
export type Organisation = Omit<Selectable<AccessOrganisationTable>, 'kind'> & { readonly kind: OrganisationKind };

/** An organisation in a list, with the number of open ones directly below it. */
export type ListedOrganisation = Organisation & { readonly children: number };

/** Which organisations a list shows; `top` those under none. */
export type OrganisationFilter = {
  readonly parentId?: string | undefined;
  readonly top?: 'true' | undefined;
  readonly kind?: string | undefined;
  readonly name?: string | undefined;
};

/** How the divisions begin in which a viewer meets organisations: of everybody alike, or by the kind of the viewer's own organisation. */
export type Reach =
  | { readonly within: string }
  | { readonly organisationId: string; readonly withinByKind: Readonly<Record<string, string>> };

/** Organisations and their tree. */
export function organisationStore({ sql, now }: Transaction) {
  const organisations = () =>
    sql
      .selectFrom('access.organisation as organisation')
      .selectAll('organisation')
      .select((expression) =>
        expression
          .selectFrom('access.organisation as below')
          .select(({ fn }) => fn.countAll<string>().as('count'))
          .whereRef('below.parentId', '=', 'organisation.id')
          .where('below.closedAt', 'is', null)
          .as('children'),
      );
  type Row = Selectable<AccessOrganisationTable> & { children: string | null };
  const listed = ({ children, kind, ...row }: Row): ListedOrganisation => ({
    ...row,
    kind: kind as OrganisationKind,
    children: Number(children),
  });
  /** Open organisations of a kind where somebody holds one of these roles; by division, then id. */
  const staffed = async (kind: OrganisationKind, roles: readonly string[]): Promise<Organisation[]> =>
    (
      await organisations()
        .where('organisation.kind', '=', kind)
        .where('organisation.closedAt', 'is', null)
        .where(({ exists, selectFrom }) =>
          exists(
            selectFrom('access.account as somebody')
              .innerJoin('access.roleGrant as held', 'held.accountId', 'somebody.id')
              .select('somebody.id')
              .whereRef('somebody.organisationId', '=', 'organisation.id')
              .where('somebody.closedAt', 'is', null)
              .where('held.role', 'in', [...roles])
              .where('held.inForceFrom', 'is not', null)
              .where('held.endedAt', 'is', null),
          ),
        )
        .orderBy('organisation.divisionCode')
        .orderBy('organisation.id')
        .execute()
    ).map(listed);

  return {
    byId: async (id: string): Promise<ListedOrganisation | undefined> => {
      const row = await organisations().where('organisation.id', '=', id).executeTakeFirst();
      return row === undefined ? undefined : listed(row);
    },
    /** Holds the row until the transaction ends, so that no other change passes in between. */
    lock: async (id: string) => {
      await sql.selectFrom('access.organisation').select('id').where('id', '=', id).forUpdate().execute();
    },
    /** The organisation and everything above it, itself first. */
    upward: async (id: string): Promise<{ id: string; kind: string }[]> => {
      const { rows } = await rawSql<{ id: string; kind: string }>`
        with recursive upward as (
          select id, kind, parent_id, 0 as height from access.organisation where id = ${id}
          union all
          select above.id, above.kind, above.parent_id, height + 1
            from access.organisation above join upward on above.id = upward.parent_id
        ) select id, kind from upward order by height`.execute(sql);
      return rows;
    },
    /**
     * These organisations, closed ones too, each with whether it was asked for, and the open ones of the same name in one of the languages within
     * reach; without a reach these alone. One statement.
     */
    called: async (
      ids: readonly string[],
      reach: Reach | undefined,
    ): Promise<(CalledOrganisation & { readonly isAsked: boolean })[]> => {
      const beginning =
        reach === undefined
          ? rawSql`null::text`
          : 'within' in reach
            ? rawSql`${reach.within}::text`
            : rawSql`(select ${JSON.stringify(reach.withinByKind)}::jsonb ->> own.kind
                        from access.organisation own where own.id = ${reach.organisationId})`;
      const { rows } = await rawSql<CalledOrganisation & { readonly isAsked: boolean }>`
        with asked as (
          select id, name_en, name_zh, division_code, credit_code from access.organisation where id = any(${[...ids]}::uuid[])
        ), within as (select ${beginning} as beginning),
             near as (select rpad(beginning, 6, '0') as first, rpad(beginning, 6, '9') as last from within)
        select asked.*, true as is_asked from asked
        union
        select alike.id, alike.name_en, alike.name_zh, alike.division_code, alike.credit_code, false
          from near cross join asked join access.organisation alike
            on alike.name_zh = asked.name_zh and alike.id <> asked.id
         where alike.closed_at is null and alike.division_code between near.first and near.last
        union
        select alike.id, alike.name_en, alike.name_zh, alike.division_code, alike.credit_code, false
          from near cross join asked join access.organisation alike
            on alike.name_en = asked.name_en and alike.id <> asked.id
         where alike.closed_at is null and alike.division_code between near.first and near.last`.execute(sql);
      return rows;
    },
    /** Open units, or those that were closed, anywhere below, by division, then id. */
    unitsBelow: async (id: string, are: 'open' | 'closed' = 'open'): Promise<Organisation[]> =>
      (await sql
        .withRecursive('below', (query) =>
          query
            .selectFrom('access.organisation')
            .select('access.organisation.id')
            .where('parentId', '=', id)
            .unionAll(
              query
                .selectFrom('access.organisation')
                .innerJoin('below', 'below.id', 'access.organisation.parentId')
                .select('access.organisation.id'),
            ),
        )
        .selectFrom('access.organisation')
        .selectAll('access.organisation')
        .where('id', 'in', (query) => query.selectFrom('below').select('below.id'))
        .where('kind', '=', 'unit')
        .where('closedAt', are === 'open' ? 'is' : 'is not', null)
        .orderBy('divisionCode')
        .orderBy('id')
        .execute()) as Organisation[],
    openOperator: async () =>
      sql
        .selectFrom('access.organisation')
        .select('id')
        .where('kind', '=', 'operator')
        .where('closedAt', 'is', null)
        .orderBy('createdAt')
        .executeTakeFirst(),
    /** By division, then id. */
    list: async (
      { parentId, top, kind, name }: OrganisationFilter,
      after: { divisionCode: string; id: string } | undefined,
      limit: number,
    ): Promise<ListedOrganisation[]> => {
      let query = organisations().where('organisation.closedAt', 'is', null);
      if (parentId !== undefined) query = query.where('organisation.parentId', '=', parentId);
      if (top !== undefined) query = query.where('organisation.parentId', 'is', null);
      if (kind !== undefined) query = query.where('organisation.kind', '=', kind);
      if (name !== undefined) {
        const part = `%${name.replace(/[\\%_]/g, (character) => `\\${character}`)}%`;
        query = query.where((expression) =>
          expression.or([
            expression('organisation.nameZh', 'ilike', part),
            expression('organisation.nameEn', 'ilike', part),
          ]),
        );
      }
      if (after !== undefined) {
        query = query.where(({ eb, refTuple, tuple }) =>
          eb(refTuple('organisation.divisionCode', 'organisation.id'), '>', tuple(after.divisionCode, after.id)),
        );
      }
      const rows = await query.orderBy('organisation.divisionCode').orderBy('organisation.id').limit(limit).execute();
      return rows.map(listed);
    },
    /** The divisions of the open organisations directly below. */
    divisionsBelow: async (id: string): Promise<string[]> => {
      const rows = await sql
        .selectFrom('access.organisation')
        .select('divisionCode')
        .where('parentId', '=', id)
        .where('closedAt', 'is', null)
        .execute();
      return rows.map((row) => row.divisionCode);
    },
    /** Open organisations that are one of these authorities of the law pack and where somebody holds one of these roles; by division, then id. */
    authorities: async (kinds: readonly string[], roles: readonly string[]): Promise<Organisation[]> =>
      (await staffed('authority', roles)).filter(({ authority }) => authority !== null && kinds.includes(authority)),
    staffed,
    /** Open suppliers of staff, by id; with a code the one that has it. */
    suppliers: async (creditCode?: string): Promise<Organisation[]> => {
      let query = organisations()
        .where('organisation.kind', '=', 'supplier')
        .where('organisation.closedAt', 'is', null);
      if (creditCode !== undefined) query = query.where('organisation.creditCode', '=', creditCode);
      return (await query.orderBy('organisation.id').execute()).map(listed);
    },
    /** Open units of the whole country by id, after one. */
    unitsAfter: async (after: string | undefined, limit: number): Promise<Organisation[]> => {
      let query = organisations().where('organisation.kind', '=', 'unit').where('organisation.closedAt', 'is', null);
      if (after !== undefined) query = query.where('organisation.id', '>', after);
      return (await query.orderBy('organisation.id').limit(limit).execute()).map(listed);
    },
    openAccounts: async (id: string): Promise<number> => {
      const row = await sql
        .selectFrom('access.account')
        .select(({ fn }) => fn.countAll<string>().as('count'))
        .where('organisationId', '=', id)
        .where('closedAt', 'is', null)
        .executeTakeFirstOrThrow();
      return Number(row.count);
    },
    /** Organisations that have one of these social-credit codes, closed ones too, an open one before those closed. */
    byCodes: async (creditCodes: readonly string[]): Promise<Organisation[]> =>
      (
        await organisations()
          .where(rawSql<boolean>`organisation.credit_code = any(${[...creditCodes]}::text[])`)
          .orderBy(rawSql`organisation.closed_at desc nulls first`)
          .execute()
      ).map(listed),
    /** Whether the social-credit code is another open organisation's. */
    creditCodeTaken: async (creditCode: string, except: string | undefined): Promise<boolean> => {
      const row = await sql
        .selectFrom('access.organisation')
        .select('id')
        .where('creditCode', '=', creditCode)
        .where('closedAt', 'is', null)
        .executeTakeFirst();
      return row !== undefined && row.id !== except;
    },
    insert: async (id: string, organisation: NewOrganisation) => {
      await sql
        .insertInto('access.organisation')
        .values({ ...organisation, id, createdAt: now })
        .execute();
    },
    update: async (id: string, changes: Partial<Omit<Organisation, 'id' | 'kind' | 'version'>>) => {
      await sql.updateTable('access.organisation').set(changes).where('id', '=', id).execute();
    },
  };
}
