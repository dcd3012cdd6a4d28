import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { PGlite } from '@electric-sql/pglite';
import { createPgConfig } from '@electric-sql/pglite/node-postgres';
import type { BackendMessage } from 'pg-protocol/dist/messages.js';
import { Parser } from 'pg-protocol/dist/parser.js';
import { builtWorker } from '../built-worker.js';

/** What the bridge asks its thread. */
export type BridgeRequest = { kind: 'execute'; id: number; bytes: Uint8Array } | { kind: 'close'; id: number };

/** What the thread answers: the bytes of the wire protocol as they came. */
export type BridgeReply =
  | { kind: 'ready' }
  | { kind: 'broken'; problem: string }
  | { kind: 'answer'; id: number; bytes: Uint8Array }
  | { kind: 'failure'; id: number; problem: string };

/** The embedded database in its thread: a configuration for `pg.Pool`, and how to end it. */
export type EmbeddedDatabase = {
  readonly poolConfiguration: object;
  readonly close: () => Promise<void>;
};

/** What a thread is given to start with: `engine` is a compiled module of WebAssembly. */
export type BridgeStart = { readonly folder: string | null; readonly engine: object };

type Waiting = { resolve: (bytes: Uint8Array) => void; reject: (error: Error) => void };

/**
 * Starts PGlite in a worker thread and answers the wire protocol through it.
 * @param folder the database folder, or null for one in memory
 */
export async function startEmbeddedDatabase(folder: string | null): Promise<EmbeddedDatabase> {
  const workerData: BridgeStart = { folder, engine: await (compiled ??= compileEngine()) };
  const worker = new Worker(builtWorker(import.meta.url, './pglite-worker.js'), { workerData });
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
      if (message.kind === 'answer') entry?.resolve(message.bytes);
      else entry?.reject(new Error(message.problem));
    });
    worker.on('error', (error) => {
      fail(error);
      reject(error);
    });
    worker.on('exit', () => fail(new Error('the embedded database has ended')));
  });

  const ask = (request: { kind: 'execute'; bytes: Uint8Array } | { kind: 'close' }): Promise<Uint8Array> =>
    new Promise((resolve, reject) => {
      if (broken !== null) return reject(broken);
      const id = nextId++;
      waiting.set(id, { resolve, reject });
      worker.postMessage({ ...request, id } satisfies BridgeRequest);
    });

  await ready;
  const bridge = {
    waitReady: ready,
    execProtocolStream: batchedProtocol(async (bytes) => messagesOf(await ask({ kind: 'execute', bytes }))),
  };
  return {
    // The adapter uses these two members of a PGlite and no other.
    poolConfiguration: createPgConfig(bridge as unknown as PGlite),
    close: async () => {
      await ask({ kind: 'close' });
      await worker.terminate();
    },
  };
}

/** PGlite's engine, compiled once for all databases of the process: a second one starts in a quarter of the processor's time. */
let compiled: Promise<object> | undefined;

/** Node has WebAssembly; its types have it only where they have a browser's. */
const { WebAssembly } = globalThis as unknown as { WebAssembly: { compile: (bytes: Uint8Array) => Promise<object> } };

async function compileEngine(): Promise<object> {
  const folder = dirname(createRequire(import.meta.url).resolve('@electric-sql/pglite'));
  return WebAssembly.compile(await readFile(join(folder, 'pglite.wasm')));
}

/** First bytes of the messages after which the server answers: Query, Sync, Flush, and the ends of a copy. */
const answered = new Set([...'QSHcf'].map((letter) => letter.charCodeAt(0)));

/**
 * Sends the messages of one statement together. The adapter hands them over one by one and waits for each; a crossing
 * between threads for each of the five of a statement costs more than the statement.
 */
function batchedProtocol(
  execute: (bytes: Uint8Array) => Promise<BackendMessage[]>,
): (bytes: Uint8Array) => Promise<BackendMessage[]> {
  let held: Buffer[] = [];
  return async (bytes) => {
    // pg hands over a view of a buffer it may reuse: what is held is a copy.
    held.push(Buffer.from(bytes));
    if (!answered.has(bytes[0] ?? 0)) return [];
    const together = Buffer.concat(held);
    held = [];
    return execute(together);
  };
}

function messagesOf(bytes: Uint8Array): BackendMessage[] {
  const messages: BackendMessage[] = [];
  new Parser().parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), (message) =>
    messages.push(message),
  );
  return messages;
}
