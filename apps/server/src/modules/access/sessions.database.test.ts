import { systemViewer, withTransaction } from '@gatehouse/server';
import { sql as rawSql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Caller, callerAs, makeWorld, type World } from '../../../../../test/harness/people.js';
import { onChosenEngines } from '../../../../../test/harness/test-node.js';

onChosenEngines('sessions of accounts', (node) => {
  let world: World;
  let admin: Caller;
  beforeAll(async () => {
    world = await makeWorld(node());
    admin = await callerAs(node(), 'admin');
  });
  const statusOf = async (caller: Caller) => (await caller('GET', '/api/session')).statusCode;
  const versionOf = async (id: string) => Number((await admin('GET', `/api/accounts/${id}`)).json().version);
  const query = <Row>(words: ReturnType<typeof rawSql<Row>>): Promise<Row[]> =>
    withTransaction(node().kernel.database, systemViewer('sign-in'), node().clock.now(), async ({ sql }) => {
      const { rows } = await words.execute(sql);
      return rows;
    });

  it('say when and in what kind of browser, and keep no address', async () => {
    const caller = await callerAs(node(), 'auditor');
    const { items } = (await caller('GET', '/api/sessions')).json() as { items: object[] };
    expect(items.map((item) => Object.keys(item).sort())).toEqual([
      ['createdAt', 'expiresAt', 'id', 'isThisOne', 'lastSeenAt', 'userAgent'],
    ]);
    const rows = await query(
      rawSql<{ row: string }>`select row_to_json(session)::text as row from access.session session`,
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const { row } of rows) expect(row).not.toMatch(/\b10\.0\.\d+\.\d+\b/);
  });

  describe('of a colleague', () => {
    it('are ended by an administrator at once; roles stay, and the entry stands', async () => {
      const [one, two] = [await callerAs(node(), 'reviewer'), await callerAs(node(), 'reviewer')];
      const id = world.accounts.reviewer;
      const end = (version: number, by = admin) => by('POST', `/api/accounts/${id}/end-sessions`, { version });
      const version = await versionOf(id);
      expect((await end(version + 1)).code).toBe('changed-meanwhile');
      expect((await end(version)).json().roles).toMatchObject([{ role: 'reviewer', state: 'in-force' }]);
      expect([await statusOf(one), await statusOf(two)]).toEqual([401, 401]);
      const again = await callerAs(node(), 'reviewer');
      expect((await again('GET', '/api/session')).json()).toMatchObject({ roles: ['reviewer'] });
      const { history } = (await admin('GET', `/api/accounts/${id}`)).json() as { history: { verb: string }[] };
      expect(history.at(-1)?.verb).toBe('end-sessions');
    });

    it('are not there for an administrator of another place, nor for anybody else', async () => {
      const bureau = await callerAs(node(), 'admin-bureau');
      const registrar = await callerAs(node(), 'registrar');
      const path = `/api/accounts/${world.accounts.registrar}/end-sessions`;
      const nobody = '/api/accounts/00000000-0000-4000-8000-000000000000/end-sessions';
      expect((await bureau('POST', path, { version: 0 })).code).toBe('not-found');
      expect((await bureau('POST', nobody, { version: 0 })).code).toBe('not-found');
      expect((await registrar('POST', path, { version: 0 })).code).toBe('not-permitted');
      expect(await statusOf(registrar)).toBe(200);
    });
  });

  it('end in the very transaction in which the account is closed', async () => {
    const id = world.accounts['clerk-elsewhere'];
    const callers = [await callerAs(node(), 'clerk-elsewhere'), await callerAs(node(), 'clerk-elsewhere')];
    const version = await versionOf(id);
    expect((await admin('POST', `/api/accounts/${id}/close`, { version })).statusCode).toBe(200);
    // The transaction that wrote a row last, as the database itself keeps it.
    const writers = await query(rawSql<{ writer: string }>`
      select xmin::text as writer from access.account where id = ${id}
      union all select xmin::text from access.session where account_id = ${id}
      union all select xmin::text from access.role_grant where account_id = ${id}`);
    expect(writers).toHaveLength(4);
    expect(new Set(writers.map(({ writer }) => writer)).size).toBe(1);
    for (const caller of callers) expect(await statusOf(caller)).toBe(401);
  });
});
