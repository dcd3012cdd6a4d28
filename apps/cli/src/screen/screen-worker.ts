import { parentPort, workerData } from 'node:worker_threads';
import type { PersonEvidence } from '@gatehouse/matching';
import { ScreenRefusal } from './refusal.js';
import { loadRegistry, screenPerson } from './screener.js';

/** What a worker is started with. */
export interface WorkerTask {
  readonly registry: string;
  readonly fields: readonly string[];
}

const { registry, fields } = workerData as WorkerTask;
try {
  const index = await loadRegistry(registry, fields);
  parentPort?.on('message', (people: readonly PersonEvidence[]) => {
    parentPort?.postMessage({ rows: people.map((person) => screenPerson(index, person)) });
  });
  parentPort?.postMessage({ ready: index.size });
} catch (error) {
  if (!(error instanceof ScreenRefusal)) throw error;
  parentPort?.postMessage({ refused: { status: error.status, text: error.text } });
}
