// The rows that each viewer reaches, asked of the database itself: what the policies of the tables say when no action stands before
// them. Every table, every viewer, every verb; what is right stands in rows.json.
import { readFileSync } from 'node:fs';
import { roles } from '@gatehouse/contract';
import type pg from 'pg';
import { systemNames } from '../../apps/server/src/kernel/viewer.js';

/**
 * How much of a table each verb reaches: `none`, `some` or `all` of its rows, `closed` where the application's login has no right at
 * all. `adds` adds rows that are there once more, in the viewer's own name where a row names who acts, `feigns` in somebody else's;
 * `changes` writes what it has read, `blind` without reading, `clears` leaves nothing in what may be empty.
 */
type Reached = Partial<Record<Verb, string>>;

const verbs = ['reads', 'adds', 'feigns', 'changes', 'blind', 'clears', 'removes'] as const;
type Verb = (typeof verbs)[number];

/** The matrix: by table, by what is reached, the viewers who reach it; in words that can be read side by side. */
export type RowMatrix = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** A viewer by name, as the kernel sets it; undefined where none is set. */
export type NamedViewer = { readonly name: string; readonly viewer: object | undefined };

/** Schemas that hold no rows of the domain. */
const notOurs = ['pg_catalog', 'information_schema', 'pg_toast', 'public', 'jobs'];

const rowsAddedAgain = 8;

/** Columns that name who acts, in tables to which rows are added in one's own name alone. */
const whoActs = ['actor', 'opened_by'];

/**
 * Asks every table for one viewer, each verb in a sub-transaction that is rolled back. Runs as the application, so that row security
 * holds. A failure that is no refusal was reached: whoever meets a constraint has passed the policy.
 */
const askRows = `
create or replace function public.add_rows(statement text, samples jsonb, named jsonb) returns text language plpgsql as $body$
declare
  sample jsonb; added int := 0; closed boolean := false;
begin
  for sample in select * from jsonb_array_elements(samples) loop
    begin
      execute statement using sample || named;
      raise exception using errcode = 'P0099';
    exception
      when insufficient_privilege then closed := closed or sqlerrm not like '%row-level security%';
      when sqlstate 'P0099' or integrity_constraint_violation or raise_exception then added := added + 1;
    end;
  end loop;
  return case when closed or jsonb_array_length(samples) = 0 then 'closed' when added = 0 then 'none'
              when added = jsonb_array_length(samples) then 'all' else 'some' end;
end $body$;
create or replace function public.ask_rows(tables jsonb) returns jsonb language plpgsql as $body$
declare
  answer jsonb := '{}'; name text; wanted jsonb; verb text; statement text; found bigint; total bigint; named jsonb; said text;
begin
  for name, wanted in select * from jsonb_each(tables) loop
    total := (wanted ->> 'total')::bigint;
    for verb, statement in select * from jsonb_each_text(wanted -> 'statements') loop
      begin
        if verb = 'reads' then execute statement into found;
        else execute statement; get diagnostics found = row_count; end if;
        raise exception using errcode = 'P0099';
      exception
        when sqlstate 'P0099' then said := case when found = 0 then 'none' when found >= total then 'all' else 'some' end;
        when insufficient_privilege then said := case when sqlerrm like '%row-level security%' then 'none' else 'closed' end;
        -- Whoever meets a constraint, or a trigger that refuses, has passed the policy.
        when integrity_constraint_violation or raise_exception then said := 'some';
        when others then said := 'fails by ' || sqlstate;
      end;
      answer := jsonb_set(answer, array[name], coalesce(answer -> name, '{}') || jsonb_build_object(verb, said));
    end loop;
    named := case when wanted ->> 'named' is null then '{}' else jsonb_build_object(wanted ->> 'named', kernel.viewer_name()) end;
    answer := jsonb_set(answer, array[name, 'adds'], to_jsonb(public.add_rows(wanted ->> 'add', wanted -> 'samples', named)));
    if wanted ->> 'named' is not null then
      named := jsonb_build_object(wanted ->> 'named', 'account:00000000-0000-0000-0000-000000000000');
      answer := jsonb_set(answer, array[name, 'feigns'], to_jsonb(public.add_rows(wanted ->> 'add', wanted -> 'samples', named)));
    end if;
  end loop;
  return answer;
end $body$;
grant execute on function public.ask_rows(jsonb), public.add_rows(text, jsonb, jsonb) to gatehouse_application;`;

type AskedTable = {
  readonly total: number;
  readonly statements: Readonly<Partial<Record<Verb, string>>>;
  readonly add: string;
  readonly samples: readonly unknown[];
  /** The column that names who acts, where there is one. */
  readonly named: string | null;
};

/** What is asked about each table that has rows; those without any are named apart, since nothing can be seen in them. */
export type Ground = { readonly tables: Readonly<Record<string, AskedTable>>; readonly empty: readonly string[] };

/** Makes ready to ask, as the owner of the database. */
export async function layGround(owner: pg.ClientBase): Promise<Ground> {
  await owner.query(askRows);
  await owner.query('set session_replication_role = replica');
  await owner.query(readFileSync(new URL('rows-of-their-own.sql', import.meta.url), 'utf8'));
  await owner.query('reset session_replication_role');
  const { rows } = await owner.query<TableShape>(tableShapes, [notOurs, whoActs]);
  const tables: Record<string, AskedTable> = {};
  const empty: string[] = [];
  for (const shape of rows) {
    const counted = await owner.query<{ total: string }>(`select count(*) as total from ${shape.name}`);
    const total = Number(counted.rows[0]?.total);
    if (total === 0) empty.push(shape.name);
    else tables[shape.name] = await askedTable(owner, shape, total);
  }
  return { tables, empty };
}

/** A table: the columns that the application may give a value in a new row, one that the application may change, and those it may leave empty. */
type TableShape = {
  readonly name: string;
  readonly columns: readonly string[];
  readonly changed: string | null;
  readonly cleared: readonly string[] | null;
  readonly named: string | null;
};

const tableShapes = `
  select schema.nspname || '.' || relation.relname as name,
         coalesce(array_agg(quote_ident(attname) order by attnum) filter (where may_add), '{}') as columns,
         (array_agg(quote_ident(attname) order by attnum desc) filter (where may_change))[1] as changed,
         array_agg(quote_ident(attname) order by attnum) filter (where may_change and not attnotnull) as cleared,
         min(attname) filter (where attname = any ($2)) as named
    from pg_class relation join pg_namespace schema on schema.oid = relation.relnamespace
    join lateral (select *, attgenerated = '' and attidentity <> 'a'
                    and has_column_privilege('gatehouse_application', attrelid, attnum, 'update') as may_change,
                    attgenerated = '' and has_column_privilege('gatehouse_application', attrelid, attnum, 'insert') as may_add
                    from pg_attribute where attrelid = relation.oid and attnum > 0 and not attisdropped) attribute on true
   where relation.relkind in ('r', 'p') and schema.nspname <> all ($1) and schema.nspname not like 'pg_%'
   group by 1 order by 1`;

async function askedTable(owner: pg.ClientBase, shape: TableShape, total: number): Promise<AskedTable> {
  const { name, changed, cleared, named } = shape;
  // Always the same ones, of all places and states: by their bytes.
  const { rows } = await owner.query<{ row: unknown }>(
    `select to_jsonb(one) as row from ${name} one order by md5(one::text) limit ${rowsAddedAgain}`,
  );
  const columns = shape.columns.join(', ');
  return {
    total,
    named,
    samples: columns === '' ? [] : rows.map(({ row }) => row),
    add: `insert into ${name} (${columns}) overriding system value select ${columns} from jsonb_populate_record(null::${name}, $1)`,
    statements: {
      reads: `select count(*) from ${name}`,
      removes: `delete from ${name}`,
      ...(changed === null ? {} : await changesOf(owner, name, changed)),
      ...(cleared === null
        ? {}
        : { clears: `update ${name} set ${cleared.map((column) => `${column} = null`).join(', ')}` }),
    },
  };
}

async function changesOf(owner: pg.ClientBase, name: string, changed: string) {
  const { rows } = await owner.query<{ literal: string }>(
    `select coalesce(quote_literal(${changed}::text), 'null') as literal from ${name} limit 1`,
  );
  return {
    changes: `update ${name} set ${changed} = ${changed}`,
    blind: `update ${name} set ${changed} = ${rows[0]?.literal ?? 'null'}`,
  };
}

/** Every kind of viewer in a database where accounts, a personal link and a visit are. The accounts get a session each. */
export async function viewersIn(owner: pg.ClientBase): Promise<NamedViewer[]> {
  await owner.query(`update access.role_grant set ended_at = null where account_id in (select id from access.account where closed_at is null)
    and ended_at is not null and role in ('admin', 'admin-2')`);
  await owner.query(`update access.account set one_time_until = null, closed_at = null where login = any ($1)`, [
    asked,
  ]);
  const { rows: accounts } = await owner.query<{ login: string; viewer: object }>(
    `with opened as (
       insert into access.session (id, account_id, secret_hash, user_agent, created_at, last_seen_at, expires_at, second_factor_at)
       select gen_random_uuid(), id, sha256(id::text::bytea), 'row matrix', now(), now(), now() + interval '1 day', now()
         from access.account where login = any ($1) returning id, account_id)
     select account.login, jsonb_build_object('kind', 'account', 'accountId', account.id, 'sessionId', opened.id,
            'organisationId', account.organisation_id, 'divisionCode', place.division_code,
            'roles', coalesce((select jsonb_agg(role) from access.role_grant where account_id = account.id and in_force_from is not null and ended_at is null), '[]')) as viewer
       from opened join access.account account on account.id = opened.account_id
       join access.organisation place on place.id = account.organisation_id order by 1`,
    [asked],
  );
  const { rows: links } = await owner.query<{ viewer: object }>(
    `select jsonb_build_object('kind', 'person', 'linkId', id, 'inquiryId', application_id, 'isOpenHere', true) as viewer
       from inquiry.consent_link order by created_at limit 1`,
  );
  const { rows: visits } = await owner.query<{ viewer: object }>(
    `select jsonb_build_object('kind', 'visitor', 'visitId', id) as viewer from inquiry.visit order by ended_at is not null, id limit 1`,
  );
  return [
    ...accounts.map(({ login, viewer }) => ({ name: login, viewer })),
    ...links.map(({ viewer }) => ({ name: 'person', viewer })),
    ...visits.map(({ viewer }) => ({ name: 'visitor', viewer })),
    { name: 'nobody', viewer: undefined },
    { name: 'operator', viewer: { kind: 'operator', name: 'root' } },
    { name: 'public', viewer: { kind: 'public' } },
    ...systemNames.map((name) => ({ name: `system:${name}`, viewer: { kind: 'system', name } })),
  ];
}

const asked = [...roles, 'clerk-elsewhere', 'reviewer-elsewhere', 'recheck-second', 'admin-bureau'];

/** Asks for every viewer about these tables, inside the owner's open transaction, which it leaves as it was. */
export async function askRowMatrix(
  owner: pg.ClientBase,
  tables: Ground['tables'],
  viewers: readonly NamedViewer[],
): Promise<RowMatrix> {
  const matrix: Record<string, Record<string, string[]>> = {};
  for (const { name, viewer } of viewers) {
    await owner.query('savepoint one_viewer; set local role gatehouse_application');
    if (viewer !== undefined) await owner.query('select kernel.set_viewer($1::jsonb)', [JSON.stringify(viewer)]);
    const { rows } = await owner.query<{ answer: Record<string, Reached> }>('select public.ask_rows($1) as answer', [
      JSON.stringify(tables),
    ]);
    await owner.query('rollback to savepoint one_viewer');
    for (const [table, reached] of Object.entries(rows[0]?.answer ?? {})) {
      const said = wordsOf(reached);
      ((matrix[table] ??= {})[said] ??= []).push(name);
    }
  }
  return matrix;
}

function wordsOf(reached: Reached): string {
  const said = verbs.flatMap((verb) => {
    const reach = reached[verb];
    return reach === undefined || reach === 'closed' || reach === 'none' ? [] : [`${verb} ${reach}`];
  });
  return said.length === 0 ? 'nothing' : said.join(', ');
}

/** Where two matrices differ: who reaches what, and what they should. Empty where they are one. */
export function differences(found: RowMatrix, right: RowMatrix): string[] {
  return Object.keys(found).flatMap((table) => {
    const [is, should] = [byViewer(found[table] ?? {}), byViewer(right[table] ?? {})];
    return [...new Set([...is.keys(), ...should.keys()])]
      .filter((name) => is.get(name) !== should.get(name))
      .map(
        (name) => `${name} at ${table}: ${is.get(name) ?? 'not asked'}, not ${should.get(name) ?? 'said by nobody'}`,
      );
  });
}

function byViewer(reached: RowMatrix[string]): Map<string, string> {
  return new Map(Object.entries(reached).flatMap(([words, names]) => names.map((name) => [name, words] as const)));
}
