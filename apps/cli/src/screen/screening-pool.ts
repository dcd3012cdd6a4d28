import { Worker } from 'node:worker_threads';
import type { PersonEvidence } from '@gatehouse/matching';
import { ScreenRefusal } from './refusal.js';
import type { WorkerTask } from './screen-worker.js';
import { loadRegistry, type ResultRow, screenPerson } from './screener.js';

/** Something that screens groups of people: one group at a time for each of its `lanes`. */
export interface ScreeningPool {
  readonly records: number;
  readonly lanes: number;
  /** The result rows of each person, in order. */
  screen(lane: number, people: readonly PersonEvidence[]): Promise<readonly ResultRow[][]>;
  close(): Promise<void>;
}

type Answer =
  | { readonly ready: number }
  | { readonly rows: readonly ResultRow[][] }
  | { readonly refused: { readonly status: number; readonly text: string } };

/** Screens in this thread alone, or in `threads` workers that each hold an index of their own. */
export async function openPool(
  task: WorkerTask,
  threads: number,
  onBytes: (count: number) => void,
): Promise<ScreeningPool> {
  if (threads === 1) return openHere(task, onBytes);
  const workers = Array.from(
    { length: threads },
    () => new Worker(new URL('./screen-worker.js', import.meta.url), { workerData: task }),
  );
  const close = async () => {
    await Promise.all(workers.map((worker) => worker.terminate()));
  };
  try {
    const answers = await Promise.all(workers.map(nextAnswer));
    const first = answers[0];
    const records = first !== undefined && 'ready' in first ? first.ready : 0;
    return { records, lanes: threads, screen: (lane, people) => ask(workers[lane], people), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openHere({ registry, fields }: WorkerTask, onBytes: (count: number) => void): Promise<ScreeningPool> {
  const index = await loadRegistry(registry, fields, onBytes);
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
    const onMessage = (answer: Answer) =>
      settle(() => {
        if ('refused' in answer) reject(new ScreenRefusal(answer.refused.status, answer.refused.text));
        else resolve(answer);
      });
    const onError = (error: unknown) => settle(() => reject(error));
    const onExit = (code: number) => settle(() => reject(new Error(`a screening thread ended with status ${code}`)));
    worker.on('message', onMessage);
    worker.on('error', onError);
    worker.on('exit', onExit);
  });
}
