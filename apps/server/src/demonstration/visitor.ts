import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { browserCookie, sessionCookie } from '../kernel/http/options.js';
import { demonstrationPassword } from '../modules/access/index.js';

/** Somebody of the invented country at their browser: every step goes through the same routes as a real person's. */
export type Visitor = {
  readonly get: <T>(path: string) => Promise<T>;
  readonly post: <T>(path: string, body: object) => Promise<T>;
  readonly upload: <T>(path: string, file: { readonly name: string; readonly bytes: Uint8Array }) => Promise<T>;
};

const mostTries = 120;
const pauseMilliseconds = 1000;
const lookMilliseconds = 500;

/**
 * Where the loading comes from: an address of its own (RFC 5737), so that it never uses up what people at this machine may do in
 * a minute.
 */
const addresses = { 'at-start': '127.0.0.1', beside: '192.0.2.1' } as const;

/**
 * Signs an account of the invented country in.
 * @param when `beside`: while people are already at their desks
 */
export async function visit(
  http: FastifyInstance,
  account: string,
  when: keyof typeof addresses = 'at-start',
): Promise<Visitor> {
  const remoteAddress = addresses[when];
  const answer = await http.inject({
    method: 'POST',
    url: '/api/sign-in',
    remoteAddress,
    payload: { account, password: demonstrationPassword },
  });
  const session = answer.cookies.find((cookie) => cookie.name.endsWith(sessionCookie));
  if (session === undefined) throw new Error(`${account} could not sign in: ${answer.statusCode}`);
  const headers = { cookie: `${session.name}=${session.value}`, 'x-gatehouse-request': '1' };
  return visitorWith(http, headers, remoteAddress);
}

/** The person checked, who holds a personal link. */
export function visitByLink(http: FastifyInstance, secret: string): Visitor {
  return visitorWith(http, { authorization: `Link ${secret}` });
}

/** Somebody at one browser, who is known by what every request carries and by what a page left with the browser. */
export function visitorWith(
  http: FastifyInstance,
  headers: Record<string, string>,
  remoteAddress: string = addresses['at-start'],
): Visitor {
  const kept: Record<string, string> = {};
  const settled = <T>(path: string, answer: LightMyRequestResponse): T => {
    for (const { name, value } of answer.cookies) if (name.endsWith(browserCookie)) kept[name] = value;
    if (answer.statusCode >= 300)
      throw new Error(`${path} answered ${answer.statusCode}: ${answer.body.slice(0, 400)}`);
    return (answer.body === '' ? undefined : JSON.parse(answer.body)) as T;
  };
  return {
    get: async (path) =>
      settled(path, await patiently(http, { method: 'GET', url: path, headers, remoteAddress, cookies: { ...kept } })),
    post: async (path, body) =>
      settled(
        path,
        await patiently(http, {
          method: 'POST',
          url: path,
          headers,
          remoteAddress,
          payload: body,
          cookies: { ...kept },
        }),
      ),
    upload: async (path, file) => {
      const boundary = 'gatehouse-demonstration';
      const payload = Buffer.concat([
        Buffer.from(
          `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${file.name.replaceAll('"', '%22')}"\r\ncontent-type: application/octet-stream\r\n\r\n`,
        ),
        file.bytes,
        Buffer.from(`\r\n--${boundary}--\r\n`),
      ]);
      const type = { 'content-type': `multipart/form-data; boundary=${boundary}` };
      const request = { method: 'POST', url: path, headers: { ...headers, ...type }, remoteAddress, payload } as const;
      return settled(path, await patiently(http, request));
    },
  };
}

/** Waits for what a job brings about; false where it does not come within a minute of looking. */
export async function comesTrue(isSo: () => Promise<boolean>): Promise<boolean> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    if (await isSo()) return true;
    await new Promise((goOn) => setTimeout(goOn, lookMilliseconds));
  }
  return false;
}

/** A node that is busy says 503 and has done nothing: the same is asked again a moment later, for some minutes. */
async function patiently(http: FastifyInstance, request: InjectOptions): Promise<LightMyRequestResponse> {
  for (let tries = 1; ; tries += 1) {
    const answer = await http.inject(request);
    if (answer.statusCode !== 503 || tries === mostTries) return answer;
    await new Promise((goOn) => setTimeout(goOn, pauseMilliseconds));
  }
}
