import { isPermitted, type Permission, permissions, type Role, roles } from '@gatehouse/contract';
import { withTransaction } from '@gatehouse/server';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type SignedIn, signInAs } from '../harness/people.js';
import { onBothEngines, type TestNode } from '../harness/test-node.js';

const anyId = '00000000-0000-4000-8000-000000000000';

type Endpoint = TestNode['routes'][number]['endpoint'];

/** A route as a stranger finds it: its parameters filled, its body empty. Who may not call must hear so before what is wrong with it. */
async function call(node: TestNode, endpoint: Endpoint, headers: Partial<SignedIn>): Promise<number> {
  const answer = await node.http.inject({
    method: endpoint.method,
    url: endpoint.path.replace(/:[a-zA-Z]+/g, anyId),
    headers,
    remoteAddress: '10.9.9.9',
    ...(endpoint.method === 'GET' ? {} : { payload: {} }),
  });
  return answer.statusCode;
}

function isPermission(access: string): access is Permission {
  return (permissions as readonly string[]).includes(access);
}

const knownAccess = ['public', 'signed-in', 'personal-link', 'own-page', 'operator'];

onBothEngines('every route', (node) => {
  const sessions = new Map<Role, SignedIn>();
  beforeAll(async () => {
    await makeWorld(node());
    for (const role of roles) sessions.set(role, await signInAs(node(), role));
  });
  const endpoints = () => node().routes.map((route) => route.endpoint);
  const guarded = () =>
    endpoints().flatMap((endpoint) => (isPermission(endpoint.access) ? [{ endpoint, access: endpoint.access }] : []));
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

  describe.each(roles)('%s', (role) => {
    it('is refused every route its duty does not include, and each refusal leaves an entry', async () => {
      const closed = guarded().filter(({ access }) => !isPermitted(role, access));
      const before = await refusals();
      const answers = [];
      for (const { endpoint } of closed) {
        answers.push([endpoint.path, await call(node(), endpoint, sessions.get(role) ?? {})]);
      }
      expect(answers.filter(([, status]) => status !== 403)).toEqual([]);
      expect(await refusals()).toBe(before + closed.length);
    });

    it('is let in to every route its duty includes', async () => {
      const open = guarded().filter(({ access }) => isPermitted(role, access));
      for (const { endpoint } of open) {
        const status = await call(node(), endpoint, sessions.get(role) ?? {});
        expect([endpoint.path, [401, 403].includes(status)]).toEqual([endpoint.path, false]);
      }
    });

    it('finds neither the operator’s doors nor those of a personal link, and no page of its own', async () => {
      for (const endpoint of endpoints().filter(({ access }) => access === 'operator' || access === 'personal-link')) {
        expect([endpoint.path, await call(node(), endpoint, sessions.get(role) ?? {})]).toEqual([endpoint.path, 404]);
      }
      for (const endpoint of endpoints().filter(({ access }) => access === 'own-page'))
        expect([endpoint.path, await call(node(), endpoint, sessions.get(role) ?? {})]).toEqual([endpoint.path, 401]);
    });
  });

  it.each([
    ['nobody', {}],
    ['a session that never was', { cookie: 'gatehouse_session=invented', 'x-gatehouse-request': '1' }],
  ] as const)('is closed to %s unless it is public', async (_who, headers) => {
    for (const endpoint of endpoints().filter(({ access }) => access !== 'public')) {
      const status = await call(node(), endpoint, headers);
      expect([endpoint.path, [401, 404].includes(status)]).toEqual([endpoint.path, true]);
    }
  });
});
