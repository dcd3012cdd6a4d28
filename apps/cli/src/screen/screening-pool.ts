import { Worker } from 'node:worker_threads';
import { openShared, type PersonEvidence, type ScreeningReader } from '@gatehouse/matching';
import type { OnChunk } from './person-rows.js';
import { loadRegistry, type ResultRow, screenPerson } from './screener.js';

/** Something that screens groups of people: one group at a time for each of its `lanes`. */
export interface ScreeningPool {
  readonly records: number;
  readonly lanes: number;
  /** The result rows of each person, in order. */
  screen(lane: number, people: readonly PersonEvidence[]): Promise<readonly ResultRow[][]>;
  close(): Promise<void>;
}

type Answer = { readonly ready: number } | { readonly rows: readonly ResultRow[][] };

/** The registry to read, and the columns that count as evidence. */
export interface RegistryTask {
  readonly registry: string;
  readonly fields: readonly string[];
}

/** Reads the registry once, and screens in this thread alone or in `threads` workers that share its index. */
export async function openPool(
  { registry, fields }: RegistryTask,
  threads: number,
  onChunk: OnChunk,
): Promise<ScreeningPool> {
  const index = await loadRegistry(registry, fields, onChunk);
  // Where more agree than are compared, who is compared turns on the order of the lists: any number of threads reads the same.
  const shared = index.share();
  if (threads === 1) return poolOfThisThread(openShared(shared));
  const workers = Array.from(
    { length: threads },
    () => new Worker(new URL('./screen-worker.js', import.meta.url), { workerData: shared }),
  );
  const close = async () => {
    await Promise.all(workers.map((worker) => worker.terminate()));
  };
  try {
    await Promise.all(workers.map(nextAnswer));
    return { records: index.size, lanes: threads, screen: (lane, people) => ask(workers[lane], people), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function poolOfThisThread(index: ScreeningReader): ScreeningPool {
  return {
    records: index.size,
    lanes: 1,
    screen: async (_, people) => people.map((person) => screenPerson(index, person)),
    close: async () => undefined,
  };
}

async function ask(worker: Worker | undefined, people: readonly PersonEvidence[]): Promise<readonly ResultRow[][]> {
  if (worker === undefined) return [];
  const answer = nextAnswer(worker);
  worker.postMessage(people);
  const received = await answer;
  return 'rows' in received ? received.rows : [];
}

function nextAnswer(worker: Worker): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const settle = (done: () => void) => {
      worker.off('message', onMessage);
      worker.off('error', onError);
      worker.off('exit', onExit);
      done();
    };
    const onMessage = (answer: Answer) => settle(() => resolve(answer));
    const onError = (error: unknown) => settle(() => reject(error));
    const onExit = (code: number) => settle(() => reject(new Error(`a screening thread ended with status ${code}`)));
    worker.on('message', onMessage);
    worker.on('error', onError);
    worker.on('exit', onExit);
  });
}
