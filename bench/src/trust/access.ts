import { join } from 'node:path';
import { type Role, roles } from '@gatehouse/contract';
import { openNode, readConfig } from '@gatehouse/server';
import { makeWorld } from '../../../test/harness/invented-world.js';
import { served, sessionAt } from '../../../test/harness/served-node.js';
import { type AskedRoute, isHeard, isPermission, mayDo, roleQuestions } from '../../../test/access-matrix/questions.js';
import { thingsWithPlaces, type Thing } from './places.js';
import { sampleOf, type Schema } from './sample-body.js';

/** What the matrix of one serving node was found to be. */
export type AccessFindings = {
  readonly roleQuestions: number;
  readonly placeQuestions: number;
  /** Those about a place that were answered by what is wrong with the request, before anybody asked whose the thing is. */
  readonly undecided: string[];
  readonly routes: number;
  /** Answers that should have been others; each said in words. */
  readonly holes: string[];
};

const neverWas = '00000000-0000-4000-8000-000000000000';

type Headers = Readonly<Record<string, string>>;
type Served = AskedRoute & { readonly body: Schema | undefined };

/** Asks a serving node every question of the matrix: every role at every route, and everybody elsewhere about what is here. */
export async function askAccessMatrix(folder: string, tell: (words: string) => void): Promise<AccessFindings> {
  const environment = {
    GATEHOUSE_DATA: join(folder, 'data'),
    GATEHOUSE_MODE: 'office',
    GATEHOUSE_LOG_LEVEL: 'silent',
    GATEHOUSE_REQUESTS_PER_MINUTE: '10000000',
  };
  const node = await openNode(readConfig(environment));
  const world = await makeWorld(node);
  await node.close();
  const { child, address } = await served(environment);
  try {
    const routes = await routesOf(address);
    const sessions: Record<string, Headers> = { nobody: {}, stranger: strangersHeaders };
    for (const account of [...roles, ...elsewhere]) sessions[account] = await sessionAt(address, account);
    tell(`access matrix: ${routes.length} routes, ${Object.keys(sessions).length} callers`);
    const asked = await askRoles(address, routes, sessions);
    const placed = await askPlaces(address, routes, sessions, await thingsWithPlaces(address, sessions, world));
    return {
      roleQuestions: asked.count,
      placeQuestions: placed.count,
      undecided: placed.undecided,
      routes: routes.length,
      holes: [...asked.holes, ...placed.holes],
    };
  } finally {
    child.kill('SIGKILL');
  }
}

const strangersHeaders: Headers = { cookie: 'gatehouse_session=invented', 'x-gatehouse-request': '1' };

/** Accounts with the same duties in another place. */
const elsewhere = ['clerk-elsewhere', 'reviewer-elsewhere', 'admin-bureau'];

/** Every route that the node says it serves, with who may call it. */
async function routesOf(address: string): Promise<Served[]> {
  type Operation = {
    readonly description?: string;
    readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> };
  };
  const answer = await fetch(`${address}/api/openapi.json`);
  const { paths } = (await answer.json()) as { paths: Record<string, Record<string, Operation>> };
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      method: method.toUpperCase() as AskedRoute['method'],
      path: path.replace(/\{(\w+)\}/g, ':$1') as AskedRoute['path'],
      access: /Access: ([\w:-]+)\./.exec(operation.description ?? '')?.[1] ?? 'said by nobody',
      body: operation.requestBody?.content?.['application/json']?.schema,
    })),
  );
}

type Heard = { readonly status: number; readonly code: string };

async function call(address: string, route: AskedRoute, id: string, headers: Headers, body: unknown): Promise<Heard> {
  const answer = await fetch(`${address}${route.path.replace(/:\w+/g, id)}`, {
    method: route.method,
    headers: { ...headers, ...(route.method === 'GET' ? {} : { 'content-type': 'application/json' }) },
    ...(route.method === 'GET' ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  const isProblem = (answer.headers.get('content-type') ?? '').includes('problem');
  return { status: answer.status, code: isProblem ? String((JSON.parse(text) as { code?: string }).code) : '' };
}

async function askRoles(address: string, routes: readonly Served[], sessions: Readonly<Record<string, Headers>>) {
  const unsaid = routes.filter(({ access }) => !isPermission(access) && hearsNothing(access));
  const holes = unsaid.map(({ method, path }) => `${method} ${path}: nobody says who may call it`);
  const questions = roleQuestions(routes);
  for (const { who, route, right } of questions) {
    const { status } = await call(address, route, neverWas, sessions[who] ?? {}, {});
    if (!isHeard(right, status)) holes.push(`${who} at ${route.method} ${route.path}: ${status}, should be ${right}`);
  }
  return { count: questions.length + unsaid.length, holes };
}

function hearsNothing(access: string): boolean {
  return !['public', 'signed-in', 'personal-link', 'own-page', 'operator'].includes(access);
}

/** Whoever has the duty and is elsewhere: what is here answers them as what never was. */
async function askPlaces(
  address: string,
  routes: readonly Served[],
  sessions: Readonly<Record<string, Headers>>,
  things: readonly Thing[],
) {
  const [holes, undecided]: [string[], string[]] = [[], []];
  let count = 0;
  for (const { under, id, strangers } of things) {
    for (const route of routes.filter(({ path }) => path === under || path.startsWith(`${under}/`))) {
      const body = sampleOf(route.body ?? {});
      for (const who of strangers.filter((name) => hasDuty(name, route.access))) {
        const never = await call(address, route, neverWas, sessions[who] ?? {}, body);
        const here = await call(address, route, id, sessions[who] ?? {}, body);
        const words = `${who} at ${route.method} ${route.path}: ${here.status} ${here.code}`;
        count += 1;
        if (never.status !== 404) undecided.push(words);
        if (here.status !== never.status || here.code !== never.code || here.status < 400)
          holes.push(`${words}, but ${never.status} ${never.code} of what never was`);
      }
    }
  }
  return { count, undecided, holes };
}

function hasDuty(account: string, access: string): boolean {
  if (access === 'signed-in') return true;
  return isPermission(access) && mayDo(roleOf(account), access);
}

function roleOf(account: string): Role {
  return roles.find((role) => [role, `${role}-elsewhere`, `${role}-bureau`].includes(account)) ?? 'auditor';
}
