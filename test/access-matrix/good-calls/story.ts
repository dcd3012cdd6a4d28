import { request } from 'node:http';
import { folderHolder, systemViewer, withTransaction } from '@gatehouse/server';
import { vi } from 'vitest';
import { browserCookie, sessionCookie } from '../../../apps/server/src/kernel/http/options.js';
import { signInAs, type SignedIn } from '../../harness/people.js';
import { type Prepared, prepare } from '../../journeys/by-api.js';
import type { JourneyWorld } from '../../journeys/world.js';

/** Who makes a call: an account by its login, the holder of a personal link, a visitor at a browser of theirs, the operator, or nobody. */
export type Caller =
  { readonly login: string } | { readonly link: string } | { readonly visitor: string } | 'operator' | 'public';

/** One call that an endpoint answers with success. */
export type GoodCall = {
  readonly by: Caller;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly body?: object;
  readonly upload?: { readonly name: string; readonly bytes: Uint8Array };
  /** Whom the entry names, where it is not the caller. */
  readonly actor?: string;
  /** What later calls need of the answer. */
  readonly keep?: (answer: Answer) => void | Promise<void>;
};

/** A good call, once everything it stands on is there; in the order of the table. */
export type GoodCalls = Readonly<Record<string, (story: Story) => GoodCall | Promise<GoodCall>>>;

/** What a call was answered. */
export type Answer = { readonly status: number; readonly text: string; readonly json: Json };
// What an answer holds is for the endpoint's shapes to say.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Json = any;

/** The world of the calls, and what they leave for each other. */
export type Story = {
  readonly world: JourneyWorld;
  readonly prepared: Prepared;
  readonly accounts: Readonly<Record<string, string>>;
  /** What earlier calls left: ids and versions, by a name. */
  readonly kept: Record<string, Json>;
  readonly send: (method: string, url: string, call: Omit<GoodCall, 'params' | 'query'>) => Promise<Answer>;
  /** A call that has to succeed, by an account. */
  readonly as: (login: string, method: string, url: string, body?: object) => Promise<Json>;
  /** Lets what is handed to a queue wait, so that work can be stopped before it has ended; until the answer is called. */
  readonly holdBack: (queue: string) => () => void;
  /** Tries until something is there. */
  readonly until: <T>(look: () => Promise<T | undefined>) => Promise<T>;
};

const anHour = 3_600_000;
const patience = { timeout: 110_000, interval: 100 };

/** Begins the story in a world that is open. */
export async function beginStory(world: JourneyWorld): Promise<Story> {
  const sessions = new Map<string, SignedIn>();
  /** What pages left with the browser of each person without an account. */
  const browsers = new Map<string, Record<string, string>>();
  const { node } = world;
  const holder = await folderHolder(node.folder);
  const accounts = await withTransaction(node.kernel.database, systemViewer('demonstration'), node.clock.now(), (on) =>
    on.sql.selectFrom('access.account').select(['id', 'login']).execute(),
  );
  const headersOf = async (by: Caller): Promise<Record<string, string>> => {
    if (typeof by === 'string') return {};
    if ('link' in by) return { authorization: `Link ${by.link}` };
    if ('visitor' in by) return { 'x-gatehouse-request': '1' };
    const known = sessions.get(by.login) ?? (await signInAs(node, by.login));
    sessions.set(by.login, known);
    return { ...known };
  };
  const sendOnce: Story['send'] = async (method, url, { by, body, upload }) => {
    const headers: Record<string, string> = await headersOf(by);
    const payload = upload === undefined ? JSON.stringify(body) : multipart(upload);
    if (payload !== undefined) headers['content-type'] = upload === undefined ? 'application/json' : multipartType;
    if (by === 'operator') return overSocket(holder?.socket ?? '', method, url, headers, payload);
    const answer = await node.http.inject({
      method: method as 'GET',
      url,
      headers,
      remoteAddress: '10.8.8.8',
      cookies: browsers.get(browserOf(by)) ?? {},
      ...(payload === undefined ? {} : { payload }),
    });
    for (const { name, value } of answer.cookies) {
      if (name === browserCookie) browsers.set(browserOf(by), { [name]: value });
      // A session goes on under another secret where the password was asked for again.
      if (name === sessionCookie && value !== '' && typeof by !== 'string' && 'login' in by)
        sessions.set(by.login, { cookie: `${name}=${value}`, 'x-gatehouse-request': '1' });
    }
    return answerOf(answer.statusCode, answer.body);
  };
  /** Sends again while the node says that its log is behind, as it tells people to: nothing was done. */
  const send: Story['send'] = (method, url, call) =>
    vi.waitFor(async () => {
      const answer = await sendOnce(method, url, call);
      if (answer.json?.code === 'journal-behind') throw new Error(`${url} cannot be done just now`);
      return answer;
    }, patience);
  return {
    world,
    prepared: await prepare(world),
    accounts: Object.fromEntries(accounts.map(({ id, login }) => [login, id])),
    kept: {},
    send,
    as: async (login, method, url, body) => {
      const answer = await send(method, url, { by: { login }, ...(body === undefined ? {} : { body }) });
      if (answer.status >= 300) throw new Error(`${method} ${url} as ${login}: ${answer.status} ${answer.text}`);
      return answer.json;
    },
    holdBack: (queue) => {
      const { jobs } = node.kernel;
      const { enqueue } = jobs;
      const held = vi.spyOn(jobs, 'enqueue').mockImplementation((on, added) => {
        const startAfter = new Date(on.now.getTime() + anHour);
        return enqueue(
          on,
          added.map((job) => (job.queue === queue ? { ...job, startAfter } : job)),
        );
      });
      return () => held.mockRestore();
    },
    until: (look) =>
      vi.waitFor(async () => {
        const found = await look();
        if (found === undefined) throw new Error('it is not there yet');
        return found;
      }, patience),
  };
}

/** Each link is opened in a browser of its own, and each visitor has one. */
function browserOf(by: Caller): string {
  if (typeof by === 'string' || 'login' in by) return '';
  return 'link' in by ? by.link : by.visitor;
}

const boundary = 'gatehouse-test-boundary';
const multipartType = `multipart/form-data; boundary=${boundary}`;

function multipart({ name, bytes }: { readonly name: string; readonly bytes: Uint8Array }): Buffer {
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]);
}

function answerOf(status: number, text: string): Answer {
  return { status, text, json: text.startsWith('{') ? JSON.parse(text) : undefined };
}

/** The operator at the machine: the node's local socket. */
function overSocket(
  socketPath: string,
  method: string,
  path: string,
  headers: Record<string, string>,
  payload: string | Buffer | undefined,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ socketPath, method, path, headers: { ...headers, host: 'localhost' } }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => resolve(answerOf(answer.statusCode ?? 0, Buffer.concat(parts).toString())));
    });
    sent.on('error', reject);
    sent.end(payload);
  });
}
