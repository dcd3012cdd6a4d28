import type { Node } from '@gatehouse/server';
import { worldPassword } from '../../../test/harness/invented-world.js';

/** Somebody at their desk: every step goes through the routes of the node, and what is refused ends the run. */
export type Desk = {
  readonly get: <T>(path: string) => Promise<T>;
  /** @param key names a request that may come twice, after a kill: it is done once */
  readonly post: <T>(path: string, body: object, key?: string) => Promise<T>;
  readonly put: <T>(path: string, body: object) => Promise<T>;
  readonly upload: <T>(path: string, name: string, bytes: Uint8Array, key?: string) => Promise<T>;
};

/** The desks of a node whose clock is moved by hand. */
export type Desks = {
  readonly as: (login: string) => Promise<Desk>;
  /** The person checked, with the secret of a personal link. */
  readonly byLink: (link: string) => Desk;
};

type Headers = Record<string, string>;

/** Below the half hour after which a session that was not used ends. */
const sessionMilliseconds = 25 * 60_000;

/** Opens the desks: whoever has no session, or an old one, signs in. */
export function desksOf(node: Pick<Node, 'http' | 'kernel'>): Desks {
  const sessions = new Map<string, { readonly until: number; readonly desk: Desk }>();
  let signIns = 0;
  return {
    as: async (login) => {
      const now = node.kernel.clock.now().getTime();
      const known = sessions.get(login);
      if (known !== undefined && known.until > now) return known.desk;
      signIns += 1;
      // An address of its own each time: what slows guessing is no part of this.
      const remoteAddress = `10.${(signIns >> 16) & 255}.${(signIns >> 8) & 255}.${signIns & 255}`;
      const payload = { account: login, password: worldPassword };
      const answer = await node.http.inject({ method: 'POST', url: '/api/sign-in', remoteAddress, payload });
      const session = answer.cookies.find(({ name }) => name.endsWith('gatehouse_session'));
      if (session === undefined) throw new Error(`${login} could not sign in: ${answer.statusCode} ${answer.body}`);
      const desk = deskWith(node, { cookie: `${session.name}=${session.value}` });
      sessions.set(login, { until: now + sessionMilliseconds, desk });
      return desk;
    },
    byLink: (link) => deskWith(node, { authorization: `Link ${link.split('#')[1] ?? ''}` }),
  };
}

function deskWith({ http }: Pick<Node, 'http'>, own: Headers): Desk {
  const kept: Headers = {};
  const call = async <T>(
    method: 'GET' | 'POST' | 'PUT',
    url: string,
    more: Headers,
    payload?: object | Buffer,
  ): Promise<T> => {
    const headers = { ...own, 'x-gatehouse-request': '1', ...more };
    const request = { method, url, headers, cookies: { ...kept } };
    const answer = await http.inject(payload === undefined ? request : { ...request, payload });
    for (const { name, value } of answer.cookies) if (own.authorization !== undefined) kept[name] = value;
    if (answer.statusCode >= 300)
      throw new Error(`${method} ${url}: ${answer.statusCode} ${answer.body.slice(0, 600)}`);
    return (answer.body === '' ? undefined : JSON.parse(answer.body)) as T;
  };
  return {
    get: (path) => call('GET', path, {}),
    post: (path, body, key) => call('POST', path, key === undefined ? {} : { 'idempotency-key': key }, body),
    put: (path, body) => call('PUT', path, {}, body),
    upload: (path, name, bytes, key) => {
      const boundary = 'gatehouse-bench';
      const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`;
      const body = Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]);
      const form = { 'content-type': `multipart/form-data; boundary=${boundary}` };
      return call('POST', path, key === undefined ? form : { ...form, 'idempotency-key': key }, body);
    },
  };
}

/** All items of a list, page by page. */
export async function everyItem<T>(desk: Desk, path: string): Promise<T[]> {
  const items: T[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const mark = path.includes('?') ? '&' : '?';
    const page: { items: T[]; next?: string } = await desk.get(
      `${path}${mark}limit=200${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
    );
    items.push(...page.items);
    cursor = page.next;
  }
  return items;
}
