import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { JoinTask } from './join-worker.js';

/** Threads that join two shared indexes. */
export type JoinThreads = {
  /** Does the whole join once; `tell` hears of every tenth part of it. @returns how many pairs were written */
  readonly run: (tell?: (percent: number) => void) => Promise<{ readonly pairs: number; readonly crowded: number }>;
  readonly close: () => Promise<void>;
};

const stretches = 200;

/** Starts threads that read the two indexes where they lie; each takes the next stretch when it has done one. */
export async function openJoinThreads(task: JoinTask, threads: number): Promise<JoinThreads> {
  const workers = Array.from(
    { length: threads },
    () => new Worker(new URL('./join-worker.js', import.meta.url), { workerData: task }),
  );
  const told = await Promise.all(workers.map((worker) => once(worker, 'message')));
  const length = (told[0]?.[0] as { length: number } | undefined)?.length ?? 0;
  const step = Math.max(1, Math.ceil(length / stretches));
  return {
    run: async (tell = () => undefined) => {
      let next = 0;
      const total = { pairs: 0, crowded: 0 };
      await Promise.all(
        workers.map(async (worker) => {
          while (next < length) {
            const from = next;
            next += step;
            if (Math.floor((from * 10) / length) < Math.floor((next * 10) / length))
              tell(Math.floor((from * 100) / length));
            worker.postMessage([from, Math.min(length, from + step)]);
            const [found] = (await once(worker, 'message')) as [{ pairs: number; crowded: number }];
            total.pairs += found.pairs;
            total.crowded += found.crowded;
          }
        }),
      );
      return total;
    },
    close: async () => void (await Promise.all(workers.map((worker) => worker.terminate()))),
  };
}
