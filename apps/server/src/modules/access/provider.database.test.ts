import { systemViewer, withTransaction } from '@gatehouse/server';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { codeOn, type Device, setUpDevice } from '../../../../../test/harness/device.js';
import { detailsOf } from '../../../../../test/harness/entry-details.js';
import {
  inPerson,
  providerName,
  startProvider,
  twoFactors,
  visitProvider,
} from '../../../../../test/harness/identity-provider.js';
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

const address = 'http://localhost:7080';
const provider = await startProvider();
provider.sendHomeTo(address);
afterAll(() => provider.close());

type Way = { address: string; attempt: string };
const phone = '139 0000 0055';

onChosenEngines(
  'signing in by the identity provider',
  (node) => {
    let world: World;
    let admin: Caller;
    const devices = new Map<string, Device>();
    const callers = new Map<string, Caller>();
    const now = () => node().clock.now();
    beforeAll(async () => {
      world = await makeWorld(node());
      admin = await callerFor('admin');
      await callerFor('auditor');
    });
    beforeEach(() => {
      node().clock.advance(90_000);
      provider.lie({});
    });
    let requests = 0;
    const post = (url: string, payload: object, headers: Record<string, string> = {}) => {
      requests += 1;
      return node().http.inject({ method: 'POST', url, payload, headers, remoteAddress: `10.6.0.${requests % 250}` });
    };
    /** Goes to the provider as somebody and comes home. */
    const visit = async (way: Way, subject: string, acr?: string) => {
      provider.become({ subject, ...(acr === undefined ? {} : { acr }) });
      return { attempt: way.attempt, query: await visitProvider(way.address) };
    };
    const begin = async () => (await post('/api/sign-in/provider/begin', {})).json<Way>();
    const signIn = async (subject: string, acr?: string, headers: Record<string, string> = {}) =>
      post('/api/sign-in/provider', await visit(await begin(), subject, acr), headers);
    const codeOf = async (answer: ReturnType<typeof post>) => String((await answer).json<{ code: string }>().code);
    const callerOf = (answer: Awaited<ReturnType<typeof post>>): Caller =>
      callerWith(node(), {
        cookie: `gatehouse_session=${answer.cookies[0]?.value ?? ''}`,
        'x-gatehouse-request': '1',
      });
    /** Signs an account in by password and device, which is set up the first time. */
    const callerFor = async (login: string): Promise<Caller> => {
      const [known, device] = [callers.get(login), devices.get(login)];
      if (known !== undefined && device !== undefined) {
        // A link is changed only where the factor was shown a short while ago.
        if ((await known('GET', '/api/second-factor')).json()['isShownLately'] !== true)
          await known('POST', '/api/second-factor/show', { code: codeOn(device, now()) });
        return known;
      }
      const caller = await callerAs(node(), login);
      devices.set(login, await setUpDevice(caller, now()));
      callers.set(login, caller);
      return caller;
    };
    const beginLink = async (caller: Caller, more: object = {}) =>
      caller('POST', '/api/provider-link/begin', { current: worldPassword, ...more });
    const link = async (caller: Caller, subject: string, more: object = {}) => {
      const begun = await beginLink(caller, more);
      if (begun.statusCode !== 200) return begun;
      const home = await visit(begun.json() as Way, subject);
      return caller('POST', '/api/provider-link', { ...home, language: 'zh', ...more });
    };
    const versionOf = async (id: string) => Number((await admin('GET', `/api/accounts/${id}`)).json().version);
    const byAdmin = async (id: string, path: string, more: object = {}, by = admin) =>
      by('POST', `/api/accounts/${id}${path}`, { version: await versionOf(id), ...more });
    const reapply = (id: string, word: string) =>
      act(node().kernel, systemViewer('restore'), 'journal.reapply-act', async (context) => {
        await context.record({});
        return reapplyToAccount(context, { act: word, objectId: id, at: context.now });
      });
    const entries = (name: string): Promise<unknown[]> =>
      withTransaction(node().kernel.database, { kind: 'operator', name: 'root' }, now(), ({ sql }) =>
        sql
          .selectFrom('journal.entry')
          .select(['outcome', 'objectId'])
          .where('act', '=', name)
          .where('at', '=', now())
          .execute(),
      );
    const messagesAbout = (aboutId: string) =>
      withTransaction(node().kernel.database, systemViewer('delivery'), now(), ({ sql }) =>
        sql
          .selectFrom('messages.message')
          .select(['template', 'keptFromOutbox'])
          .where('aboutId', '=', aboutId)
          .orderBy('createdAt')
          .execute(),
      );

    it('is offered by the name of the configuration', async () => {
      const ways = (await node().http.inject({ url: '/api/sign-in/ways' })).json<object>();
      expect(ways).toMatchObject({ provider: { name: providerName } });
    });

    describe('a link', () => {
      it('is made only with the own password, and once the factor that the role asks for is set up', async () => {
        const caller = await callerAs(node(), 'clerk');
        expect((await beginLink(caller)).code).toBe('provider-link-not-yet');
        const whole = await callerFor('clerk');
        expect((await beginLink(whole, { current: 'another-password' })).code).toBe('password-not-right');
        expect((await beginLink(whole)).statusCode).toBe(200);
      });

      it('is made by nobody with a one-time password, which somebody else has handed over', async () => {
        const id = world.accounts.centre;
        const { oneTimePassword } = (await byAdmin(id, '/reset-password')).json();
        const caller = await callerAs(node(), 'centre', String(oneTimePassword));
        const begun = await caller('POST', '/api/provider-link/begin', { current: oneTimePassword });
        expect(begun.code).toBe('provider-link-not-yet');
      });

      it('belongs to the session that began it, and signs nobody in', async () => {
        const [caller, other] = [await callerFor('clerk'), await callerFor('reviewer')];
        const home = await visit((await beginLink(caller)).json() as Way, 'officer-1');
        expect((await other('POST', '/api/provider-link', { ...home, language: 'zh' })).code).toBe(
          'provider-took-too-long',
        );
        const again = await visit((await beginLink(caller)).json() as Way, 'officer-1');
        expect(await codeOf(post('/api/sign-in/provider', again))).toBe('provider-took-too-long');
        // Nor does one that was begun to sign in link anything: whoever lures somebody home has their own subject linked.
        const lured = await visit(await begin(), 'attacker');
        const taken = await caller('POST', '/api/provider-link', { ...lured, language: 'zh' });
        expect(taken.code).toBe('provider-took-too-long');
        expect((await caller('GET', '/api/provider-link')).json()).toMatchObject({ since: null });
      });

      it('opens one account for one subject, and stands in its history', async () => {
        const caller = await callerFor('clerk');
        const made = await link(caller, 'officer-1');
        expect([made.statusCode, made.json()]).toMatchObject([201, { since: now().toISOString(), isTold: false }]);
        expect(await entries('access.add-provider-link')).toMatchObject([
          { outcome: 'done', objectId: world.accounts.clerk },
        ]);
        expect((await beginLink(caller)).code).toBe('provider-linked-already');
        expect((await link(await callerFor('reviewer'), 'officer-1')).code).toBe('provider-linked-already');
        const seen = (await admin('GET', `/api/accounts/${world.accounts.clerk}`)).json();
        expect(seen).toMatchObject({ providerLinkSince: made.json().since });
        expect((seen.history as { verb: string }[]).at(-1)?.verb).toBe('add-provider-link');
        // Of the subject nothing is kept that could be read.
        const rows = await withTransaction(node().kernel.database, systemViewer('sign-in'), now(), ({ sql }) =>
          sql.selectFrom('access.providerLink').selectAll().execute(),
        );
        expect(Buffer.concat(rows.map((row) => row.subjectToken)).toString('latin1')).not.toContain('officer');
      });

      it('is told of at the work phone of the account, which has to be given', async () => {
        const caller = await callerFor('verifier');
        await byAdmin(world.accounts.verifier, '/change', { workPhone: phone });
        expect((await beginLink(caller)).code).toBe('request-invalid');
        expect((await beginLink(caller, { workPhone: '13900000056' })).code).toBe('request-invalid');
        expect((await link(caller, 'officer-2', { workPhone: phone })).json()).toMatchObject({ isTold: true });
        const told = { template: 'provider-linked', keptFromOutbox: true };
        expect(await messagesAbout(world.accounts.verifier)).toEqual([told]);
      });
    });

    describe('somebody whom the provider names', () => {
      it('is asked for the second factor here, and signed in by nothing before', async () => {
        const answer = await signIn('officer-1');
        expect(answer.cookies).toEqual([]);
        expect(answer.json()).toMatchObject({ factors: ['code'] });
        expect(await entries('access.ask-code')).toMatchObject([{ objectId: world.accounts.clerk }]);
        const { ticket } = answer.json<{ ticket: string }>();
        const code = codeOn(devices.get('clerk') ?? { secret: '' }, now());
        const session = await post('/api/sign-in/code', { ticket, code });
        expect(session.json()).toMatchObject({ login: 'clerk', roles: ['clerk'] });
        const { lastUsedAt } = (await callerOf(session)('GET', '/api/provider-link')).json();
        expect(lastUsedAt).toBe(now().toISOString());
      });

      it('is signed in at once where the provider has seen the second factor, under a new secret each time', async () => {
        const first = await signIn('officer-1', twoFactors);
        expect(first.json()).toMatchObject({ login: 'clerk', roles: ['clerk'] });
        expect(await entries('access.sign-in')).toMatchObject([{ outcome: 'done', objectId: world.accounts.clerk }]);
        const [newest] = await detailsOf(await callerFor('auditor'), 'access.sign-in');
        expect(newest).toEqual({ outcome: 'done', details: { by: 'provider' } });
        const cookie = `gatehouse_session=${first.cookies[0]?.value ?? ''}`;
        const second = await signIn('officer-1', twoFactors, { cookie, 'x-gatehouse-request': '1' });
        expect(second.cookies[0]?.value).not.toBe(first.cookies[0]?.value);
        // The session that the browser came with is over, and one it made up never becomes one.
        expect((await callerOf(first)('GET', '/api/session')).statusCode).toBe(401);
        const fixed = 'A'.repeat(43);
        const third = await signIn('officer-1', twoFactors, { cookie: `gatehouse_session=${fixed}` });
        expect(third.cookies[0]?.value).not.toBe(fixed);
      });

      it('and is linked to nobody opens nothing, with an entry', async () => {
        expect(await codeOf(signIn('officer-unknown', twoFactors))).toBe('provider-not-linked');
        expect(await entries('access.sign-in')).toEqual([{ outcome: 'refused', objectId: null }]);
        expect(await codeOf(signIn('clerk', twoFactors))).toBe('provider-not-linked');
      });
    });

    describe('an attempt', () => {
      it('is taken once, whatever came of it', async () => {
        const home = await visit(await begin(), 'officer-1', twoFactors);
        expect((await post('/api/sign-in/provider', { ...home, query: 'code=x&state=y' })).statusCode).toBe(401);
        expect(await codeOf(post('/api/sign-in/provider', home))).toBe('provider-took-too-long');
        expect(await entries('access.sign-in')).toHaveLength(2);
      });

      it('is over after minutes', async () => {
        const home = await visit(await begin(), 'officer-1', twoFactors);
        node().clock.advance(10 * 60_000 + 1);
        expect(await codeOf(post('/api/sign-in/provider', home))).toBe('provider-took-too-long');
      });

      it('is no other browser’s: what an attacker came home with signs nobody in as them', async () => {
        const theirs = await visit(await begin(), 'officer-1', twoFactors);
        const { attempt } = await begin();
        expect(await codeOf(post('/api/sign-in/provider', { ...theirs, attempt }))).toBe('provider-refused');
        expect(await codeOf(post('/api/sign-in/provider', { ...theirs, attempt: 'invented' }))).toBe(
          'provider-took-too-long',
        );
      });

      it('serves what it was begun for alone: one for the own page signs nobody in, and one to sign in opens no page', async () => {
        const toOwnPage = (await post('/api/own-page/identity/begin', {})).json<Way>();
        const fromPage = await visit(toOwnPage, 'officer-1', twoFactors);
        expect(await codeOf(post('/api/sign-in/provider', fromPage))).toBe('provider-took-too-long');
        const toSignIn = await visit(await begin(), 'officer-1', inPerson);
        expect(await codeOf(post('/api/own-page/identity', toSignIn))).toBe('identity-took-too-long');
      });

      it('leads to a provider out of reach with words that help, and an entry', async () => {
        const home = await visit(await begin(), 'officer-1', twoFactors);
        provider.lie({ answer: { status: 502 } });
        const answer = await post('/api/sign-in/provider', home);
        expect([answer.statusCode, answer.json()]).toMatchObject([503, { code: 'provider-out-of-reach' }]);
        expect(await entries('access.sign-in')).toEqual([{ outcome: 'refused', objectId: null }]);
      });
    });

    describe('a link ends', () => {
      const at = (login: keyof World['accounts']) => world.accounts[login];

      it('by its owner with the password, and with it the other sessions and the tickets', async () => {
        const { ticket } = (await signIn('officer-1')).json<{ ticket: string }>();
        const elsewhere = callerOf(await signIn('officer-1', twoFactors));
        const caller = callerOf(await signIn('officer-1', twoFactors));
        const end = (current: string) => caller('POST', '/api/provider-link/end', { current, language: 'zh' });
        expect((await end('another-password')).code).toBe('password-not-right');
        expect((await end(worldPassword)).json()).toEqual({ isTold: false });
        expect((await elsewhere('GET', '/api/session')).statusCode).toBe(401);
        expect((await caller('GET', '/api/session')).statusCode).toBe(200);
        const code = codeOn(devices.get('clerk') ?? { secret: '' }, now());
        expect(await codeOf(post('/api/sign-in/code', { ticket, code }))).toBe('sign-in-begin-again');
        expect(await codeOf(signIn('officer-1', twoFactors))).toBe('provider-not-linked');
        expect((await end(worldPassword)).code).toBe('not-found');
        callers.set('clerk', caller);
      });

      it('by one administrator of the place, who tells its owner where they have the phone', async () => {
        const session = callerOf(await signIn('officer-2', twoFactors));
        const bureau = await callerFor('admin-bureau');
        const end = (more: object, by?: Caller) =>
          byAdmin(at('verifier'), '/provider-link/end', { language: 'en', ...more }, by);
        expect((await end({}, bureau)).code).toBe('not-found');
        expect((await end({ workPhone: '13900000056' })).code).toBe('request-invalid');
        expect((await end({ workPhone: phone })).json()).toMatchObject({ isTold: true, providerLinkSince: null });
        expect((await end({})).code).toBe('not-found');
        expect((await session('GET', '/api/session')).statusCode).toBe(401);
        expect(await messagesAbout(at('verifier'))).toMatchObject([{}, { template: 'provider-link-ended' }]);
        expect(await codeOf(signIn('officer-2', twoFactors))).toBe('provider-not-linked');
      });

      it('with the account, and is refused as one that never was', async () => {
        await link(await callerFor('registrar'), 'officer-3');
        const unknown = await signIn('officer-unknown', twoFactors);
        await byAdmin(at('registrar'), '/close');
        const closed = await signIn('officer-3', twoFactors);
        const without = ({ reference: _reference, ...problem }: Record<string, unknown>) => problem;
        expect(without(closed.json())).toEqual(without(unknown.json()));
      });

      it('with a reset, so that whoever had the account before does not keep a way in', async () => {
        await link(await callerFor('reviewer'), 'officer-4');
        expect((await signIn('officer-4', twoFactors)).statusCode).toBe(200);
        await byAdmin(at('reviewer'), '/reset-password');
        expect(await codeOf(signIn('officer-4', twoFactors))).toBe('provider-not-linked');
      });
    });

    describe('a copy of the database that was put back', () => {
      const linkOf = async (id: string): Promise<string> => {
        const { history } = (await admin('GET', `/api/accounts/${id}`)).json();
        const made = (history as { verb: string; detail: { linkId: string } }[]).filter(
          ({ verb }) => verb === 'add-provider-link',
        );
        return made.at(-1)?.detail.linkId ?? '';
      };

      it('brings no ended link back, and leaves one that was made since', async () => {
        const id = world.accounts.clerk;
        const before = await linkOf(id);
        expect((await link(await callerFor('clerk'), 'officer-1')).statusCode).toBe(201);
        expect(await reapply(id, `end-provider-link:${before}`)).toBe('already');
        expect((await signIn('officer-1', twoFactors)).statusCode).toBe(200);
        const present = await linkOf(id);
        expect(await reapply(id, `end-provider-link:${present}`)).toBe('done');
        expect(await codeOf(signIn('officer-1', twoFactors))).toBe('provider-not-linked');
        expect(await reapply(id, `end-provider-link:${present}`)).toBe('already');
      });

      it('that lacks the owner’s device is not opened by the provider alone', async () => {
        const [id, caller] = [world.accounts.comparer, await callerFor('comparer')];
        expect((await link(caller, 'officer-5')).statusCode).toBe(201);
        expect(await reapply(id, 'set-factor:00000000-0000-4000-8000-000000000000')).toBe('done');
        expect(await codeOf(signIn('officer-5', twoFactors))).toBe('provider-not-linked');
      });
    });
  },
  { ...provider.environment, GATEHOUSE_PUBLIC_ADDRESS: address },
  { isFactorForced: true },
);
