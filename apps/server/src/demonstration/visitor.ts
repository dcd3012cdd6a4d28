import type { FastifyInstance } from 'fastify';
import { sessionCookie } from '../kernel/http/options.js';
import { demonstrationPassword } from '../modules/access/index.js';

/** Somebody of the invented country at their browser: every step goes through the same routes as a real person's. */
export type Visitor = {
  readonly get: <T>(path: string) => Promise<T>;
  readonly post: <T>(path: string, body: object) => Promise<T>;
  readonly upload: <T>(path: string, file: { readonly name: string; readonly bytes: Uint8Array }) => Promise<T>;
};

/** Signs an account of the invented country in. */
export async function visit(http: FastifyInstance, account: string): Promise<Visitor> {
  const answer = await http.inject({
    method: 'POST',
    url: '/api/sign-in',
    payload: { account, password: demonstrationPassword },
  });
  const session = answer.cookies.find((cookie) => cookie.name === sessionCookie);
  if (session === undefined) throw new Error(`${account} could not sign in: ${answer.statusCode}`);
  return visitorWith(http, { cookie: `${session.name}=${session.value}`, 'x-gatehouse-request': '1' });
}

/** The person checked, who holds a personal link. */
export function visitByLink(http: FastifyInstance, secret: string): Visitor {
  return visitorWith(http, { authorization: `Link ${secret}` });
}

function visitorWith(http: FastifyInstance, headers: Record<string, string>): Visitor {
  const settled = <T>(path: string, answer: { statusCode: number; body: string }): T => {
    if (answer.statusCode >= 300)
      throw new Error(`${path} answered ${answer.statusCode}: ${answer.body.slice(0, 400)}`);
    return (answer.body === '' ? undefined : JSON.parse(answer.body)) as T;
  };
  return {
    get: async (path) => settled(path, await http.inject({ method: 'GET', url: path, headers })),
    post: async (path, body) => settled(path, await http.inject({ method: 'POST', url: path, headers, payload: body })),
    upload: async (path, file) => {
      const boundary = 'gatehouse-demonstration';
      const payload = Buffer.concat([
        Buffer.from(
          `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${encodeURIComponent(file.name)}"\r\ncontent-type: application/octet-stream\r\n\r\n`,
        ),
        file.bytes,
        Buffer.from(`\r\n--${boundary}--\r\n`),
      ]);
      const type = { 'content-type': `multipart/form-data; boundary=${boundary}` };
      return settled(path, await http.inject({ method: 'POST', url: path, headers: { ...headers, ...type }, payload }));
    },
  };
}
