import type { BulkDeed } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { batchStore } from '../store/batch-store.js';
import { bulkStore } from '../store/bulk-store.js';
import { deedView } from '../views/deed-view.js';
import { inNameOf } from './begin-deed.js';

type Seen = { readonly version: number };

/** Stops a deed after the chunk under way. */
export async function stopDeed(platform: Platform, viewer: Viewer, id: string, { version }: Seen): Promise<BulkDeed> {
  return act(platform.kernel, viewer, 'inquiry.stop-deed', async (context) => {
    const store = bulkStore(context);
    const deed = await store.held(id);
    if (deed.version !== version || deed.state !== 'WORKING') refuse('changed-meanwhile');
    const next = await store.move(deed, 'STOPPED');
    await context.record({ object: { kind: 'inquiry.deed', id }, details: { done: deed.done, rows: deed.rows } });
    return deedView(context, next);
  });
}

/**
 * Goes on with a deed that was stopped or held, in the name of whoever goes on: what they may not do themselves is left.
 * @throws DomainError `bulk-under-way` while another deed works the list
 */
export async function resumeDeed(platform: Platform, viewer: Viewer, id: string, { version }: Seen): Promise<BulkDeed> {
  return act(platform.kernel, viewer, 'inquiry.resume-deed', async (context) => {
    const store = bulkStore(context);
    const seen = await store.byId(id);
    if (seen.batchId !== null) {
      await batchStore(context).held(seen.batchId);
      if (await store.workingOn(seen.batchId)) refuse('bulk-under-way');
    }
    const deed = await store.held(id);
    if (deed.version !== version || (deed.state !== 'STOPPED' && deed.state !== 'HELD')) refuse('changed-meanwhile');
    const next = await store.move(deed, 'WORKING', inNameOf(viewer, deed.kind));
    await context.enqueue('inquiry.work-deed', { deedId: id });
    await context.record({ object: { kind: 'inquiry.deed', id }, details: { done: deed.done, rows: deed.rows } });
    return deedView(context, next);
  });
}
