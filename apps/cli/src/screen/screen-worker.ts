import { parentPort, workerData } from 'node:worker_threads';
import { openShared, type PersonEvidence, type SharedIndex } from '@gatehouse/matching';
import { screenPerson } from './screener.js';

const index = openShared(workerData as SharedIndex);
parentPort?.on('message', (people: readonly PersonEvidence[]) => {
  parentPort?.postMessage({ rows: people.map((person) => screenPerson(index, person)) });
});
parentPort?.postMessage({ ready: index.size });
