import { type BatchView, wordsOfState } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import { newId } from '../../../kernel/ids.js';
import { newSealer, sealersFor } from '../../../kernel/sealing.js';
import { type Viewer, viewerName } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { applicationStore } from '../store/application-store.js';
import { batchStore } from '../store/batch-store.js';
import { batchView } from '../views/batch-view.js';

/**
 * Moves rows into a list of their own: those named, else all with problems. They stay drafts of the unit and go on counting
 * as not yet asked.
 */
export async function setAside(
  platform: Platform,
  viewer: Viewer,
  id: string,
  { rows, version }: { rows?: string[] | undefined; version: number },
): Promise<{ batch: BatchView; setAside: BatchView }> {
  const { keys } = platform.kernel;
  return act(platform.kernel, viewer, 'inquiry.set-aside', async (context) => {
    if (viewer.kind !== 'account') refuse('not-signed-in');
    const batches = batchStore(context);
    const batch = await batches.held(id);
    if (batch.state !== 'READY') refuse('list-state', { state: wordsOfState('list', batch.state) });
    const store = applicationStore(context);
    const chosen = (await store.allOfBatch(id, rows)).filter(
      (row) => row.state === 'DRAFT' && (rows !== undefined || row.problemCount > 0),
    );
    if (chosen.length === 0) refuse('list-state', { state: wordsOfState('list', batch.state) });
    const next = await batches.update(
      { id, version },
      { rows: batch.rows - chosen.length, done: batch.done - chosen.length },
    );
    const asideId = newId();
    const sealer = await newSealer(keys, context, 'inquiry.batch', 'inquiry.batch');
    const from = (await sealersFor(keys, context, [batch.dataKeyId], 'inquiry.batch')).get(batch.dataKeyId);
    const name = from?.open('file_name', id, batch.fileName) ?? '';
    const aside = await batches.insert({
      id: asideId,
      unitId: batch.unitId,
      createdBy: viewer.accountId,
      dataKeyId: sealer.dataKeyId,
      fileName: sealer.seal('file_name', asideId, name),
      setAsideFrom: id,
      state: 'READY',
      rows: chosen.length,
      done: chosen.length,
    });
    for (const row of chosen) {
      const moved = await store.update(row, { batchId: asideId, state: row.state });
      await store.append(row.id, moved.version, {
        verb: 'set-aside',
        state: row.state,
        actor: viewerName(viewer),
        organisationId: row.unitId,
        detail: { list: asideId },
      });
    }
    await context.record({ object: { kind: 'inquiry.list', id }, details: { rows: chosen.length, setAside: asideId } });
    return { batch: await batchView(platform, context, next), setAside: await batchView(platform, context, aside) };
  });
}
