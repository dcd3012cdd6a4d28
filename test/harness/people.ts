import { worldPassword } from './invented-world.js';
import type { TestNode } from './test-node.js';

export { makeWorld, type OrganisationName, type World, worldPassword } from './invented-world.js';

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

/** Calls with these headers, and with the cookie of the session that an answer left last; `code` is the code of a refusal. */
export function callerWith(node: TestNode, headers: Readonly<Record<string, string>>): Caller {
  let sent = headers;
  return async (method, url, payload) => {
    const body = payload === undefined ? {} : { payload };
    const answer = await node.http.inject({ method, url, headers: sent, ...body });
    const session = answer.cookies.find(({ name, value }) => name.endsWith('gatehouse_session') && value !== '');
    if (session !== undefined) sent = { ...sent, cookie: `${session.name}=${session.value}` };
    const json = (): Record<string, unknown> => (answer.body === '' ? {} : answer.json());
    return { statusCode: answer.statusCode, json, code: json().code };
  };
}

/** Signs an account of the world in and calls as it. */
export async function callerAs(node: TestNode, login: string, password = worldPassword): Promise<Caller> {
  return callerWith(node, await signInAs(node, login, password));
}
