import { Worker } from 'node:worker_threads';
import type { Lane, LaneTask } from './lane.js';
import type { LaneQuestion } from './lane-worker.js';

/** A lane in a thread of its own, which reads both indexes where they lie. */
export function openThreadedLane(task: LaneTask): Lane {
  const worker = new Worker(new URL('./lane-worker.js', import.meta.url), { workerData: task });
  const ask = (question: LaneQuestion) =>
    new Promise<number>((resolve, reject) => {
      const settle = (done: () => void) => {
        worker.off('message', onMessage);
        worker.off('error', onError);
        worker.off('exit', onExit);
        done();
      };
      const onMessage = (answer: number) => settle(() => resolve(answer));
      const onError = (error: unknown) => settle(() => reject(error));
      const onExit = (code: number) => settle(() => reject(new Error(`a joining thread ended with status ${code}`)));
      worker.on('message', onMessage);
      worker.on('error', onError);
      worker.on('exit', onExit);
      worker.postMessage(question);
    });
  return {
    open: (crowded) => ask({ crowded }),
    run: (from, to) => ask([from, to]),
    close: async () => void (await worker.terminate()),
  };
}
