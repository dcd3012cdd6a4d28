import { withTransaction } from '@gatehouse/server';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type Caller,
  callerAs,
  callerWith,
  makeWorld,
  signInAs,
  type World,
} from '../../../../../test/harness/people.js';
import { onChosenEngines } from '../../../../../test/harness/test-node.js';
import { foundAdministrators } from './index.js';

type Account = {
  id: string;
  version: number;
  oneTimePassword: string;
  roles: { id: string; role: string; state: string }[];
};

onChosenEngines('accounts and roles', (node) => {
  let world: World;
  let admin: Caller;
  let second: Caller;
  let names = 0;
  beforeAll(async () => {
    world = await makeWorld(node());
    admin = await callerAs(node(), 'admin');
    second = await callerAs(node(), 'admin-2');
  });
  const make = async (organisationId: string = world.organisations.school): Promise<Account & { login: string }> => {
    names += 1;
    const login = `made-${names}`;
    const answer = await admin('POST', '/api/accounts', { login, displayName: 'Made (invented)', organisationId });
    expect(answer.statusCode).toBe(201);
    return { ...(answer.json() as Account), login };
  };
  const propose = async (account: { id: string }, role: string, caller = admin) =>
    caller('POST', `/api/accounts/${account.id}/roles`, { role });
  const grantIn = (answer: { json: () => object }, role: string) =>
    (answer.json() as Account).roles.find((grant) => grant.role === role)?.id ?? 'none';
  const confirm = (account: { id: string }, grantId: string, caller = second) =>
    caller('POST', `/api/accounts/${account.id}/roles/${grantId}/confirm`);
  const give = async (account: { id: string }, role: string) =>
    confirm(account, grantIn(await propose(account, role), role));
  const passwordOf = (login: string) => `an own password of ${login.length} people`;
  /** Signs a new account in with its one-time password and chooses one of its own. */
  const settle = async ({ login, oneTimePassword }: { login: string; oneTimePassword: string }) => {
    const headers = await signInAs(node(), login, oneTimePassword);
    const chosen = { current: oneTimePassword, next: passwordOf(login) };
    expect((await callerWith(node(), headers)('POST', '/api/password', chosen)).statusCode).toBe(204);
    // What was open has another secret now.
    return callerAs(node(), login, chosen.next);
  };

  describe('a one-time password', () => {
    it('opens a session that may do nothing but choose a password', async () => {
      const account = await make();
      await give(account, 'clerk');
      const caller = callerWith(node(), await signInAs(node(), account.login, account.oneTimePassword));
      expect((await caller('GET', '/api/session')).json()).toMatchObject({ roles: [], passwordIsOneTime: true });
      await settle(account);
      expect(
        (await callerAs(node(), account.login, passwordOf(account.login)).then((c) => c('GET', '/api/session'))).json(),
      ).toMatchObject({ roles: ['clerk'], passwordIsOneTime: false });
    });

    it('opens nothing once it is too old', async () => {
      const account = await make();
      node().clock.advance(8 * 86_400_000);
      await expect(signInAs(node(), account.login, account.oneTimePassword)).rejects.toThrow('sign-in-refused');
      admin = await callerAs(node(), 'admin');
      second = await callerAs(node(), 'admin-2');
    });

    it('is shown once: no other answer holds it, nor its hash', async () => {
      const account = await make();
      const read = await admin('GET', `/api/accounts/${account.id}`);
      expect(JSON.stringify(read.json())).not.toMatch(/argon2|oneTimePassword"/);
    });
  });

  it('gives an account name once, also after it was closed', async () => {
    const account = await make();
    const again = { login: account.login, displayName: 'Again', organisationId: world.organisations.school };
    expect((await admin('POST', '/api/accounts', again)).code).toBe('login-taken');
  });

  describe('a role', () => {
    it('is in force once another administrator has confirmed it', async () => {
      const account = await make();
      const grantId = grantIn(await propose(account, 'clerk'), 'clerk');
      expect((await confirm(account, grantId, admin)).code).toBe('second-administrator-needed');
      expect((await confirm(account, grantId)).json().roles).toMatchObject([{ role: 'clerk', state: 'in-force' }]);
      expect((await confirm(account, grantId)).code).toBe('changed-meanwhile');
    });

    it('is never proposed or confirmed to oneself', async () => {
      const own = { id: world.accounts.admin };
      expect((await propose(own, 'auditor')).code).toBe('not-to-oneself');
    });

    it('goes to its kind of organisation, once, and not beside one that excludes it', async () => {
      const account = await make(world.organisations.registry);
      expect((await propose(account, 'clerk')).code).toBe('role-not-for-this-organisation');
      await give(account, 'comparer');
      expect((await propose(account, 'comparer')).code).toBe('role-held-already');
      expect((await propose(account, 'comparer-2')).code).toBe('roles-exclude-each-other');
    });

    it('is looked at again when it is confirmed', async () => {
      const account = await make(world.organisations.registry);
      const first = grantIn(await propose(account, 'comparer'), 'comparer');
      const other = grantIn(await propose(account, 'recheck'), 'recheck');
      expect((await confirm(account, first)).statusCode).toBe(200);
      expect((await confirm(account, other)).code).toBe('roles-exclude-each-other');
    });

    it('ends with the next transaction', async () => {
      const account = await make();
      const granted = await give(account, 'clerk');
      const caller = await settle(account);
      await admin('POST', `/api/accounts/${account.id}/roles/${grantIn(granted, 'clerk')}/end`);
      expect((await caller('GET', '/api/session')).json().roles).toEqual([]);
    });
  });

  it('closing ends sessions, tokens, roles and stand-ins at once, and for good', async () => {
    const account = await make();
    await give(account, 'clerk');
    const caller = await settle(account);
    const token = await caller('POST', '/api/tokens', { name: 'list', expiresAt: '2027-03-01T00:00:00Z' });
    const program = callerWith(node(), { authorization: `Bearer ${String(token.json().secret)}` });
    expect((await program('GET', '/api/session')).statusCode).toBe(200);
    const { version } = (await admin('GET', `/api/accounts/${account.id}`)).json();
    expect((await admin('POST', `/api/accounts/${account.id}/close`, { version: 1 })).code).toBe('changed-meanwhile');
    expect((await admin('POST', `/api/accounts/${account.id}/close`, { version })).json().roles).toEqual([]);
    for (const gone of [caller, program]) expect((await gone('GET', '/api/session')).statusCode).toBe(401);
    await expect(signInAs(node(), account.login, passwordOf(account.login))).rejects.toThrow('sign-in-refused');
    expect((await admin('POST', `/api/accounts/${account.id}/close`, { version })).code).toBe('account-closed');
  });

  it('an administrator does not close or reset their own account', async () => {
    const { version } = (await admin('GET', `/api/accounts/${world.accounts.admin}`)).json();
    for (const verb of ['close', 'reset-password']) {
      expect((await admin('POST', `/api/accounts/${world.accounts.admin}/${verb}`, { version })).code).toBe(
        'not-to-oneself',
      );
    }
  });

  it('a reset gives one administrator no way into another account: its roles wait for a second one', async () => {
    const account = await make();
    await give(account, 'clerk');
    await settle(account);
    const { version } = (await admin('GET', `/api/accounts/${account.id}`)).json();
    const reset = (await admin('POST', `/api/accounts/${account.id}/reset-password`, { version })).json() as Account;
    const caller = await settle({ ...account, oneTimePassword: reset.oneTimePassword });
    expect((await caller('GET', '/api/session')).json().roles).toEqual([]);
    const grantId = reset.roles[0]?.id ?? 'none';
    expect((await confirm(account, grantId, admin)).code).toBe('second-administrator-needed');
    await confirm(account, grantId);
    expect((await caller('GET', '/api/session')).json().roles).toEqual(['clerk']);
  });

  describe('an administrator of one authority', () => {
    it('sees and changes accounts below it, and no other', async () => {
      const bureau = await callerAs(node(), 'admin-bureau');
      const listed = (await bureau('GET', '/api/accounts?limit=200')).json().items as { organisationId: string }[];
      const { education, school, schoolNextDoor, kindergarten } = world.organisations;
      expect(listed.length).toBeGreaterThan(0);
      for (const { organisationId } of listed) {
        expect([education, school, schoolNextDoor, kindergarten]).toContain(organisationId);
      }
      const elsewhere = world.accounts['clerk-elsewhere'];
      expect((await bureau('GET', `/api/accounts/${elsewhere}`)).code).toBe('not-found');
      expect((await bureau('POST', `/api/accounts/${elsewhere}/close`, { version: 0 })).code).toBe('not-found');
      expect((await propose({ id: world.accounts.registrar }, 'verifier', bureau)).code).toBe('not-found');
    });
  });

  describe('founding', () => {
    const founding = {
      organisation: { nameEn: 'Operator (invented)', nameZh: '运行单位（虚构）', divisionCode: '100000' },
      administrators: [
        { login: 'first-founder', displayName: 'First' },
        { login: 'second-founder', displayName: 'Second' },
      ] as [{ login: string; displayName: string }, { login: string; displayName: string }],
    };
    const operator = { kind: 'operator', name: 'root' } as const;

    it('is refused while two administrators are there', async () => {
      await expect(foundAdministrators(node().kernel, operator, founding)).rejects.toThrow('administrators-present');
    });

    it('makes two when fewer are left, each with a role that excludes the other', async () => {
      await withTransaction(node().kernel.database, operator, node().clock.now(), ({ sql }) =>
        sql
          .updateTable('access.roleGrant')
          .set({ endedAt: node().clock.now() })
          .where('role', 'in', ['admin', 'admin-2'])
          .execute(),
      );
      const { administrators } = await foundAdministrators(node().kernel, operator, founding);
      for (const [at, role] of ['admin', 'admin-2'].entries()) {
        const { login, oneTimePassword } = administrators[at] ?? { login: '', oneTimePassword: '' };
        const caller = await settle({ login, oneTimePassword });
        expect((await caller('GET', '/api/session')).json().roles).toEqual([role]);
      }
    });

    it('is for the operator at the machine alone', async () => {
      const answer = await node().http.inject({ method: 'POST', url: '/api/administrators', payload: founding });
      expect(answer.statusCode).toBe(404);
    });
  });
});
