import { systemViewer, withTransaction } from '@gatehouse/server';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { callerWithDevice, codeOn, type Device, setUpDevice } from '../../../../../test/harness/device.js';
import { type Caller, callerAs, callerWith, makeWorld, worldPassword } from '../../../../../test/harness/people.js';
import { onChosenEngines } from '../../../../../test/harness/test-node.js';

const step = 30_000;

onChosenEngines(
  'a second factor',
  (node) => {
    beforeAll(async () => {
      await makeWorld(node());
    });
    // Each rule begins in a step of its own, in which no code was taken yet.
    beforeEach(() => node().clock.advance(3 * step));
    const now = () => node().clock.now();
    const post = (url: string, payload: object, remoteAddress = '192.0.2.1') =>
      node().http.inject({ method: 'POST', url, payload, remoteAddress });
    const ticketOf = async (account: string, address?: string, password = worldPassword) =>
      String((await post('/api/sign-in', { account, password }, address)).json().ticket);
    const give = (ticket: string, code: string, address?: string) =>
      post('/api/sign-in/code', { ticket, code }, address);
    /** Signs in by password and code; answers the status, or the code of the refusal. */
    const signIn = async (account: string, code: string, address?: string) => {
      const answer = await give(await ticketOf(account, address), code, address);
      return answer.statusCode === 200 ? 200 : String(answer.json().code);
    };
    const rows = <T>(work: (sql: Parameters<Parameters<typeof withTransaction>[3]>[0]['sql']) => Promise<T>) =>
      withTransaction(node().kernel.database, systemViewer('sign-in'), now(), ({ sql }) => work(sql));

    /** What is kept of the secret of the one session that an account has open. */
    const hashOf = (login: string) =>
      rows((sql) =>
        sql
          .selectFrom('access.session as session')
          .innerJoin('access.account as account', 'account.id', 'session.accountId')
          .select('session.secretHash')
          .where('account.login', '=', login)
          .where('session.endedAt', 'is', null)
          .executeTakeFirstOrThrow(),
      );

    describe('where a role asks for one and none is set up', () => {
      let caller: Caller;
      beforeAll(async () => {
        caller = await callerAs(node(), 'clerk');
      });

      it('the session has no role, and says what is missing', async () => {
        expect((await caller('GET', '/api/session')).json()).toMatchObject({
          roles: [],
          permissions: [],
          secondFactor: 'missing',
        });
        expect((await caller('GET', '/api/inquiries')).code).toBe('not-permitted');
        expect((await caller('POST', '/api/tokens', { name: 'x', expiresAt: '2027-01-01T00:00:00Z' })).code).toBe(
          'not-permitted',
        );
        expect((await caller('GET', '/api/second-factor')).json()).toEqual({
          since: null,
          recoveryCodesLeft: 0,
          isForced: true,
          isShownLately: true,
        });
      });

      it('a device is set up by password and first code, and the roles are in force', async () => {
        const elsewhere = await callerAs(node(), 'clerk');
        const { secret, address } = (await caller('POST', '/api/second-factor/begin')).json();
        expect(String(secret)).toMatch(/^[A-Z2-7]{32}$/);
        expect(String(address)).toContain(`secret=${String(secret)}`);
        const code = codeOn({ secret: String(secret) }, now());
        const set = (body: object) => caller('POST', '/api/second-factor/set', body);
        expect((await set({ current: 'x', code })).code).toBe('password-not-right');
        expect((await set({ current: worldPassword, code: '000000' })).code).toBe('first-code-not-right');
        const done = await set({ current: worldPassword, code });
        expect(new Set(done.json().recoveryCodes as string[]).size).toBe(10);
        expect((await caller('GET', '/api/session')).json()).toMatchObject({ roles: ['clerk'], secondFactor: 'set' });
        expect((await elsewhere('GET', '/api/session')).statusCode).toBe(401);
        expect((await set({ current: worldPassword, code })).code).toBe('factor-not-begun');
        // Nor does whoever finds the session open later give a program the account.
        node().clock.advance(15 * 60_000);
        const token = { name: 'x', expiresAt: new Date(now().getTime() + 86_400_000).toISOString() };
        expect((await caller('POST', '/api/tokens', token)).code).toBe('factor-needed-again');
      });
    });

    describe('asked for again before what opens the account is changed', () => {
      let caller: Awaited<ReturnType<typeof callerWithDevice>>;
      const renew = async () =>
        (await caller('POST', '/api/second-factor/recovery-codes', { current: worldPassword })).code;
      const show = (code: string) => caller('POST', '/api/second-factor/show', { code });
      beforeAll(async () => {
        caller = await callerWithDevice(node(), 'procurator');
      });

      it('a quarter of an hour after it was shown, password or not', async () => {
        expect(await renew()).toBeUndefined();
        node().clock.advance(15 * 60_000);
        expect(await renew()).toBe('factor-needed-again');
        expect((await caller('GET', '/api/second-factor')).json()).toMatchObject({ isShownLately: false });
        // What it does not open goes on without it.
        expect((await caller('GET', '/api/session')).statusCode).toBe(200);
      });

      it('by a recovery code, which is used up by it', async () => {
        expect((await show(codeOn(caller.device, now()))).statusCode).toBe(200);
        const { recoveryCodes } = (
          await caller('POST', '/api/second-factor/recovery-codes', { current: worldPassword })
        ).json();
        node().clock.advance(15 * 60_000);
        const [code] = recoveryCodes as string[];
        expect(await renew()).toBe('factor-needed-again');
        expect((await show(String(code))).statusCode).toBe(200);
        expect((await show(String(code))).code).toBe('code-not-right');
        expect(await renew()).toBeUndefined();
      });

      it('and then other sessions are ended too, under another secret', async () => {
        const end = () => caller('POST', '/api/sessions/end-others');
        node().clock.advance(15 * 60_000);
        expect((await end()).code).toBe('sign-in-needed-again');
        const { secretHash: before } = await hashOf('procurator');
        expect((await show(codeOn(caller.device, now()))).statusCode).toBe(200);
        expect((await hashOf('procurator')).secretHash).not.toEqual(before);
        expect((await end()).statusCode).toBe(204);
        node().clock.advance(3 * step);
      });

      it('by a code that is taken once and guessed as slowly as at sign-in', async () => {
        expect((await show('000000')).code).toBe('code-not-right');
        const code = codeOn(caller.device, now());
        expect((await show(code)).statusCode).toBe(200);
        expect((await show(code)).code).toBe('code-not-right');
        expect(await renew()).toBeUndefined();
        let refused: unknown = '';
        for (let tries = 0; tries < 6 && refused !== 'sign-in-waiting'; tries += 1)
          refused = (await show('000000')).code;
        expect(refused).toBe('sign-in-waiting');
      });
    });

    it('is not asked of a desk that sees nobody', async () => {
      const caller = await callerAs(node(), 'ministry');
      expect((await caller('GET', '/api/session')).json()).toMatchObject({ roles: ['ministry'], secondFactor: 'none' });
    });

    it('a right password alone opens no session and names nobody', async () => {
      await callerWithDevice(node(), 'reviewer');
      const answer = await post('/api/sign-in', { account: 'reviewer', password: worldPassword });
      expect(answer.statusCode).toBe(200);
      expect(answer.cookies).toEqual([]);
      expect(Object.keys(answer.json())).toEqual(['ticket', 'ticketUntil', 'factors']);
      const { ticket } = answer.json();
      for (const headers of [
        { cookie: `gatehouse_session=${ticket}`, 'x-gatehouse-request': '1' },
        { authorization: `Bearer ${ticket}` },
      ]) {
        for (const { endpoint } of node().routes.filter((route) => route.endpoint.access !== 'public')) {
          const url = endpoint.path.replace(/:[a-zA-Z]+/g, '00000000-0000-4000-8000-000000000000');
          const refused = await node().http.inject({ method: endpoint.method, url, headers: { ...headers } });
          expect([url, [401, 404].includes(refused.statusCode)]).toEqual([url, true]);
        }
      }
    });

    describe('a code', () => {
      let device: Device;
      beforeAll(async () => {
        ({ device } = await callerWithDevice(node(), 'verifier'));
      });

      it('signs in, within a step on either side, and once', async () => {
        const code = codeOn(device, now(), -1);
        expect(await signIn('verifier', code)).toBe(200);
        expect(await signIn('verifier', code)).toBe('code-not-right');
        expect(await signIn('verifier', codeOn(device, now(), 1))).toBe(200);
        // An earlier step is over once a later one was taken.
        expect(await signIn('verifier', codeOn(device, now()))).toBe('code-not-right');
        expect(await signIn('verifier', codeOn(device, now(), 2))).toBe('code-not-right');
      });

      it('is taken once, also when it comes twice at the same moment', async () => {
        const code = codeOn(device, now());
        const tickets = [await ticketOf('verifier'), await ticketOf('verifier'), await ticketOf('verifier')];
        const answers = await Promise.all(tickets.map((ticket) => give(ticket, code)));
        expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 401, 401]);
      });

      it('draws a new secret and ends the session that the browser had', async () => {
        const ticket = await ticketOf('verifier');
        const first = (await give(ticket, codeOn(device, now()))).cookies[0]?.value ?? '';
        const headers = { cookie: `gatehouse_session=${first}`, 'x-gatehouse-request': '1' };
        const payload = { ticket, code: codeOn(device, now(), 1) };
        const again = await node().http.inject({ method: 'POST', url: '/api/sign-in/code', headers, payload });
        expect(again.statusCode).toBe(200);
        expect(again.cookies[0]?.value).not.toBe(first);
        expect((await node().http.inject({ url: '/api/session', headers })).statusCode).toBe(401);
      });

      it('needs a ticket of this password, in time and unchanged', async () => {
        const ticket = await ticketOf('verifier');
        const [id, until, mac] = ticket.split('.');
        const later = `${id ?? ''}.${Number(until) + 60_000}.${mac ?? ''}`;
        for (const bad of ['', 'x', later, `${ticket}x`].slice(1)) {
          expect((await give(bad, codeOn(device, now()))).json().code).toBe('sign-in-begin-again');
        }
        node().clock.advance(11 * 60_000);
        expect((await give(ticket, codeOn(device, now()))).json().code).toBe('sign-in-begin-again');
        const before = await ticketOf('verifier');
        const headers = await give(before, codeOn(device, now()));
        const caller = callerWith(node(), {
          cookie: `gatehouse_session=${headers.cookies[0]?.value ?? ''}`,
          'x-gatehouse-request': '1',
        });
        const next = 'another invented password';
        expect((await caller('POST', '/api/password', { current: worldPassword, next })).statusCode).toBe(204);
        expect((await give(before, codeOn(device, now(), 1))).json().code).toBe('sign-in-begin-again');
        const back = { current: next, next: worldPassword };
        expect((await caller('POST', '/api/password', back)).statusCode).toBe(204);
      });
    });

    describe('a recovery code', () => {
      it('opens the account once, written as one likes, and leaves the others', async () => {
        const caller = await callerWithDevice(node(), 'comparer');
        const { device } = caller;
        const [first = '', second = ''] = device.recoveryCodes;
        expect(await signIn('comparer', first.toLowerCase().replace('-', ' '))).toBe(200);
        expect(await signIn('comparer', first)).toBe('code-not-right');
        expect(await signIn('comparer', second)).toBe(200);
        expect((await caller('GET', '/api/second-factor')).json()).toMatchObject({ recoveryCodesLeft: 8 });
        const renewed = await caller('POST', '/api/second-factor/recovery-codes', { current: worldPassword });
        expect(await signIn('comparer', device.recoveryCodes[2] ?? '')).toBe('code-not-right');
        const [fresh = ''] = renewed.json().recoveryCodes as string[];
        expect(await signIn('comparer', fresh)).toBe(200);
      });

      it("is nobody else's", async () => {
        const { device } = await callerWithDevice(node(), 'comparer-2');
        await callerWithDevice(node(), 'recheck');
        expect(await signIn('recheck', device.recoveryCodes[0] ?? '')).toBe('code-not-right');
      });
    });

    it('another device takes the place of the first', async () => {
      const caller = await callerWithDevice(node(), 'superior');
      node().clock.advance(3 * step);
      const second = await setUpDevice(caller, now());
      expect(await signIn('superior', codeOn(caller.device, now(), 1))).toBe('code-not-right');
      expect(await signIn('superior', caller.device.recoveryCodes[0] ?? '')).toBe('code-not-right');
      expect(await signIn('superior', codeOn(second, now(), 1))).toBe(200);
    });

    it('is kept sealed, and stands in no entry, no answer and no history', async () => {
      const { device } = await callerWithDevice(node(), 'registrar');
      const secrets = [device.secret, ...device.recoveryCodes, ...device.recoveryCodes.map((c) => c.replace('-', ''))];
      const kept = await rows(async (sql) => [
        ...(await sql.selectFrom('access.secondFactor').selectAll().execute()),
        ...(await sql.selectFrom('access.recoveryCode').selectAll().execute()),
      ]);
      const bytes = kept.flatMap((row) => Object.values(row).filter((value) => value instanceof Uint8Array));
      expect(bytes.length).toBeGreaterThan(10);
      for (const value of bytes) {
        for (const secret of secrets) expect(Buffer.from(value).includes(secret)).toBe(false);
      }
      const actions = await withTransaction(node().kernel.database, systemViewer('demonstration'), now(), ({ sql }) =>
        sql.selectFrom('access.accountAction').select('detail').execute(),
      );
      for (const secret of secrets) expect(JSON.stringify(actions)).not.toContain(secret);
    });

    it('is not asked of a program, whose token was made after it was shown', async () => {
      const caller = await callerWithDevice(node(), 'qualification');
      const token = { name: 'nightly list', expiresAt: '2027-03-01T00:00:00Z' };
      const { secret } = (await caller('POST', '/api/tokens', token)).json();
      const program = callerWith(node(), { authorization: `Bearer ${String(secret)}` });
      expect((await program('GET', '/api/session')).json()).toMatchObject({ roles: ['qualification'] });
      expect((await program('POST', '/api/second-factor/begin')).code).toBe('session-needed');
    });

    it('is demanded by the database too: a session without it has no viewer', async () => {
      const caller = await callerWithDevice(node(), 'qualification-approver');
      const { accountId } = (await caller('GET', '/api/session')).json();
      await rows((sql) =>
        sql
          .updateTable('access.session')
          .set({ secondFactorAt: null })
          .where('accountId', '=', String(accountId))
          .execute(),
      );
      const [session] = await rows((sql) =>
        sql
          .selectFrom('access.session')
          .innerJoin('access.account as account', 'account.id', 'accountId')
          .select(['access.session.id', 'account.organisationId'])
          .where('accountId', '=', String(accountId))
          .where('endedAt', 'is', null)
          .execute(),
      );
      const viewer = {
        kind: 'account' as const,
        accountId: String(accountId),
        sessionId: session?.id ?? '',
        organisationId: session?.organisationId ?? '',
        divisionCode: '100101',
        roles: [],
      };
      const looking = withTransaction(node().kernel.database, viewer, now(), async () => undefined);
      await expect(looking).rejects.toThrow();
      expect((await caller('GET', '/api/session')).statusCode).toBe(401);
    });

    describe('wrong codes', () => {
      /** Who tries, with what, from where, where the owner sits, and whether the owner then waits there. */
      const cases = [
        ['a stranger without the password, elsewhere', 'x', '198.51.100.1', '192.0.2.11', false],
        ['a stranger without the password, at the same address', 'x', '192.0.2.12', '192.0.2.12', true],
        ['somebody who knows the password, elsewhere', worldPassword, '198.51.100.2', '192.0.2.13', false],
        ['somebody who knows the password, at the same address', worldPassword, '192.0.2.14', '192.0.2.14', true],
      ] as const;
      let device: Device;
      beforeAll(async () => {
        ({ device } = await callerWithDevice(node(), 'auditor'));
      });

      it.each(cases)('of %s: does the owner wait? %#', async (_who, password, from, at, waits) => {
        for (let failure = 0; failure < 8; failure += 1)
          await give(await ticketOf('auditor', from, password), '000000', from);
        const { statusCode, code } = await post(
          '/api/sign-in',
          { account: 'auditor', password: worldPassword },
          at,
        ).then(async (answer) => {
          const { ticket, code: refusal } = answer.json() as { ticket?: string; code?: string };
          if (ticket === undefined) return { statusCode: answer.statusCode, code: refusal };
          const given = await give(ticket, codeOn(device, now()), at);
          return { statusCode: given.statusCode, code: (given.json() as { code?: string }).code };
        });
        expect([statusCode, code]).toEqual(waits ? [429, 'sign-in-waiting'] : [200, undefined]);
      });

      it('wait longer each time, whether or not the right one comes meanwhile, and a right password forgets none', async () => {
        const from = '198.51.100.3';
        const codes: string[] = [];
        for (let failure = 0; failure < 7; failure += 1) {
          codes.push(String((await give(await ticketOf('auditor', from), '000000', from)).json().code));
        }
        expect(codes).toEqual([...Array<string>(5).fill('code-not-right'), 'sign-in-waiting', 'sign-in-waiting']);
        expect(await signIn('auditor', codeOn(device, now()), from)).toBe('sign-in-waiting');
        node().clock.advance(3000);
        expect(await signIn('auditor', codeOn(device, now()), from)).toBe(200);
        expect(await signIn('auditor', '000000', from)).toBe('code-not-right');
      });
    });
  },
  {},
  { isFactorForced: true },
);
