import { parentPort } from 'node:worker_threads';
import { openShared } from '@gatehouse/matching';
import type { ThreadWork } from './threads.js';

parentPort?.once('message', ({ shared, asked }: ThreadWork) => {
  const reader = openShared(shared);
  // Warmed by a few, as a thread is that has answered before.
  for (const person of asked.slice(0, 200)) reader.screen(person);
  parentPort?.once('message', () => {
    for (const person of asked) reader.screen(person);
    parentPort?.postMessage('done');
  });
  parentPort?.postMessage('ready');
});
