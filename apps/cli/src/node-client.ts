import { access } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import type { AnswerOf, CallOf, Endpoint, Problem } from '@gatehouse/contract';
import { type Config, DomainError, folderHolder, openNode, readConfig } from '@gatehouse/server';
import type { Io } from './io.js';
import { NodeRefusal } from './node-refusal.js';

/** Calls the node of this machine as its operator. */
export type NodeClient = {
  /**
   * @param answers statuses above 400 that carry the endpoint's answer and are no refusal
   * @throws NodeRefusal with the node's own words when it refuses
   */
  readonly call: <E extends Endpoint>(
    endpoint: E,
    given: CallOf<E>,
    answers?: readonly number[],
  ) => Promise<AnswerOf<E>>;
};

/**
 * Works with the node of the configured data folder: the running one over its local socket, else one opened for this work and
 * closed after it. Either way the caller is the operator, named in the log by the account of the operating system.
 * @throws DomainError `configuration-invalid` when there is no node in the folder: none is made by asking for one, unless `makeNode` says so
 */
export async function withNode<T>(
  io: Io,
  work: (client: NodeClient, config: Config) => Promise<T>,
  { makeNode = false }: { readonly makeNode?: boolean } = {},
): Promise<T> {
  const config = readConfig(io.environment);
  if (!makeNode) await refuseMissingNode(config);
  const holder = await folderHolder(config.dataFolder);
  if (holder !== undefined) return work(clientOf(holder.socket), config);
  const node = await openNode(config);
  try {
    const own = await folderHolder(config.dataFolder);
    if (own === undefined) throw new Error('the socket of the opened node does not answer');
    return await work(clientOf(own.socket), config);
  } finally {
    await node.close();
  }
}

async function refuseMissingNode({ dataFolder }: Config): Promise<void> {
  await access(join(dataFolder, 'gatehouse.json')).catch(() => {
    throw new DomainError('configuration-invalid', {
      problem: `There is no node in ${dataFolder}; set GATEHOUSE_DATA, or make one with gatehouse init.`,
    });
  });
}

/** A client over a node's local socket. */
export function clientOf(socket: string): NodeClient {
  return {
    call: async <E extends Endpoint>(
      endpoint: E,
      given: CallOf<E>,
      answers: readonly number[] = [],
    ): Promise<AnswerOf<E>> => {
      const {
        params = {},
        query = {},
        body,
      } = given as {
        params?: Readonly<Record<string, string>>;
        query?: Readonly<Record<string, string>>;
        body?: object;
      };
      const path = endpoint.path.replaceAll(/:(\w+)/g, (_all, name: string) => encodeURIComponent(params[name] ?? ''));
      const search = new URLSearchParams(query).toString();
      const answer = await send(socket, endpoint.method, search === '' ? path : `${path}?${search}`, body);
      if (answer.status >= 400 && !answers.includes(answer.status)) throw new NodeRefusal(answer.json as Problem);
      return (endpoint.answer === undefined ? undefined : endpoint.answer.parse(answer.json)) as AnswerOf<E>;
    },
  };
}

function send(socketPath: string, method: string, path: string, body: object | undefined): Promise<Answer> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const headers = text === undefined ? {} : { 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const call = request({ socketPath, method, path, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const answered = Buffer.concat(chunks).toString('utf8');
        resolve({ status: response.statusCode ?? 500, json: answered === '' ? undefined : JSON.parse(answered) });
      });
    });
    call.on('error', reject);
    call.end(text);
  });
}

type Answer = { readonly status: number; readonly json: unknown };
