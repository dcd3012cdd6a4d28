import { systemViewer, withTransaction } from '@gatehouse/server';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Caller, callerAs, makeWorld, type World, worldPassword } from '../../../../../test/harness/people.js';
import { onChosenEngines } from '../../../../../test/harness/test-node.js';
import { hasConflict, isStaffPhone } from './index.js';

const day = 86_400_000;

onChosenEngines('stand-ins, conflicts of interest, work phones', (node) => {
  let world: World;
  beforeAll(async () => {
    world = await makeWorld(node());
  });
  const inDays = (days: number) => new Date(node().clock.now().getTime() + days * day).toISOString();
  const rolesOf = async (login: string) =>
    (await (await callerAs(node(), login, worldPassword))('GET', '/api/session')).json().roles;

  describe('a stand-in', () => {
    let registrar: Caller;
    let admin: Caller;
    beforeAll(async () => {
      registrar = await callerAs(node(), 'registrar');
      admin = await callerAs(node(), 'admin');
    });
    const propose = (changes: object = {}, caller = registrar) =>
      caller('POST', '/api/stand-ins', {
        absentAccountId: world.accounts.registrar,
        accountId: world.accounts.verifier,
        role: 'registrar',
        startsAt: inDays(1),
        endsAt: inDays(3),
        ...changes,
      });
    const confirm = (id: unknown, caller = admin) => caller('POST', `/api/stand-ins/${String(id)}/confirm`);

    it('acts with the lent role from its first to its last day, once an administrator has confirmed it', async () => {
      const { id } = (await propose()).json();
      expect((await confirm(id)).json().state).toBe('confirmed');
      expect(await rolesOf('verifier')).toEqual(['verifier']);
      node().clock.advance(2 * day);
      expect(await rolesOf('verifier')).toEqual(['registrar', 'verifier']);
      node().clock.advance(2 * day);
      expect(await rolesOf('verifier')).toEqual(['verifier']);
      registrar = await callerAs(node(), 'registrar');
      admin = await callerAs(node(), 'admin');
    });

    it('ends at once when whoever is away comes back', async () => {
      const { id } = (await propose({ startsAt: inDays(0) })).json();
      await confirm(id);
      expect(await rolesOf('verifier')).toEqual(['registrar', 'verifier']);
      expect((await registrar('POST', `/api/stand-ins/${String(id)}/end`)).json().state).toBe('over');
      expect(await rolesOf('verifier')).toEqual(['verifier']);
      expect((await confirm(id)).code).toBe('changed-meanwhile');
    });

    it('ends with the role it lends', async () => {
      const { id } = (await propose({ startsAt: inDays(0) })).json();
      await confirm(id);
      const account = (await admin('GET', `/api/accounts/${world.accounts.registrar}`)).json();
      const grant = (account.roles as { id: string }[])[0]?.id ?? 'none';
      await admin('POST', `/api/accounts/${world.accounts.registrar}/roles/${grant}/end`);
      expect(await rolesOf('verifier')).toEqual(['verifier']);
      const again = await admin('POST', `/api/accounts/${world.accounts.registrar}/roles`, { role: 'registrar' });
      const proposed = (again.json().roles as { id: string }[])[0]?.id ?? 'none';
      const second = await callerAs(node(), 'admin-2');
      await second('POST', `/api/accounts/${world.accounts.registrar}/roles/${proposed}/confirm`);
    });

    it('joins no roles that exclude each other', async () => {
      const comparer = await callerAs(node(), 'comparer');
      const lent = {
        absentAccountId: world.accounts.comparer,
        accountId: world.accounts['comparer-2'],
        role: 'comparer',
      };
      expect((await propose(lent, comparer)).code).toBe('roles-exclude-each-other');
    });

    it.each([
      ['turned round', () => ({ startsAt: inDays(3), endsAt: inDays(1) }), 'request-invalid'],
      ['over', () => ({ startsAt: inDays(-3), endsAt: inDays(-1) }), 'request-invalid'],
      ['of a role not held', () => ({ role: 'comparer' }), 'request-invalid'],
      ['by oneself', () => ({ accountId: world.accounts.registrar }), 'not-to-oneself'],
      ['from another house', () => ({ accountId: world.accounts.clerk }), 'not-found'],
      ['for somebody else', () => ({ absentAccountId: world.accounts.comparer }), 'not-found'],
    ])('is refused when %s', async (_words, changes, code) => {
      expect((await propose(changes())).code).toBe(code);
    });

    it('proposed by an administrator is confirmed by another', async () => {
      const { id } = (await propose({}, admin)).json();
      expect((await confirm(id)).code).toBe('second-administrator-needed');
      expect((await confirm(id, await callerAs(node(), 'admin-2'))).statusCode).toBe(200);
      expect((await registrar('GET', '/api/stand-ins')).json().items).toContainEqual(expect.objectContaining({ id }));
    });
  });

  it('a conflict of interest stands from its declaration to its withdrawal', async () => {
    const reviewer = await callerAs(node(), 'reviewer');
    const asked = () =>
      withTransaction(node().kernel.database, systemViewer('sweep'), node().clock.now(), (transaction) =>
        hasConflict(transaction, world.accounts.reviewer, world.organisations.school),
      );
    expect(await asked()).toBe(false);
    const declared = await reviewer('POST', '/api/conflicts', {
      organisationId: world.organisations.school,
      ground: 'family',
    });
    expect(declared.statusCode).toBe(201);
    expect(await asked()).toBe(true);
    const id = String(declared.json().id);
    const clerk = await callerAs(node(), 'clerk');
    expect((await clerk('POST', `/api/conflicts/${id}/withdraw`)).code).toBe('not-found');
    expect((await reviewer('POST', `/api/conflicts/${id}/withdraw`)).statusCode).toBe(204);
    expect(await asked()).toBe(false);
  });

  it('knows the work phones of open accounts of one organisation, and keeps no number', async () => {
    const admin = await callerAs(node(), 'admin');
    const made = await admin('POST', '/api/accounts', {
      login: 'with-phone',
      displayName: 'With a phone (invented)',
      organisationId: world.organisations.school,
      workPhone: '+86 139-0000-0000',
    });
    expect(made.json().hasWorkPhone).toBe(true);
    const asked = (organisationId: string, phone: string) =>
      withTransaction(node().kernel.database, systemViewer('personal-link'), node().clock.now(), (transaction) =>
        isStaffPhone(node().kernel, transaction, organisationId, phone),
      );
    expect(await asked(world.organisations.school, '139 0000 0000')).toBe(true);
    expect(await asked(world.organisations.school, '13900000001')).toBe(false);
    expect(await asked(world.organisations.kindergarten, '13900000000')).toBe(false);
    const { id, version } = made.json();
    await admin('POST', `/api/accounts/${String(id)}/close`, { version });
    expect(await asked(world.organisations.school, '13900000000')).toBe(false);
  });
});
