import { Worker } from 'node:worker_threads';
import type { PGlite } from '@electric-sql/pglite';
import { createPgConfig } from '@electric-sql/pglite/node-postgres';
import { builtWorker } from '../built-worker.js';

type BackendMessages = Awaited<ReturnType<PGlite['execProtocolStream']>>;

/** What the bridge asks its thread. */
export type BridgeRequest = { kind: 'execute'; id: number; bytes: Uint8Array } | { kind: 'close'; id: number };

/** One message of the wire protocol on its way between the threads. */
export type CloneableMessage =
  { readonly message: object } | { readonly fault: { readonly name: string; readonly message: string } };

/** What the thread answers. */
export type BridgeReply =
  | { kind: 'ready' }
  | { kind: 'broken'; problem: string }
  | { kind: 'answer'; id: number; messages: CloneableMessage[] }
  | { kind: 'failure'; id: number; problem: string };

/** The embedded database in its thread: a configuration for `pg.Pool`, and how to end it. */
export type EmbeddedDatabase = {
  readonly poolConfiguration: object;
  readonly close: () => Promise<void>;
};

type Waiting = { resolve: (messages: BackendMessages) => void; reject: (error: Error) => void };

/**
 * Starts PGlite in a worker thread and answers the wire protocol through it.
 * @param folder the database folder, or null for one in memory
 */
export async function startEmbeddedDatabase(folder: string | null): Promise<EmbeddedDatabase> {
  const worker = new Worker(builtWorker(import.meta.url, './pglite-worker.js'), { workerData: { folder } });
  const waiting = new Map<number, Waiting>();
  let nextId = 0;
  let broken: Error | null = null;

  const fail = (error: Error): void => {
    broken = error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  const ready = new Promise<void>((resolve, reject) => {
    worker.on('message', (message: BridgeReply) => {
      if (message.kind === 'ready') return resolve();
      if (message.kind === 'broken') return reject(new Error(message.problem));
      const entry = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.kind === 'answer') entry?.resolve(message.messages.map(restored) as BackendMessages);
      else entry?.reject(new Error(message.problem));
    });
    worker.on('error', (error) => {
      fail(error);
      reject(error);
    });
    worker.on('exit', () => fail(new Error('the embedded database has ended')));
  });

  const ask = (request: { kind: 'execute'; bytes: Uint8Array } | { kind: 'close' }): Promise<BackendMessages> =>
    new Promise((resolve, reject) => {
      if (broken !== null) return reject(broken);
      const id = nextId++;
      waiting.set(id, { resolve, reject });
      worker.postMessage({ ...request, id } satisfies BridgeRequest);
    });

  await ready;
  const bridge = {
    waitReady: ready,
    // pg hands over a view of a buffer it may reuse: the thread gets a copy of its own.
    execProtocolStream: (bytes: Uint8Array) => ask({ kind: 'execute', bytes: Uint8Array.from(bytes) }),
  };
  return {
    // The adapter uses these two members of a PGlite and no other.
    poolConfiguration: createPgConfig(bridge as PGlite),
    close: async () => {
      await ask({ kind: 'close' });
      await worker.terminate();
    },
  };
}

function restored(message: CloneableMessage): object {
  return 'fault' in message ? Object.assign(new Error(message.fault.message), message.fault) : message.message;
}
