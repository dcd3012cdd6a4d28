import { type BatchView, wordsOfState } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { type BatchState, batchStore } from '../store/batch-store.js';
import { batchView } from '../views/batch-view.js';

type Seen = { readonly version: number };

/** Stops the reading of a list after the chunk under way. */
export async function stopList(platform: Platform, viewer: Viewer, id: string, seen: Seen): Promise<BatchView> {
  return moveList(platform, viewer, id, seen, 'inquiry.stop-list', ['READING', 'PROCESSING'], 'STOPPED');
}

/** Goes on where a list was stopped. */
export async function resumeList(platform: Platform, viewer: Viewer, id: string, seen: Seen): Promise<BatchView> {
  return moveList(platform, viewer, id, seen, 'inquiry.resume-list', ['STOPPED'], 'PROCESSING');
}

async function moveList(
  platform: Platform,
  viewer: Viewer,
  id: string,
  { version }: Seen,
  name: string,
  from: readonly BatchState[],
  state: BatchState,
): Promise<BatchView> {
  return act(platform.kernel, viewer, name, async (context) => {
    const store = batchStore(context);
    const batch = await store.held(id);
    if (!from.includes(batch.state)) refuse('list-state', { state: wordsOfState('list', batch.state) });
    // Stopped before the first look at the file: that look is still to come.
    const target = state === 'PROCESSING' && batch.rows === 0 ? 'READING' : state;
    const next = await store.update({ id, version }, { state: target });
    if (target !== 'STOPPED') await context.enqueue('inquiry.process-list', { batchId: id });
    await context.record({ object: { kind: 'inquiry.list', id }, details: { done: batch.done, rows: batch.rows } });
    return batchView(platform, context, next);
  });
}
