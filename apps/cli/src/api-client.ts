import { request } from 'node:http';
import type { AnswerOf, CallOf, Endpoint, Problem } from '@gatehouse/contract';
import { NodeRefusal } from './node-refusal.js';

/** Calls a node by the endpoints of the contract. Every method throws NodeRefusal, in the node's own words, when it refuses. */
export type ApiClient = {
  /** @param answers statuses above 400 that carry the endpoint's answer and are no refusal */
  readonly call: <E extends Endpoint>(
    endpoint: E,
    given: CallOf<E>,
    answers?: readonly number[],
  ) => Promise<AnswerOf<E>>;
  /** Sends one file to an endpoint that takes one. */
  readonly upload: <E extends Endpoint>(endpoint: E, given: CallOf<E>, file: UploadedFile) => Promise<AnswerOf<E>>;
  /** Fetches the file an endpoint answers with. */
  readonly file: <E extends Endpoint>(endpoint: E, given: CallOf<E>) => Promise<Uint8Array>;
};

/** A file to send: its name without a folder, and its bytes. */
export type UploadedFile = { readonly name: string; readonly bytes: Uint8Array };

/** One way to reach a node. */
export type Send = (
  method: string,
  path: string,
  body: Uint8Array | undefined,
  contentType: string | undefined,
) => Promise<{ readonly status: number; readonly bytes: Uint8Array }>;

/** A client over a way to reach a node. */
export function apiClient(send: Send): ApiClient {
  const json = async (method: string, path: string, body: unknown) =>
    body === undefined
      ? send(method, path, undefined, undefined)
      : send(method, path, Buffer.from(JSON.stringify(body)), 'application/json');
  return {
    call: async (endpoint, given, answers = []) => {
      const answer = await json(endpoint.method, pathOf(endpoint, given), (given as Parts).body);
      return answerOf(endpoint, answer, answers);
    },
    upload: async (endpoint, given, { name, bytes }) => {
      const form = new FormData();
      form.set('file', new Blob([new Uint8Array(bytes)]), name);
      const packed = new Response(form);
      const body = new Uint8Array(await packed.arrayBuffer());
      const type = packed.headers.get('content-type') ?? undefined;
      return answerOf(endpoint, await send(endpoint.method, pathOf(endpoint, given), body, type), []);
    },
    file: async (endpoint, given) => {
      const answer = await json(endpoint.method, pathOf(endpoint, given), (given as Parts).body);
      refuseProblem(answer, []);
      return answer.bytes;
    },
  };
}

type Parts = {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
};

function pathOf(endpoint: Endpoint, given: unknown): string {
  const { params = {}, query = {} } = given as Parts;
  const path = endpoint.path.replaceAll(/:(\w+)/g, (_all, name: string) => encodeURIComponent(String(params[name])));
  const said = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((one): [string, string] => [name, String(one)]),
  );
  const search = new URLSearchParams(said).toString();
  return search === '' ? path : `${path}?${search}`;
}

type Answer = Awaited<ReturnType<Send>>;

function answerOf<E extends Endpoint>(endpoint: E, answer: Answer, answers: readonly number[]): AnswerOf<E> {
  refuseProblem(answer, answers);
  return (endpoint.answer === undefined ? undefined : endpoint.answer.parse(jsonOf(answer))) as AnswerOf<E>;
}

function refuseProblem(answer: Answer, answers: readonly number[]): void {
  if (answer.status < 400 || answers.includes(answer.status)) return;
  const problem = jsonOf(answer) as Partial<Problem> | undefined;
  if (problem?.words === undefined) throw new Error(`the address answered ${answer.status}, and not as a node does`);
  throw new NodeRefusal(problem as Problem);
}

function jsonOf({ bytes }: Answer): unknown {
  try {
    return bytes.length === 0 ? undefined : JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Over the local socket of a node, where the caller is its operator. */
export function overSocket(socketPath: string): Send {
  return (method, path, body, type) => {
    const headers = type === undefined ? {} : { 'content-type': type };
    return new Promise((resolve, reject) => {
      const call = request({ socketPath, method, path, headers, agent: false }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => resolve({ status: response.statusCode ?? 500, bytes: Buffer.concat(chunks) }));
      });
      call.on('error', reject);
      call.end(body);
    });
  };
}

/** Over HTTP, with a token in the header and nowhere else. A redirection is not followed: it would carry the token along. */
export function overHttp(address: string, token: string): Send {
  return async (method, path, body, type) => {
    const answer = await fetch(new URL(path, address), {
      method,
      redirect: 'error',
      headers: { authorization: `Bearer ${token}`, ...(type === undefined ? {} : { 'content-type': type }) },
      ...(body === undefined ? {} : { body: new Uint8Array(body) }),
    });
    return { status: answer.status, bytes: new Uint8Array(await answer.arrayBuffer()) };
  };
}
