import { Worker } from 'node:worker_threads';
import { builtWorker } from '../../../kernel/built-worker.js';
import type { MatcherReply, MatcherRequest } from './protocol.js';

/** One running thread of the matcher. */
export type MatcherThread = {
  /**
   * @param handedOver memory of the request that the thread takes over without a copy
   * @throws Error when the thread ends before it answers; start another and load it
   */
  readonly ask: <R extends MatcherRequest>(
    request: R,
    handedOver?: readonly ArrayBuffer[],
  ) => Promise<MatcherReply[R['kind']]>;
  readonly isAlive: () => boolean;
  readonly stop: () => Promise<void>;
};

type Waiting = { readonly resolve: (reply: never) => void; readonly reject: (error: Error) => void };

/** Starts a thread with an empty index. */
export function startMatcherThread(): MatcherThread {
  // The thread runs what was built, whatever flags its parent was started with.
  const worker = new Worker(builtWorker(import.meta.url, './matcher-worker.js'), { execArgv: [], env: {} });
  const waiting = new Map<number, Waiting>();
  let nextId = 0;
  let alive = true;
  const end = (): void => {
    alive = false;
    for (const { reject } of waiting.values()) reject(new Error('the matcher has ended'));
    waiting.clear();
  };
  worker.on('message', ({ id, reply }: { id: number; reply: never }) => {
    waiting.get(id)?.resolve(reply);
    waiting.delete(id);
  });
  // The fault's text may quote a row; that it ended is enough to start another.
  worker.on('error', end);
  worker.on('exit', end);
  worker.unref();
  return {
    ask: (request, handedOver = []) =>
      new Promise((resolve, reject) => {
        if (!alive) return reject(new Error('the matcher has ended'));
        const id = nextId++;
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, request }, [...handedOver]);
      }),
    isAlive: () => alive,
    stop: async () => {
      await worker.terminate();
      end();
    },
  };
}
