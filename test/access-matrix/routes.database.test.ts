import { type Role, roles } from '@gatehouse/contract';
import { withTransaction } from '@gatehouse/server';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type SignedIn, signInAs } from '../harness/people.js';
import { onChosenEngines, type TestNode } from '../harness/test-node.js';
import {
  type AskedRoute,
  type Hearing,
  isHeard,
  isPermission,
  knownAccess,
  type RoleQuestion,
  roleQuestions,
} from './questions.js';

const anyId = '00000000-0000-4000-8000-000000000000';

/** A route as a stranger finds it: its parameters filled, its body empty. Who may not call must hear so before what is wrong with it. */
async function call(node: TestNode, endpoint: AskedRoute, headers: Partial<SignedIn>): Promise<number> {
  const answer = await node.http.inject({
    method: endpoint.method,
    url: endpoint.path.replace(/:[a-zA-Z]+/g, anyId),
    headers,
    remoteAddress: '10.9.9.9',
    ...(endpoint.method === 'GET' ? {} : { payload: {} }),
  });
  return answer.statusCode;
}

onChosenEngines('every route', (node) => {
  const sessions = new Map<Role, SignedIn>();
  beforeAll(async () => {
    await makeWorld(node());
    for (const role of roles) sessions.set(role, await signInAs(node(), role));
  });
  const endpoints = () => node().routes.map((route) => route.endpoint);
  const refusals = (): Promise<number> =>
    withTransaction(
      node().kernel.database,
      { kind: 'operator', name: 'root' },
      node().clock.now(),
      async ({ sql }) =>
        (await sql.selectFrom('journal.entry').select('id').where('outcome', '=', 'refused').execute()).length,
    );

  it('says who may call it, and what it leaves in the journal', () => {
    for (const { access, journal, path } of endpoints()) {
      expect([path, isPermission(access) || knownAccess.includes(access)]).toEqual([path, true]);
      expect([path, 'act' in journal ? /^[a-z]+\.[a-z-]+$/.test(journal.act) : journal.none.length > 10]).toEqual([
        path,
        true,
      ]);
    }
    expect(endpoints().length).toBeGreaterThan(30);
  });

  it('stands once', () => {
    const names = endpoints().map(({ method, path }) => `${method} ${path}`);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  /** The questions of one caller, of those with these right answers alone; `wrong` are the ones answered otherwise. */
  const askedAs = async (who: RoleQuestion['who'], headers: Partial<SignedIn>, ...rights: readonly Hearing[]) => {
    const questions = roleQuestions(endpoints()).filter(
      (question) => question.who === who && (rights.length === 0 || rights.includes(question.right)),
    );
    const wrong = [];
    for (const { route, right } of questions) {
      const status = await call(node(), route, headers);
      if (!isHeard(right, status)) wrong.push([route.method, route.path, status, right]);
    }
    return { count: questions.length, wrong };
  };

  describe.each(roles)('%s', (role) => {
    const as = (...rights: readonly Hearing[]) => askedAs(role, sessions.get(role) ?? {}, ...rights);

    it('is refused every route its duty does not include, and each refusal leaves an entry', async () => {
      const before = await refusals();
      const { count, wrong } = await as('not permitted');
      expect(wrong).toEqual([]);
      expect(count).toBeGreaterThan(0);
      expect(await refusals()).toBe(before + count);
    });

    it('is let in to every route its duty includes', async () => {
      expect((await as('let in')).wrong).toEqual([]);
    });

    it('finds neither the operator’s doors nor those of a personal link, and no page of its own', async () => {
      const { count, wrong } = await as('not there', 'closed');
      expect(wrong).toEqual([]);
      expect(count).toBeGreaterThan(0);
    });
  });

  it.each([
    ['nobody', {}],
    ['stranger', { cookie: 'gatehouse_session=invented', 'x-gatehouse-request': '1' }],
  ] as const)('is closed to %s unless it is public', async (who, headers) => {
    const { count, wrong } = await askedAs(who, headers);
    expect(wrong).toEqual([]);
    expect(count).toBe(endpoints().filter(({ access }) => access !== 'public').length);
  });
});
