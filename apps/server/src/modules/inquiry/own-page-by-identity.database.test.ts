import type { OwnPage } from '@gatehouse/contract';
import { systemViewer, withTransaction } from '@gatehouse/server';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import {
  identityName,
  inPerson,
  providerClient,
  type Somebody,
  startProvider,
  twoFactors,
  visitProvider,
} from '../../../../../test/harness/identity-provider.js';
import { caller, inquiryTestModule, signedIn, soundDraft } from '../../../../../test/harness/inquiry-world.js';
import { makeWorld, type SignedIn } from '../../../../../test/harness/people.js';
import { onChosenEngines } from '../../../../../test/harness/test-node.js';
import { createLog } from '../../kernel/log.js';
import { openPersonProvider } from '../access/index.js';

const address = 'https://gatehouse.example';
const provider = await startProvider();
provider.sendHomeTo(address);
afterAll(() => provider.close());

const electronicIdentity = openPersonProvider(
  {
    issuer: provider.issuer,
    clientId: providerClient.id,
    clientSecret: providerClient.secret,
    name: identityName,
    assurances: [inPerson],
    scope: 'openid profile',
    redirectAddress: `${address}/own-page/identity`,
    claims: { name: 'name', number: 'id_number', documentType: 'resident_id' },
  },
  createLog('silent'),
);
const world = inquiryTestModule({ electronicIdentity });
const { name, documents } = soundDraft(7).person;
const [document] = documents;
const called = (who: string, number: string): Somebody => ({
  ...{ subject: 'li', acr: inPerson },
  person: { name: who, id_number: number },
});
const li = called(name, document?.number ?? '');

onChosenEngines(
  'the own page by electronic identity',
  (node) => {
    let sessions: Record<'clerk' | 'reviewer', SignedIn>;
    let addresses = 0;
    beforeAll(async () => {
      await makeWorld(node());
      sessions = await signedIn(node(), ['clerk', 'reviewer']);
    });
    beforeEach(() => {
      node().clock.advance(60_000);
      provider.lie({});
    });
    const post = async (url: string, payload: object) => {
      addresses += 1;
      const headers = { 'x-gatehouse-request': '1' };
      return node().http.inject({ method: 'POST', url, headers, payload, remoteAddress: `10.8.0.${addresses}` });
    };
    const begin = async () =>
      (await post('/api/own-page/identity/begin', {})).json<{ address: string; attempt: string }>();
    /** Goes to the provider as somebody, comes home, and gives what this window kept. */
    const open = async (
      somebody: Somebody,
      change: (came: { attempt: string; query: string }) => object = (came) => came,
    ) => {
      const way = await begin();
      provider.become(somebody);
      return post('/api/own-page/identity', change({ attempt: way.attempt, query: await visitProvider(way.address) }));
    };
    const kept = () =>
      withTransaction(node().kernel.database, systemViewer('own-page'), node().clock.now(), ({ sql }) =>
        sql.selectFrom('inquiry.deskCode').selectAll().execute(),
      );
    const entries = () =>
      withTransaction(node().kernel.database, systemViewer('sequencer'), node().clock.now(), ({ sql }) =>
        sql
          .selectFrom('journal.entry')
          .select(['outcome', 'actor'])
          .where('act', '=', 'inquiry.open-own-page')
          .execute(),
      );

    it('says that there is this way, and how the provider is called', async () => {
      const answer = await node().http.inject({ method: 'GET', url: '/api/own-page/ways' });
      expect(answer.json()).toEqual({ electronicIdentity: { name: identityName } });
    });

    it('shows the person whom the provider names what was asked about them, and by which way the page was opened', async () => {
      const clerk = caller(node, () => sessions.clerk);
      const asked = await clerk('POST', '/api/inquiries', {
        ...soundDraft(0),
        person: { name, documents: [document] },
      });
      expect(asked.status).toBe(201);
      const answer = await open(li);
      expect(answer.statusCode).toBe(200);
      const page = answer.json<OwnPage>();
      expect(page.units.flatMap(({ inquiries }) => inquiries.map(({ id }) => id))).toEqual([asked.body.id]);
      expect(page.openings).toMatchObject([
        { way: 'electronic_identity', desk: { en: 'Electronic identity' }, openedAt: expect.any(String) },
      ]);
      expect(page.openings[0]?.places).toHaveLength(1);
      expect(answer.body).not.toContain(document?.number);
      const cookies = Object.fromEntries(answer.cookies.map(({ name: key, value }) => [key, value]));
      const again = await node().http.inject({ method: 'GET', url: '/api/own-page', cookies });
      expect(again.statusCode).toBe(200);
      // Neither a code nor an officer: nothing that could be used again, and nobody’s name in their place.
      expect(await kept()).toMatchObject([
        { codeHash: null, issuedBy: null, organisationId: null, proof: 'electronic_identity' },
      ]);
      expect((await entries()).at(-1)).toEqual({ outcome: 'done', actor: 'system:own-page' });
    });

    it('shows another person of the same number nothing, and writes the same of somebody about whom nothing is held', async () => {
      const namesake = await open({
        ...li,
        subject: 'wu',
        person: { name: '吴某', id_number: document?.number ?? '' },
      });
      expect(namesake.json<OwnPage>().units).toEqual([]);
      const { number = '' } = soundDraft(8).person.documents[0] ?? {};
      const nobody = await open({ ...called('王某', number), subject: 'wang' });
      expect([nobody.statusCode, nobody.json<OwnPage>().units]).toEqual([200, []]);
    });

    it.each<[string, Somebody, string]>([
      ['has proven it by less than counts', { ...li, acr: twoFactors }, 'identity-not-enough'],
      ['does not let name and number be passed on', { subject: 'li', acr: inPerson }, 'identity-not-enough'],
      ['has a number that cannot be one', called(name, '110101199001011230'), 'identity-not-enough'],
      ['has a name that cannot be one', called('·', document?.number ?? ''), 'identity-not-enough'],
      ['turns back', { subject: 'nobody' }, 'identity-declined'],
    ])('opens nothing for somebody who %s, and enters it', async (_what, somebody, code) => {
      const before = (await kept()).length;
      const answer = await open(somebody);
      expect([answer.json().code, answer.cookies]).toEqual([code, []]);
      expect(await kept()).toHaveLength(before);
      expect((await entries()).at(-1)?.outcome).toBe('refused');
    });

    it('takes no word of another issuer’s key, and none about somebody else’s attempt', async () => {
      provider.lie({ signs: 'other' });
      expect((await open(li)).json().code).toBe('identity-not-taken');
      provider.lie({});
      const stranger = await begin();
      expect((await open(li, (came) => ({ ...came, attempt: stranger.attempt }))).json().code).toBe(
        'identity-not-taken',
      );
    });

    it('takes an attempt once, and in time', async () => {
      const late = 'identity-took-too-long';
      const way = await begin();
      provider.become(li);
      const came = { attempt: way.attempt, query: await visitProvider(way.address) };
      expect((await post('/api/own-page/identity', came)).statusCode).toBe(200);
      expect((await post('/api/own-page/identity', came)).json().code).toBe(late);
      expect((await open(li, (home) => ({ ...home, attempt: 'none' }))).json().code).toBe(late);
      const slow = await begin();
      const query = await visitProvider(slow.address);
      node().clock.advance(11 * 60_000);
      expect((await post('/api/own-page/identity', { attempt: slow.attempt, query })).json().code).toBe(late);
    });

    it('says that the provider does not answer, and leaves the desk as the other way', async () => {
      const way = await begin();
      provider.become(li);
      const query = await visitProvider(way.address);
      provider.lie({ answer: { status: 503 } });
      const answer = await post('/api/own-page/identity', { attempt: way.attempt, query });
      expect([answer.statusCode, answer.json().code]).toEqual([503, 'identity-out-of-reach']);
    });
  },
  {},
  { modules: [world.module] },
);
