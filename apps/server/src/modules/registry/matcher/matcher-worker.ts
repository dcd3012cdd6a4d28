import { createHash } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import { SnapshotRefusal } from '@gatehouse/matching';
import { createEvidenceLists } from './evidence-lists.js';
import type { IndexRun, MatcherRequest } from './protocol.js';

/** The matcher's thread: holds the answering index in memory; it has no key, no file and no port, and listens to its parent alone. */
const lists = createEvidenceLists((bytes) => createHash('sha256').update(bytes).digest());

parentPort?.on('message', ({ id, request }: { id: number; request: MatcherRequest }) => {
  if (request.kind === 'write') {
    const runs = lists.write();
    parentPort?.postMessage(
      { id, reply: { runs } },
      runs.map(({ bytes }) => bytes.buffer as ArrayBuffer),
    );
  } else parentPort?.postMessage({ id, reply: answer(request) });
});

function answer(request: Exclude<MatcherRequest, { kind: 'write' }>): unknown {
  if (request.kind === 'screen') return request.questions.map(({ person, lists: own }) => lists.screen(person, own));
  if (request.kind === 'join') return lists.join(request.stretch);
  if (request.kind === 'pick') return { recordId: lists.pick(request.share, request.lists) };
  if (request.kind === 'due') return { recordIds: lists.due(request.today) };
  if (request.kind === 'open') return { problem: problemIn(request.run) };
  for (const recordId of request.remove) lists.remove(recordId);
  for (const entry of request.put) lists.put(entry);
  return { size: lists.size() };
}

function problemIn(run: IndexRun): string | null {
  try {
    lists.open(run);
    return null;
  } catch (error) {
    if (error instanceof SnapshotRefusal) return error.code;
    throw error;
  }
}
