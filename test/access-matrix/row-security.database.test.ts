import { publicViewer, withTransaction } from '@gatehouse/server';
import { sql as rawSql } from 'kysely';
import { expect, it } from 'vitest';
import { onBothEngines } from '../harness/test-node.js';

/** Schemas that hold no rows of the domain: the engine's own, and the queue's, whose jobs name random ids only. */
const notOurs = ['pg_catalog', 'information_schema', 'pg_toast', 'public', 'jobs'];

onBothEngines('row security', (node) => {
  const ask = async <Row>(query: ReturnType<typeof rawSql<Row>>): Promise<Row[]> =>
    withTransaction(node().kernel.database, publicViewer, node().clock.now(), async ({ sql }) => {
      const { rows } = await query.execute(sql);
      return rows;
    });

  it('is on and forced on every table, and every table has a policy', async () => {
    const tables = await ask(rawSql<{ name: string; enabled: boolean; forced: boolean; policies: string }>`
      select schema.nspname || '.' || relation.relname as name, relation.relrowsecurity as enabled,
             relation.relforcerowsecurity as forced,
             (select count(*) from pg_policy where polrelid = relation.oid) as policies
        from pg_class relation join pg_namespace schema on schema.oid = relation.relnamespace
       where relation.relkind in ('r', 'p') and schema.nspname <> all (${notOurs}) and schema.nspname not like 'pg_%'`);
    expect(tables.map(({ name }) => name)).toContain('access.account');
    expect(tables.filter(({ enabled, forced, policies }) => !enabled || !forced || Number(policies) === 0)).toEqual([]);
  });

  it('finds out who the viewer is once a statement, not for every row', async () => {
    const policies = await ask(rawSql<{ name: string; words: string }>`
      select polrelid::regclass::text || ': ' || polname as name,
             concat_ws(' ', pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) as words
        from pg_policy`);
    // What stands in a sub-select of its own, without a column, is found out once: ( SELECT kernel.viewer_kind() AS viewer_kind).
    const once = /\( SELECT \w+\.\w+\((?:VARIADIC ARRAY\[[^\]]*\])?\) AS \w+\)/g;
    const everyRow = policies.filter(({ words }) => words.replaceAll(once, '').includes('kernel.viewer'));
    expect(policies.length).toBeGreaterThan(50);
    expect(everyRow).toEqual([]);
  });

  it('lets an action be written in the name of whoever acts alone, in every table that names an actor', async () => {
    const tables = await ask(rawSql<{ name: string; held: string | null }>`
      select relation.oid::regclass::text as name, pg_get_expr(policy.polwithcheck, relation.oid) as held
        from pg_class relation
        join pg_attribute on attrelid = relation.oid and attname = 'actor' and not attisdropped
        left join pg_policy policy on polrelid = relation.oid and polname = 'own_name' and not polpermissive and polcmd = 'a'
       where relation.relkind = 'r'`);
    expect(tables.map(({ name }) => name)).toContain('journal.entry');
    expect(tables.filter(({ held }) => held?.includes('(actor = ( SELECT kernel.viewer_name()') !== true)).toEqual([]);
    const inAnothersName = rawSql`
      insert into messages.message_action (id, message_id, verb, actor, at)
      values (gen_random_uuid(), gen_random_uuid(), 'sent', 'account:' || gen_random_uuid(), now())`;
    await expect(ask(inAnothersName)).rejects.toThrow(/row-level security/);
  });

  it('shows the public none of the rows of access', async () => {
    for (const table of [
      'account',
      'role_grant',
      'session',
      'api_token',
      'stand_in',
      'conflict',
      'organisation',
      'passkey',
      'passkey_challenge',
      'provider_link',
      'provider_attempt',
    ]) {
      expect([table, await ask(rawSql`select 1 from access.${rawSql.raw(table)}`)]).toEqual([table, []]);
    }
  });

  it('opens no function of ours with the rights of its owner unless its search path is fixed', async () => {
    const loose = await ask(rawSql<{ name: string }>`
      select routine.oid::regprocedure::text as name
        from pg_proc routine join pg_namespace schema on schema.oid = routine.pronamespace
       where routine.prosecdef and schema.nspname <> all (${notOurs}) and schema.nspname not like 'pg_%'
         and not exists (select 1 from unnest(routine.proconfig) setting where setting like 'search_path=%')`);
    expect(loose).toEqual([]);
  });

  it('holds a login that owns nothing, is no superuser, bypasses nothing and cannot become who does', async () => {
    // On the embedded engine there is one user for all: there row security is a help in tests, not a boundary.
    if (node().engine === 'embedded') return;
    const [login] = await ask(rawSql<{ superuser: boolean; bypasses: boolean; owned: string; reachable: string }>`
      select rolsuper as superuser, rolbypassrls as bypasses,
             (select count(*) from pg_class where relowner = pg_roles.oid) as owned,
             (select count(*) from pg_roles other
               where pg_has_role(session_user, other.oid, 'member') and (other.rolsuper or other.rolbypassrls or other.rolcreaterole
                  or exists (select 1 from pg_class where relowner = other.oid))) as reachable
        from pg_roles where rolname = session_user`);
    expect(login).toMatchObject({ superuser: false, bypasses: false });
    expect([Number(login?.owned), Number(login?.reachable)]).toEqual([0, 0]);
    const [database] = await ask(rawSql<{ owner: string }>`
      select pg_get_userbyid(datdba) as owner from pg_database where datname = current_database()`);
    for (const role of ['postgres', database?.owner ?? '']) {
      await expect(ask(rawSql`set role ${rawSql.id(role)}`)).rejects.toThrow();
    }
  });
});
