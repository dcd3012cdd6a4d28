import { parentPort } from 'node:worker_threads';
import { createEvidenceLists } from './evidence-lists.js';
import type { MatcherRequest } from './protocol.js';

/** The matcher's thread: holds the answering index in memory, writes nothing, listens to its parent alone. */
const lists = createEvidenceLists();

parentPort?.on('message', ({ id, request }: { id: number; request: MatcherRequest }) => {
  parentPort?.postMessage({ id, reply: answer(request) });
});

function answer(request: MatcherRequest): unknown {
  if (request.kind === 'screen') return request.questions.map(({ person, lists: own }) => lists.screen(person, own));
  if (request.kind === 'pick') return { recordId: lists.pick(request.share, request.lists) };
  for (const recordId of request.remove) lists.remove(recordId);
  for (const entry of request.put) lists.put(entry);
  return { size: lists.size() };
}
