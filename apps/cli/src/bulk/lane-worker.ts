import { parentPort, workerData } from 'node:worker_threads';
import { type LaneTask, openLane } from './lane.js';

/** What a lane in another thread is asked: to open the join or its second part, or to do a stretch. */
export type LaneQuestion = { readonly crowded: readonly string[] | undefined } | readonly [from: number, to: number];

const lane = openLane(workerData as LaneTask);
parentPort?.on('message', async (question: LaneQuestion) => {
  // A failure ends the thread, which the other side sees.
  parentPort?.postMessage('crowded' in question ? await lane.open(question.crowded) : await lane.run(...question));
});
