import { type Role, roleDefinition, roles } from '@gatehouse/contract';
import { systemViewer, withTransaction } from '@gatehouse/server';
import { hash } from '@node-rs/argon2';
import type { TestNode } from './test-node.js';
import organisationRows from './world.json' with { type: 'json' };

/** Password of every account of the invented world. */
export const worldPassword = 'invented-password-only';

/** The organisations and accounts of a small invented world: one province, two counties. */
export type World = {
  readonly organisations: Readonly<Record<OrganisationName, string>>;
  /** One account per role, its login the role's name; a second clerk and reviewer elsewhere, two more of
   * the re-check desk, two more administrators. */
  readonly accounts: Readonly<
    Record<
      | Role
      | 'clerk-elsewhere'
      | 'reviewer-elsewhere'
      | 'recheck-second'
      | 'recheck-third'
      | 'admin-third'
      | 'admin-bureau',
      string
    >
  >;
};

export type OrganisationName = keyof typeof organisationRows;

/** Where a role works: the organisation of the first kind that the role table names for it. */
function homeOf(role: Role): OrganisationName {
  if (role === 'superior') return 'province';
  const [kind] = roleDefinition(role).organisationKinds;
  if (kind === 'unit') return 'school';
  return kind === 'authority' ? 'education' : (kind as OrganisationName);
}

/** Makes the world in a fresh node. */
export async function makeWorld(node: TestNode): Promise<World> {
  // Cheap on purpose: the cost of guessing is not what these tests prove.
  const passwordHash = await hash(worldPassword, { memoryCost: 8, timeCost: 1, parallelism: 1 });
  const now = node.clock.now();
  const names = Object.keys(organisationRows) as OrganisationName[];
  const organisations = Object.fromEntries(names.map((name) => [name, crypto.randomUUID()])) as Record<
    OrganisationName,
    string
  >;
  const homes: [string, Role, OrganisationName][] = [
    ...roles.map((role): [string, Role, OrganisationName] => [role, role, homeOf(role)]),
    ['clerk-elsewhere', 'clerk', 'schoolElsewhere'],
    ['reviewer-elsewhere', 'reviewer', 'educationElsewhere'],
    ['recheck-second', 'recheck', 'registry'],
    ['recheck-third', 'recheck', 'registry'],
    ['admin-third', 'admin', 'operator'],
    ['admin-bureau', 'admin', 'education'],
  ];
  const accounts = Object.fromEntries(homes.map(([login]) => [login, crypto.randomUUID()])) as World['accounts'];
  await withTransaction(node.kernel.database, systemViewer('demonstration'), now, async ({ sql }) => {
    for (const name of names) {
      const { parent, ...row } = organisationRows[name];
      const parentId = parent === null ? null : organisations[parent as OrganisationName];
      await sql
        .insertInto('access.organisation')
        .values({ ...row, parentId, id: organisations[name], createdAt: now })
        .execute();
    }
    for (const [login, role, home] of homes) {
      const accountId = accounts[login as keyof World['accounts']];
      await sql
        .insertInto('access.account')
        .values({
          id: accountId,
          login,
          displayName: `${login} (invented)`,
          organisationId: organisations[home],
          passwordHash,
          createdAt: now,
        })
        .execute();
      await sql
        .insertInto('access.roleGrant')
        .values({ id: crypto.randomUUID(), accountId, role, proposedAt: now, inForceFrom: now })
        .execute();
    }
  });
  return { organisations, accounts };
}

/** Headers of a browser in which this account is signed in. */
export type SignedIn = { readonly cookie: string; readonly 'x-gatehouse-request': '1' };

let signIns = 0;

/** An address no other sign-in of this run came from: what slows guessing must not slow the tests. */
function nextAddress(): string {
  signIns += 1;
  return `10.0.${Math.floor(signIns / 250)}.${(signIns % 250) + 1}`;
}

/** Signs an account of the world in. */
export async function signInAs(node: TestNode, login: string, password = worldPassword): Promise<SignedIn> {
  const answer = await node.http.inject({
    method: 'POST',
    url: '/api/sign-in',
    remoteAddress: nextAddress(),
    payload: { account: login, password },
  });
  const session = answer.cookies.find((cookie) => cookie.name.endsWith('gatehouse_session'));
  if (session === undefined) throw new Error(`${login} could not sign in: ${answer.statusCode} ${answer.body}`);
  return { cookie: `${session.name}=${session.value}`, 'x-gatehouse-request': '1' };
}

/** What a signed-in person's browser or program sends. */
export type Caller = (
  method: 'GET' | 'POST',
  url: string,
  payload?: object,
) => Promise<{ statusCode: number; json: () => Record<string, unknown>; code: unknown }>;

/** Calls with these headers; `code` is the code of a refusal. */
export function callerWith(node: TestNode, headers: Readonly<Record<string, string>>): Caller {
  return async (method, url, payload) => {
    const answer = await node.http.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
    const json = (): Record<string, unknown> => (answer.body === '' ? {} : answer.json());
    return { statusCode: answer.statusCode, json, code: json().code };
  };
}

/** Signs an account of the world in and calls as it. */
export async function callerAs(node: TestNode, login: string, password = worldPassword): Promise<Caller> {
  return callerWith(node, await signInAs(node, login, password));
}
