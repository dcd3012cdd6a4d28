import { systemViewer, withTransaction } from '@gatehouse/server';
import { sql as rawSql } from 'kysely';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import {
  callerAs,
  callerWith,
  makeWorld,
  signInAs,
  type World,
  worldPassword,
} from '../../../../../test/harness/people.js';
import { onChosenEngines } from '../../../../../test/harness/test-node.js';
import { signInAttemptStore } from './store/sign-in-attempt-store.js';

onChosenEngines('signing in', (node) => {
  let world: World;
  beforeAll(async () => {
    world = await makeWorld(node());
  });
  const hashOf = (id: string) =>
    withTransaction(node().kernel.database, systemViewer('sign-in'), node().clock.now(), ({ sql }) =>
      sql.selectFrom('access.account').select('passwordHash').where('id', '=', id).executeTakeFirstOrThrow(),
    );
  const signIn = (account: string, password: string) =>
    node().http.inject({ method: 'POST', url: '/api/sign-in', payload: { account, password } });

  it('starts a session that says who is there and what they may do', async () => {
    const headers = await signInAs(node(), 'clerk');
    const answer = await node().http.inject({ url: '/api/session', headers });
    expect(answer.json()).toMatchObject({ login: 'clerk', roles: ['clerk'], organisation: { kind: 'unit' } });
    expect(answer.json().permissions).toContain('inquiry:draft');
  });

  it('answers an unknown account, a closed one and a wrong password alike', async () => {
    const admin = await callerAs(node(), 'admin');
    const id = world.accounts['clerk-elsewhere'];
    const { version } = (await admin('GET', `/api/accounts/${id}`)).json();
    await admin('POST', `/api/accounts/${id}/close`, { version });
    const tries = [
      await signIn('nobody', 'x'),
      await signIn('reviewer', 'x'),
      await signIn('clerk-elsewhere', worldPassword),
    ].map((answer) => ({
      ...answer.json(),
      reference: '',
      status: answer.statusCode,
      headers: Object.keys(answer.headers),
    }));
    expect(tries[1]).toEqual(tries[0]);
    expect(tries[2]).toEqual(tries[0]);
  });

  it('keeps the password under the parameters of today from the next sign-in on', async () => {
    const { passwordHash: before } = await hashOf(world.accounts.centre);
    await signInAs(node(), 'centre');
    const { passwordHash: after } = await hashOf(world.accounts.centre);
    expect(before).toContain('m=8,t=1');
    expect(after).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
    await signInAs(node(), 'centre');
    expect((await hashOf(world.accounts.centre)).passwordHash).toBe(after);
  });

  it('makes repeated failures wait, from that address for that account only', async () => {
    for (let failure = 0; failure < 5; failure += 1) expect((await signIn('auditor', 'x')).statusCode).toBe(401);
    expect((await signIn('auditor', worldPassword)).json().code).toBe('sign-in-waiting');
    const elsewhere = await node().http.inject({
      method: 'POST',
      url: '/api/sign-in',
      remoteAddress: '192.0.2.7',
      payload: { account: 'auditor', password: worldPassword },
    });
    expect(elsewhere.statusCode).toBe(200);
    node().clock.advance(3000);
    expect((await signIn('auditor', worldPassword)).statusCode).toBe(200);
  });

  it('counts tries that are sent at once one after the other', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => signIn('ministry', 'x')));
    const codes = answers.map((answer) => answer.json().code).sort();
    expect(codes).toEqual([...Array<string>(5).fill('sign-in-refused'), ...Array<string>(3).fill('sign-in-waiting')]);
  });

  it('draws a new secret at every sign-in and ends the session the browser had', async () => {
    const first = await signInAs(node(), 'superior');
    const answer = await node().http.inject({
      method: 'POST',
      url: '/api/sign-in',
      headers: first,
      payload: { account: 'superior', password: worldPassword },
    });
    expect(answer.cookies[0]?.value).not.toBe(first.cookie.split('=')[1]);
    expect((await node().http.inject({ url: '/api/session', headers: first })).statusCode).toBe(401);
  });

  it('never takes a secret that the browser chose', async () => {
    const chosen = { cookie: 'gatehouse_session=chosen-by-another-site', 'x-gatehouse-request': '1' };
    await node().http.inject({
      method: 'POST',
      url: '/api/sign-in',
      headers: chosen,
      payload: { account: 'superior', password: worldPassword },
    });
    expect((await node().http.inject({ url: '/api/session', headers: chosen })).statusCode).toBe(401);
  });

  it('ends a session that rests for half an hour, not one in use', async () => {
    const [used, resting] = [await callerAs(node(), 'registrar'), await callerAs(node(), 'registrar')];
    for (let minutes = 0; minutes < 40; minutes += 20) {
      node().clock.advance(20 * 60_000);
      expect((await used('GET', '/api/session')).statusCode).toBe(200);
    }
    expect((await resting('GET', '/api/session')).statusCode).toBe(401);
  });

  it('ends every session after ten hours', async () => {
    const caller = await callerAs(node(), 'registrar');
    for (let minutes = 0; minutes < 600; minutes += 20) {
      expect((await caller('GET', '/api/session')).statusCode).toBe(200);
      node().clock.advance(20 * 60_000);
    }
    expect((await caller('GET', '/api/session')).statusCode).toBe(401);
  });

  describe('the own sessions', () => {
    it('are listed, and ended one by one or all but this one', async () => {
      const [here, there, elsewhere] = [
        await callerAs(node(), 'recheck'),
        await callerAs(node(), 'recheck'),
        await callerAs(node(), 'recheck'),
      ];
      const items = (await here('GET', '/api/sessions')).json().items as { id: string; isThisOne: boolean }[];
      expect(items).toHaveLength(3);
      const other = items.find((item) => !item.isThisOne)?.id ?? 'none';
      expect((await here('POST', `/api/sessions/${other}/end`)).statusCode).toBe(204);
      expect((await here('POST', `/api/sessions/${other}/end`)).statusCode).toBe(404);
      await here('POST', '/api/sessions/end-others');
      const open = [here, there, elsewhere].map(async (caller) => (await caller('GET', '/api/session')).statusCode);
      expect(await Promise.all(open)).toEqual([200, 401, 401]);
    });

    it('are ended only within a quarter of an hour after somebody signed in, and by no program', async () => {
      const signedIn = await signInAs(node(), 'clerk');
      const [here, there] = [callerWith(node(), signedIn), await callerAs(node(), 'clerk')];
      const token = { name: 'x', expiresAt: '2027-03-01T00:00:00Z' };
      const secret = String((await here('POST', '/api/tokens', token)).json().secret);
      const program = callerWith(node(), { authorization: `Bearer ${secret}` });
      expect((await program('POST', '/api/sessions/end-others')).code).toBe('session-needed');
      node().clock.advance(15 * 60_000);
      const { items } = (await here('GET', '/api/sessions')).json() as { items: { id: string; isThisOne: boolean }[] };
      const other = items.find((item) => !item.isThisOne)?.id ?? 'none';
      expect((await here('POST', `/api/sessions/${other}/end`)).code).toBe('sign-in-needed-again');
      expect((await here('POST', '/api/sessions/end-others')).code).toBe('sign-in-needed-again');
      expect((await there('GET', '/api/session')).statusCode).toBe(200);
      const again = callerWith(node(), signedIn);
      await again('POST', '/api/sign-in', { account: 'clerk', password: worldPassword });
      expect((await again('POST', '/api/sessions/end-others')).statusCode).toBe(204);
      expect((await there('GET', '/api/session')).statusCode).toBe(401);
    });

    it("are nobody else's to end", async () => {
      const mine = await callerAs(node(), 'recheck');
      const { items } = (await mine('GET', '/api/sessions')).json() as { items: { id: string }[] };
      const admin = await callerAs(node(), 'admin');
      expect((await admin('POST', `/api/sessions/${items[0]?.id ?? ''}/end`)).statusCode).toBe(404);
    });
  });

  describe('the own password', () => {
    const next = 'a wholly new password';

    it('changes for whoever knows the present one, and ends the other sessions', async () => {
      const [here, there] = [await callerAs(node(), 'procurator'), await callerAs(node(), 'procurator')];
      expect((await here('POST', '/api/password', { current: 'x', next })).code).toBe('password-not-right');
      expect((await here('POST', '/api/password', { current: worldPassword, next: 'short' })).code).toBe(
        'request-invalid',
      );
      expect((await here('POST', '/api/password', { current: worldPassword, next })).statusCode).toBe(204);
      expect((await here('GET', '/api/session')).statusCode).toBe(200);
      expect((await there('GET', '/api/session')).statusCode).toBe(401);
      await signInAs(node(), 'procurator', next);
    });

    it.each([
      ['changed', 204, 'another new password'],
      ['not', 422, 'procurator procurator'],
    ])('asked for again gives the session another secret, whether it is then %s', async (_what, status, other) => {
      const before = await signInAs(node(), 'procurator', next);
      const payload = { current: next, next: other };
      const answer = await node().http.inject({ method: 'POST', url: '/api/password', headers: before, payload });
      expect(answer.statusCode).toBe(status);
      const after = `gatehouse_session=${answer.cookies[0]?.value ?? ''}`;
      const statusWith = async (cookie: string) =>
        (await node().http.inject({ url: '/api/session', headers: { cookie } })).statusCode;
      expect(await statusWith(before.cookie)).toBe(401);
      expect(await statusWith(after)).toBe(200);
      if (status === 204)
        await callerWith(node(), { cookie: after, 'x-gatehouse-request': '1' })('POST', '/api/password', {
          current: other,
          next,
        });
    });

    it('typed wrong leaves the session its secret', async () => {
      const before = await signInAs(node(), 'procurator', next);
      const payload = { current: 'x', next: 'another new password' };
      const answer = await node().http.inject({ method: 'POST', url: '/api/password', headers: before, payload });
      expect(answer.cookies).toEqual([]);
      expect((await node().http.inject({ url: '/api/session', headers: before })).statusCode).toBe(200);
    });

    it('is guessed no faster from an open session', async () => {
      const caller = await callerAs(node(), 'vice-principal');
      for (let failure = 0; failure < 5; failure += 1) await caller('POST', '/api/password', { current: 'x', next });
      expect((await caller('POST', '/api/password', { current: worldPassword, next })).code).toBe('sign-in-waiting');
    });
  });

  describe('an API token', () => {
    const token = { name: 'nightly list', expiresAt: '2027-03-01T00:00:00Z' };

    it('acts with the roles of its owner until it is ended', async () => {
      const caller = await callerAs(node(), 'clerk');
      const made = (await caller('POST', '/api/tokens', token)).json();
      const program = callerWith(node(), { authorization: `Bearer ${String(made.secret)}` });
      expect((await program('GET', '/api/session')).json().roles).toEqual(['clerk']);
      expect(JSON.stringify((await caller('GET', '/api/tokens')).json())).not.toContain(String(made.secret));
      expect((await caller('POST', `/api/tokens/${String(made.id)}/end`)).statusCode).toBe(204);
      expect((await caller('POST', `/api/tokens/${String(made.id)}/end`)).statusCode).toBe(404);
      expect((await program('GET', '/api/session')).statusCode).toBe(401);
    });

    it('lasts a year at most and ends by itself', async () => {
      const caller = await callerAs(node(), 'clerk');
      for (const expiresAt of ['2026-11-22T00:00:00Z', '2028-01-01T00:00:00Z']) {
        expect((await caller('POST', '/api/tokens', { ...token, expiresAt })).code).toBe('request-invalid');
      }
      const expiresAt = new Date(node().clock.now().getTime() + 60_000).toISOString();
      const made = (await caller('POST', '/api/tokens', { ...token, expiresAt })).json();
      node().clock.advance(61_000);
      const program = callerWith(node(), { authorization: `Bearer ${String(made.secret)}` });
      expect((await program('GET', '/api/session')).statusCode).toBe(401);
    });

    it('makes no further token and changes no password', async () => {
      const caller = await callerAs(node(), 'clerk');
      const made = (await caller('POST', '/api/tokens', token)).json();
      const program = callerWith(node(), { authorization: `Bearer ${String(made.secret)}` });
      expect((await program('POST', '/api/tokens', token)).code).toBe('session-needed');
      const change = { current: worldPassword, next: 'a wholly new password' };
      expect((await program('POST', '/api/password', change)).code).toBe('session-needed');
    });
  });

  it('begins a count anew that a right try has forgotten while another waited for it', async () => {
    const bucket = Buffer.alloc(32, 7);
    const counting = <T>(work: (store: ReturnType<typeof signInAttemptStore>) => Promise<T>) =>
      withTransaction(node().kernel.database, systemViewer('sign-in'), node().clock.now(), (transaction) =>
        work(signInAttemptStore(transaction)),
      );
    await counting(async (store) => {
      await store.lock(bucket);
      await store.count(bucket, 3, node().clock.now());
    });
    const [held, goOn] = [gate(), gate()];
    const right = counting(async (store) => {
      await store.lock(bucket);
      held.open();
      await goOn.opened;
      await store.forget(bucket);
    });
    await held.opened;
    const other = counting((store) => store.lock(bucket));
    // The embedded engine takes one transaction after the other.
    if (node().engine === 'postgres') {
      await vi.waitFor(async () => {
        const waiting = rawSql<{ count: string }>`select count(*) from pg_locks where not granted`;
        const { rows } = await withTransaction(
          node().kernel.database,
          systemViewer('sign-in'),
          node().clock.now(),
          ({ sql }) => waiting.execute(sql),
        );
        expect(Number(rows[0]?.count)).toBeGreaterThan(0);
      });
    }
    goOn.open();
    await right;
    expect(await other).toMatchObject({ failures: 0 });
  });

  it('ends the session at sign-out, at once', async () => {
    const headers = await signInAs(node(), 'verifier');
    expect((await node().http.inject({ method: 'POST', url: '/api/sign-out', headers })).statusCode).toBe(204);
    expect((await node().http.inject({ url: '/api/session', headers })).statusCode).toBe(401);
  });

  it('refuses an unsafe request that another site could have sent', async () => {
    const { cookie } = await signInAs(node(), 'verifier');
    expect((await node().http.inject({ method: 'POST', url: '/api/sign-out', headers: { cookie } })).statusCode).toBe(
      403,
    );
  });
});

/** What somebody waits for until somebody else says so. */
function gate(): { readonly open: () => void; readonly opened: Promise<void> } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
}
