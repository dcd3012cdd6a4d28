import { systemViewer, withTransaction } from '@gatehouse/server';
import { beforeAll, describe, expect, it } from 'vitest';
import { callerWithDevice, codeOn, type Device } from '../../../../../test/harness/device.js';
import {
  type Caller,
  callerAs,
  callerWith,
  makeWorld,
  signInAs,
  type World,
} from '../../../../../test/harness/people.js';
import { onChosenEngines } from '../../../../../test/harness/test-node.js';
import { act } from '../../kernel/act.js';
import { reapplyToAccount } from './actions/reapply-ended.js';

onChosenEngines('recovery by two administrators', (node) => {
  let world: World;
  let admin: Caller;
  let second: Caller;
  beforeAll(async () => {
    world = await makeWorld(node());
    [admin, second] = [await callerAs(node(), 'admin'), await callerAs(node(), 'admin-2')];
  });
  const at = (id: string, path = '') => `/api/accounts/${id}${path}`;
  const versionOf = async (id: string) => Number((await admin('GET', at(id))).json().version);
  const propose = async (id: string, by = admin) => by('POST', at(id, '/recovery'), { version: await versionOf(id) });
  const confirm = async (id: string, by = second, more: object = {}) =>
    by('POST', at(id, '/recovery/confirm'), { version: await versionOf(id), language: 'zh', ...more });
  const end = async (id: string, by = second) => by('POST', at(id, '/recovery/end'), { version: await versionOf(id) });
  const reapply = (id: string, word: string) =>
    act(node().kernel, systemViewer('restore'), 'journal.reapply-act', async (context) => {
      await context.record({});
      return reapplyToAccount(context, { act: word, objectId: id, at: context.now });
    });
  const messagesAbout = (id: string) =>
    withTransaction(node().kernel.database, systemViewer('delivery'), node().clock.now(), ({ sql }) =>
      sql.selectFrom('messages.message').select(['template', 'keptFromOutbox']).where('aboutId', '=', id).execute(),
    );

  describe('of somebody who lost device and codes', () => {
    let caller: Caller;
    let device: Device;
    const id = () => world.accounts.clerk;
    beforeAll(async () => {
      const found = await callerWithDevice(node(), 'clerk');
      [caller, device] = [found, found.device];
    });

    it('waits for another administrator than the one who proposes, and neither is the person', async () => {
      expect((await confirm(id())).code).toBe('not-found');
      expect((await propose(world.accounts.admin)).code).toBe('not-to-oneself');
      expect((await propose(id())).json().recovery).toMatchObject({ proposedBy: world.accounts.admin });
      expect((await propose(id(), second)).code).toBe('recovery-waits-already');
      expect((await confirm(id(), admin)).code).toBe('second-administrator-needed');
      const waiting = (await admin('GET', '/api/accounts?waiting=true')).json().items as { id: string }[];
      expect(waiting.map((account) => account.id)).toContain(id());
      // Nothing has changed so far.
      expect((await caller('GET', '/api/session')).statusCode).toBe(200);
    });

    it('is declined by one', async () => {
      expect((await end(id())).json().recovery).toBeNull();
      expect((await end(id())).code).toBe('not-found');
      expect((await confirm(id())).code).toBe('not-found');
      expect((await propose(id())).statusCode).toBe(201);
    });

    it('ends sessions and factor and gives a one-time password; the roles wait', async () => {
      const answer = (await confirm(id())).json();
      expect(answer).toMatchObject({ secondFactorSince: null, recovery: null, isTold: false });
      expect(answer.roles).toMatchObject([{ role: 'clerk', state: 'proposed', proposedBy: world.accounts['admin-2'] }]);
      expect((await caller('GET', '/api/session')).statusCode).toBe(401);
      // By the one-time password alone: no code is asked for any more.
      const again = callerWith(node(), await signInAs(node(), 'clerk', String(answer.oneTimePassword)));
      expect((await again('GET', '/api/session')).json()).toMatchObject({
        roles: [],
        passwordIsOneTime: true,
        secondFactor: 'none',
      });
      expect((await again('GET', '/api/second-factor')).json()).toMatchObject({ since: null, recoveryCodesLeft: 0 });
    });

    it('leaves nothing of the device: its row holds no secret', async () => {
      const kept = await withTransaction(
        node().kernel.database,
        systemViewer('sign-in'),
        node().clock.now(),
        ({ sql }) => sql.selectFrom('access.secondFactor').select('secret').where('accountId', '=', id()).execute(),
      );
      expect(kept).toEqual([{ secret: null }]);
      expect(device.secret).toHaveLength(32);
    });
  });

  describe('tells the person', () => {
    const phone = '139 0000 0077';
    const id = () => world.accounts.reviewer;
    beforeAll(async () => {
      await callerWithDevice(node(), 'reviewer');
      await admin('POST', at(id(), '/change'), { version: await versionOf(id()), workPhone: phone });
      await propose(id());
    });

    it.each([
      ['no phone', {}],
      ['another phone', { workPhone: '13900000078' }],
    ])('at the work phone of the account: %s is refused', async (_what, more) => {
      expect((await confirm(id(), second, more)).code).toBe('request-invalid');
      expect(await messagesAbout(id())).toEqual([]);
    });

    it('by a message that no outbox shows', async () => {
      expect((await confirm(id(), second, { workPhone: '+86 13900000077' })).json()).toMatchObject({ isTold: true });
      expect(await messagesAbout(id())).toEqual([{ template: 'account-recovered', keptFromOutbox: true }]);
    });
  });

  it('is nothing that an administrator of another place can propose or confirm', async () => {
    const bureau = await callerAs(node(), 'admin-bureau');
    const registrar = world.accounts.registrar;
    expect((await propose(registrar, bureau)).code).toBe('not-found');
    await propose(registrar);
    expect((await confirm(registrar, bureau)).code).toBe('not-found');
    expect((await end(registrar, bureau)).code).toBe('not-found');
  });

  it('a reset password leaves the factor, so that one administrator alone opens nothing', async () => {
    const { device } = await callerWithDevice(node(), 'verifier');
    const id = world.accounts.verifier;
    const reset = await admin('POST', at(id, '/reset-password'), { version: await versionOf(id) });
    const payload = { account: 'verifier', password: String(reset.json().oneTimePassword) };
    const answer = await node().http.inject({ method: 'POST', url: '/api/sign-in', payload });
    expect(answer.cookies).toEqual([]);
    const code = { ticket: answer.json().ticket as string, code: codeOn(device, node().clock.now(), 1) };
    const given = await node().http.inject({ method: 'POST', url: '/api/sign-in/code', payload: code });
    expect(given.json()).toMatchObject({ roles: [], passwordIsOneTime: true });
  });

  describe('after a restore', () => {
    const another = '00000000-0000-4000-8000-000000000000';

    it('the old password and the old device open nothing', async () => {
      const caller = await callerWithDevice(node(), 'comparer');
      const id = world.accounts.comparer;
      expect(await reapply(id, 'recover')).toBe('done');
      expect((await admin('GET', at(id))).json()).toMatchObject({ secondFactorSince: null, roles: [] });
      expect((await caller('GET', '/api/session')).statusCode).toBe(401);
      await expect(signInAs(node(), 'comparer')).rejects.toThrow('sign-in-refused');
      expect(await reapply(id, 'recover')).toBe('already');
      // Its secret is gone, so that no later password brings the device back.
      const factors = await withTransaction(
        node().kernel.database,
        systemViewer('sign-in'),
        node().clock.now(),
        ({ sql }) =>
          sql.selectFrom('access.secondFactor').select(['endedAt', 'secret']).where('accountId', '=', id).execute(),
      );
      expect(factors).toEqual([{ endedAt: expect.any(Date), secret: null }]);
    });

    it('an older device, and a password alone, open nothing where another device was set up since', async () => {
      await callerWithDevice(node(), 'recheck');
      const id = world.accounts.recheck;
      expect(await reapply(id, `set-factor:${another}`)).toBe('done');
      await expect(signInAs(node(), 'recheck')).rejects.toThrow('sign-in-refused');
      expect((await admin('GET', at(id))).json().roles).toMatchObject([{ role: 'recheck', state: 'in-force' }]);
      expect(await reapply(id, `set-factor:${another}`)).toBe('already');
    });

    it('a used recovery code, and codes that were given up, open nothing', async () => {
      const caller = await callerWithDevice(node(), 'superior');
      const id = world.accounts.superior;
      const left = async () => (await caller('GET', '/api/second-factor')).json().recoveryCodesLeft;
      const [code] = await withTransaction(
        node().kernel.database,
        systemViewer('sign-in'),
        node().clock.now(),
        ({ sql }) => sql.selectFrom('access.recoveryCode').select('id').where('accountId', '=', id).execute(),
      );
      expect(await reapply(id, `use-recovery-code:${code?.id ?? ''}`)).toBe('done');
      expect(await left()).toBe(9);
      expect(await reapply(id, `use-recovery-code:${code?.id ?? ''}`)).toBe('already');
      // Known: nothing was lost.
      expect(await reapply(id, `renew-recovery-codes:${code?.id ?? ''}`)).toBe('already');
      expect(await reapply(id, `renew-recovery-codes:${another}`)).toBe('done');
      expect(await left()).toBe(0);
    });

    it('a suspended account stays suspended, without sessions, where the copy does not know the look; and its page says so', async () => {
      const caller = await callerAs(node(), 'procurator');
      const id = world.accounts.procurator;
      expect((await admin('GET', at(id))).json()).toMatchObject({ suspendedAt: null });
      expect(await reapply(id, `suspend:${another}`)).toBe('done');
      expect((await admin('GET', at(id))).json()).toMatchObject({ suspendedAt: node().clock.now().toISOString() });
      expect((await caller('GET', '/api/session')).statusCode).toBe(401);
      await expect(signInAs(node(), 'procurator')).rejects.toThrow();
      expect(await reapply(id, `suspend:${another}`)).toBe('already');
    });
  });

  describe('closing an account', () => {
    it('ends its sessions in the same transaction: where the closing does not happen, neither does their end', async () => {
      const caller = await callerAs(node(), 'ministry');
      const id = world.accounts.ministry;
      const version = await versionOf(id);
      const { journal } = node().kernel;
      const { append } = journal;
      // The last thing an act writes fails: everything before it is taken back.
      Object.assign(journal, { append: () => Promise.reject(new Error('no entry')) });
      const failed = await admin('POST', at(id, '/close'), { version });
      Object.assign(journal, { append });
      expect(failed.statusCode).toBe(503);
      expect((await caller('GET', '/api/session')).statusCode).toBe(200);
      expect((await admin('POST', at(id, '/close'), { version })).statusCode).toBe(200);
      expect((await caller('GET', '/api/session')).statusCode).toBe(401);
      const ends = await withTransaction(
        node().kernel.database,
        systemViewer('demonstration'),
        node().clock.now(),
        async ({ sql }) => ({
          account: await sql.selectFrom('access.account').select('closedAt').where('id', '=', id).executeTakeFirst(),
          sessions: await sql.selectFrom('access.session').select('endedAt').where('accountId', '=', id).execute(),
        }),
      );
      expect(ends.sessions).toEqual([{ endedAt: ends.account?.closedAt }]);
    });

    it('ends the second factor too', async () => {
      await callerWithDevice(node(), 'auditor');
      const id = world.accounts.auditor;
      const closed = await admin('POST', at(id, '/close'), { version: await versionOf(id) });
      expect(closed.json()).toMatchObject({ secondFactorSince: null });
    });
  });
});
