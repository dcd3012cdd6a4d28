import { generateKeyPairSync } from 'node:crypto';
import { systemViewer, withTransaction } from '@gatehouse/server';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  addPasskey,
  type Authenticator,
  callerWithPasskey,
  type Mischief,
  newAuthenticator,
} from '../../../../../test/harness/authenticator.js';
import { codeOn, setUpDevice } from '../../../../../test/harness/device.js';
import {
  type Caller,
  callerAs,
  callerWith,
  makeWorld,
  worldPassword,
  type World,
} from '../../../../../test/harness/people.js';
import { onChosenEngines } from '../../../../../test/harness/test-node.js';
import { act } from '../../kernel/act.js';
import { reapplyToAccount } from './actions/reapply-ended.js';

type Asked = { challengeId: string; options: Record<string, unknown> };

onChosenEngines(
  'passkeys',
  (node) => {
    let world: World;
    beforeAll(async () => {
      world = await makeWorld(node());
    });
    beforeEach(() => node().clock.advance(90_000));
    const now = () => node().clock.now();
    // Each from an address of its own: what strangers may ask in a minute is counted by address.
    let requests = 0;
    const post = (url: string, payload: object, headers: Record<string, string> = {}) => {
      requests += 1;
      const remoteAddress = `10.7.${Math.floor(requests / 250)}.${(requests % 250) + 1}`;
      return node().http.inject({ method: 'POST', url, payload, headers, remoteAddress });
    };
    const ask = async (body: object = {}) => (await post('/api/sign-in/passkey/begin', body)).json<Asked>();
    const give = async (challengeId: string, response: object) =>
      post('/api/sign-in/passkey', { challengeId, response });
    /** Signs in by a passkey alone; answers the status, or the code of the refusal. */
    const signIn = async (device: Authenticator, mischief: Mischief = {}, body: object = {}) => {
      const asked = await ask(body);
      const answer = await give(asked.challengeId, device.show(asked, mischief));
      return answer.statusCode === 200 ? 200 : String(answer.json<{ code: string }>().code);
    };
    const ticketOf = async (account: string) =>
      (await post('/api/sign-in', { account, password: worldPassword })).json<{ ticket: string; factors: string[] }>();
    const refusals = (): Promise<unknown[]> =>
      withTransaction(node().kernel.database, { kind: 'operator', name: 'root' }, now(), ({ sql }) =>
        sql
          .selectFrom('journal.entry')
          .select(['act', 'id'])
          .where('outcome', '=', 'refused')
          .where('act', '=', 'access.sign-in')
          .execute(),
      );
    const reapply = (id: string, word: string) =>
      act(node().kernel, systemViewer('restore'), 'journal.reapply-act', async (context) => {
        await context.record({});
        return reapplyToAccount(context, { act: word, objectId: id, at: context.now });
      });
    const passwordOf = async (id: string): Promise<boolean> =>
      withTransaction(node().kernel.database, systemViewer('sign-in'), now(), async ({ sql }) => {
        const account = sql.selectFrom('access.account').select('passwordHash').where('id', '=', id);
        return (await account.executeTakeFirstOrThrow()).passwordHash !== null;
      });

    it('are taken where people reach the node, by its name', async () => {
      const ways = await node().http.inject({ url: '/api/sign-in/ways' });
      expect(ways.json()).toEqual({ passkeys: { origin: 'http://localhost:7080' }, provider: null });
      expect((await post('/api/sign-in/provider/begin', {})).json()).toMatchObject({ code: 'provider-not-set-up' });
      expect((await ask()).options).toMatchObject({ rpId: 'localhost', userVerification: 'required' });
    });

    describe('the first', () => {
      let caller: Caller;
      let device: Authenticator;
      let recoveryCodes: string[];
      beforeAll(async () => {
        caller = await callerAs(node(), 'clerk');
      });

      it('is added by the password, gives the roles and ten recovery codes, and ends the other sessions', async () => {
        expect((await caller('GET', '/api/session')).json()).toMatchObject({ roles: [], secondFactor: 'missing' });
        expect((await caller('POST', '/api/passkeys/begin', { current: 'x' })).code).toBe('password-not-right');
        const elsewhere = await callerAs(node(), 'clerk');
        device = newAuthenticator();
        const added = await addPasskey(caller, device, 'my phone');
        recoveryCodes = added.recoveryCodes;
        expect(new Set(recoveryCodes).size).toBe(10);
        expect((await caller('GET', '/api/session')).json()).toMatchObject({ roles: ['clerk'], secondFactor: 'set' });
        expect((await elsewhere('GET', '/api/session')).statusCode).toBe(401);
        expect((await caller('GET', '/api/passkeys')).json().items).toMatchObject([
          { name: 'my phone', lastUsedAt: null },
        ]);
      });

      it('signs in by itself with all roles, under a new secret, and says when it was used', async () => {
        const asked = await ask();
        expect(asked.options.allowCredentials ?? []).toEqual([]);
        const answer = await give(asked.challengeId, device.show(asked));
        expect(answer.json()).toMatchObject({ login: 'clerk', roles: ['clerk'], secondFactor: 'set' });
        const cookie = `gatehouse_session=${answer.cookies[0]?.value ?? ''}`;
        const again = callerWith(node(), { cookie, 'x-gatehouse-request': '1' });
        expect((await again('GET', '/api/session')).json()).toMatchObject({ roles: ['clerk'] });
        const { items } = (await again('GET', '/api/passkeys')).json() as { items: { lastUsedAt: string }[] };
        expect(items[0]?.lastUsedAt).toBe(now().toISOString());
        const next = await ask();
        const third = await post(
          '/api/sign-in/passkey',
          { challengeId: next.challengeId, response: device.show(next) },
          { cookie, 'x-gatehouse-request': '1' },
        );
        expect(third.cookies[0]?.value).not.toBe(answer.cookies[0]?.value);
        expect((await again('GET', '/api/session')).statusCode).toBe(401);
      });

      it('is asked for after the password, which alone opens nothing', async () => {
        const answer = await post('/api/sign-in', { account: 'clerk', password: worldPassword });
        expect(answer.cookies).toEqual([]);
        expect(answer.json()).toMatchObject({ factors: ['passkey'] });
        const { ticket } = answer.json<{ ticket: string }>();
        expect((await ask({ ticket })).options.allowCredentials).toHaveLength(1);
        expect(await signIn(device, {}, { ticket })).toBe(200);
        expect((await post('/api/sign-in/passkey/begin', { ticket: `${ticket}x` })).json()).toMatchObject({
          code: 'sign-in-begin-again',
        });
      });

      it('leaves a recovery code for where the device is lost, once', async () => {
        const { ticket } = await ticketOf('clerk');
        const by = async (code: string) => (await post('/api/sign-in/code', { ticket, code })).statusCode;
        expect(await by('000000')).toBe(401);
        expect(await by(recoveryCodes[0] ?? '')).toBe(200);
        expect(await by(recoveryCodes[0] ?? '')).toBe(401);
      });

      it('stays where it is the only factor, and goes once another stands', async () => {
        const whole = await ask();
        const shown = await give(whole.challengeId, device.show(whole));
        const headers = { cookie: `gatehouse_session=${shown.cookies[0]?.value ?? ''}`, 'x-gatehouse-request': '1' };
        const signedIn = callerWith(node(), headers);
        const { items } = (await signedIn('GET', '/api/passkeys')).json() as { items: { id: string }[] };
        const first = items[0]?.id ?? '';
        const remove = (id: string, by = signedIn, current = worldPassword) =>
          by('POST', `/api/passkeys/${id}/remove`, { current });
        expect((await remove(first)).code).toBe('last-factor');
        const second = newAuthenticator({ counts: false });
        expect((await addPasskey(signedIn, second, 'key ring')).recoveryCodes).toEqual([]);
        expect((await remove(first, signedIn, 'x')).code).toBe('password-not-right');
        const { caller: other } = await callerWithPasskey(node(), 'ministry');
        expect((await remove(first, other)).code).toBe('not-found');
        expect((await remove(first)).statusCode).toBe(204);
        expect((await remove(first)).code).toBe('not-found');
        expect(await signIn(device)).toBe('passkey-refused');
        expect([await signIn(second), await signIn(second)]).toEqual([200, 200]);
        const set = await setUpDevice(signedIn, now());
        expect((await ticketOf('clerk')).factors).toEqual(['code', 'passkey']);
        const { ticket } = await ticketOf('clerk');
        node().clock.advance(60_000);
        expect((await post('/api/sign-in/code', { ticket, code: codeOn(set, now()) })).statusCode).toBe(200);
      });
    });

    describe('of a page or device that is not in order', () => {
      let device: Authenticator;
      beforeAll(async () => {
        ({ device } = await callerWithPasskey(node(), 'reviewer'));
      });
      const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
      const mischiefs: [string, Mischief][] = [
        ['a page that only looks like this one', { origin: 'http://localhost:7081' }],
        ['another place', { rpId: 'gatehouse.invalid' }],
        ['a device that did not look who holds it', { isUserVerified: false }],
        ['another key', { key: stranger }],
        ['another challenge', { challenge: 'aW52ZW50ZWQ' }],
        ["somebody else's handle", { userHandle: Buffer.alloc(16, 7) }],
      ];

      it.each(mischiefs)('%s opens nothing, leaves an entry, and has used its challenge', async (_what, mischief) => {
        const [before, asked] = [await refusals(), await ask()];
        const answer = await give(asked.challengeId, device.show(asked, mischief));
        expect([answer.statusCode, answer.cookies]).toEqual([401, []]);
        expect(answer.json()).toMatchObject({ code: 'passkey-refused' });
        expect((await refusals()).length).toBe(before.length + 1);
        expect((await give(asked.challengeId, device.show(asked))).json()).toMatchObject({
          code: 'passkey-took-too-long',
        });
      });

      it.each(mischiefs.filter(([, mischief]) => !('key' in mischief || 'userHandle' in mischief)))(
        '%s adds none',
        async (_what, mischief) => {
          const caller = await callerAs(node(), 'vice-principal');
          const asked = (await caller('POST', '/api/passkeys/begin', { current: worldPassword })).json() as Asked;
          const response = newAuthenticator().make(asked, mischief);
          const added = await caller('POST', '/api/passkeys', { challengeId: asked.challengeId, name: 'x', response });
          expect(added.code).toBe('passkey-not-taken');
          expect((await caller('GET', '/api/passkeys')).json().items).toEqual([]);
        },
      );

      it('a count that lies behind, or stands, is refused: the key may have been copied', async () => {
        expect(await signIn(device, { count: 40 })).toBe(200);
        expect(await signIn(device, { count: 40 })).toBe('passkey-counter-behind');
        expect(await signIn(device, { count: 39 })).toBe('passkey-counter-behind');
        expect(await signIn(device, { count: 0 })).toBe('passkey-counter-behind');
        expect(await signIn(device, { count: 41 })).toBe(200);
      });

      it("nobody adds another's", async () => {
        const caller = await callerAs(node(), 'vice-principal');
        const asked = (await caller('POST', '/api/passkeys/begin', { current: worldPassword })).json() as Asked;
        const body = { challengeId: asked.challengeId, name: 'x', response: device.make(asked) };
        expect((await caller('POST', '/api/passkeys', body)).code).toBe('passkey-not-taken');
      });

      it("is not taken after the password of somebody else's account", async () => {
        await callerWithPasskey(node(), 'superior');
        const { ticket } = await ticketOf('superior');
        expect(await signIn(device, { count: 60 }, { ticket })).toBe('passkey-refused');
        expect(await signIn(newAuthenticatorLike(device))).toBe('passkey-refused');
      });
    });

    describe('a challenge', () => {
      it('is good for five minutes, and for what it was drawn for', async () => {
        const { caller, device } = await callerWithPasskey(node(), 'verifier');
        const [early, late] = [await ask(), await ask()];
        node().clock.advance(4 * 60_000);
        expect((await give(early.challengeId, device.show(early))).statusCode).toBe(200);
        node().clock.advance(60_000);
        expect((await give(late.challengeId, device.show(late))).json()).toMatchObject({
          code: 'passkey-took-too-long',
        });
        const begun = (await caller('POST', '/api/passkeys/begin', { current: worldPassword })).json() as Asked;
        expect((await give(begun.challengeId, device.show(begun))).json()).toMatchObject({ code: 'passkey-refused' });
        const drawn = { ...(await ask()), options: begun.options };
        const body = { challengeId: drawn.challengeId, name: 'x', response: newAuthenticator().make(drawn) };
        expect((await caller('POST', '/api/passkeys', body)).code).toBe('passkey-not-taken');
      });

      it('adds a passkey in the session that asked for the password, and in no other', async () => {
        const { caller, device } = await callerWithPasskey(node(), 'registrar');
        const asked = (await caller('POST', '/api/passkeys/begin', { current: worldPassword })).json() as Asked;
        const whole = await ask();
        const shown = await give(whole.challengeId, device.show(whole));
        const headers = { cookie: `gatehouse_session=${shown.cookies[0]?.value ?? ''}`, 'x-gatehouse-request': '1' };
        const body = { challengeId: asked.challengeId, name: 'x', response: newAuthenticator().make(asked) };
        const added = await callerWith(node(), headers)('POST', '/api/passkeys', body);
        expect(added.code).toBe('passkey-not-taken');
      });

      it('is forgotten once it is over, so that strangers fill nothing', async () => {
        for (let draw = 0; draw < 3; draw += 1) await ask();
        node().clock.advance(6 * 60_000);
        await ask();
        const kept = await withTransaction(node().kernel.database, systemViewer('sign-in'), now(), ({ sql }) =>
          sql.selectFrom('access.passkeyChallenge').select('id').execute(),
        );
        expect(kept).toHaveLength(1);
      });
    });

    it('are ten at most', async () => {
      const { caller } = await callerWithPasskey(node(), 'comparer');
      for (let more = 1; more < 10; more += 1) await addPasskey(caller, newAuthenticator(), `key ${more}`);
      expect((await caller('POST', '/api/passkeys/begin', { current: worldPassword })).code).toBe('passkeys-at-most');
    });

    it('are nothing for a program', async () => {
      const { caller } = await callerWithPasskey(node(), 'qualification');
      const token = { name: 'nightly list', expiresAt: '2027-03-01T00:00:00Z' };
      const { secret } = (await caller('POST', '/api/tokens', token)).json();
      const program = callerWith(node(), { authorization: `Bearer ${String(secret)}` });
      expect((await program('POST', '/api/passkeys/begin', { current: worldPassword })).code).toBe('session-needed');
    });

    it('are taken away by a recovery of two administrators', async () => {
      const { device } = await callerWithPasskey(node(), 'centre');
      const [admin, second] = [
        (await callerWithPasskey(node(), 'admin')).caller,
        (await callerWithPasskey(node(), 'admin-2')).caller,
      ];
      const at = (path = '') => `/api/accounts/${world.accounts.centre}${path}`;
      const version = async () => (await admin('GET', at())).json().version;
      await admin('POST', at('/recovery'), { version: await version() });
      expect(await signIn(device)).toBe(200);
      const confirmed = await second('POST', at('/recovery/confirm'), { version: await version(), language: 'zh' });
      expect(confirmed.json()).toMatchObject({ secondFactorSince: null });
      expect(await signIn(device)).toBe('passkey-refused');
    });

    describe('after a restore', () => {
      const lost = '00000000-0000-4000-8000-000000000000';

      it('one that the copy lacks takes the password with it where it was the only factor', async () => {
        const id = world.accounts.auditor;
        expect(await reapply(id, `add-passkey:${lost}`)).toBe('done');
        expect(await passwordOf(id)).toBe(false);
        expect(await reapply(id, `add-passkey:${lost}`)).toBe('already');
      });

      it('one that the copy lacks beside other factors changes nothing, nor does one it knows', async () => {
        const { passkey } = await callerWithPasskey(node(), 'recheck');
        const id = world.accounts.recheck;
        expect(await reapply(id, `add-passkey:${lost}`)).toBe('already');
        expect(await reapply(id, `add-passkey:${passkey.id}`)).toBe('already');
        expect(await passwordOf(id)).toBe(true);
      });

      it('one that was removed is removed again, and never leaves the password alone', async () => {
        const { caller, device, passkey } = await callerWithPasskey(node(), 'procurator');
        const id = world.accounts.procurator;
        const second = newAuthenticator();
        const other = await addPasskey(caller, second);
        expect(await reapply(id, `remove-passkey:${passkey.id}`)).toBe('done');
        expect(await reapply(id, `remove-passkey:${passkey.id}`)).toBe('already');
        expect([await signIn(device), await signIn(second)]).toEqual(['passkey-refused', 200]);
        expect(await passwordOf(id)).toBe(true);
        expect(await reapply(id, `remove-passkey:${other.passkey.id}`)).toBe('done');
        expect(await signIn(second)).toBe('passkey-refused');
        expect(await passwordOf(id)).toBe(false);
      });
    });

    it('are demanded by the database too: a session of an account with one, in which it was not shown, has no viewer', async () => {
      const { caller } = await callerWithPasskey(node(), 'comparer-2');
      const id = world.accounts['comparer-2'];
      await withTransaction(node().kernel.database, systemViewer('sign-in'), now(), ({ sql }) =>
        sql.updateTable('access.session').set({ secondFactorAt: null }).where('accountId', '=', id).execute(),
      );
      expect((await caller('GET', '/api/session')).statusCode).toBe(401);
    });
  },
  {},
  { isFactorForced: true },
);

/** A device that answers in the name of another, without its key. */
function newAuthenticatorLike(device: Authenticator): Authenticator {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { ...device, show: (asked, mischief) => device.show(asked, { ...mischief, key: privateKey }) };
}
