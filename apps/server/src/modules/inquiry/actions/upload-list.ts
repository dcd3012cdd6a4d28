import { createHash } from 'node:crypto';
import type { BatchView } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import { storedFileStore } from '../../../kernel/files/stored-file-store.js';
import type { Upload } from '../../../kernel/http/route.js';
import { newId } from '../../../kernel/ids.js';
import { newSealer } from '../../../kernel/sealing.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { batchStore } from '../store/batch-store.js';
import { batchView } from '../views/batch-view.js';
import { preparingUnit } from './write-draft.js';

/**
 * Keeps the file of a list encrypted and hands its reading to a job.
 * @throws DomainError `list-known` with a pointer, when this very file is there and `again` was not said
 */
export async function uploadList(
  platform: Platform,
  viewer: Viewer,
  again: boolean,
  upload: Upload | undefined,
): Promise<BatchView> {
  const { kernel } = platform;
  if (viewer.kind !== 'account' || upload === undefined) refuse('request-media-type');
  const content = createHash('sha256').update(upload.bytes).digest('hex');
  const tokens = kernel.keys.tokens('inquiry.list', content).map((token) => Buffer.from(token));
  const file = await kernel.files.put(upload.bytes, { kind: 'inquiry.list' });
  return act(kernel, viewer, 'inquiry.upload-list', async (context) => {
    const unit = await preparingUnit(context, platform);
    const store = batchStore(context);
    const known = again ? undefined : await store.byContent(unit.id, tokens);
    if (known !== undefined) refuse('list-known', { batch: known.id });
    const id = newId();
    const sealer = await newSealer(kernel.keys, context, 'inquiry.batch', 'inquiry.batch');
    const batch = await store.insert({
      id,
      unitId: unit.id,
      createdBy: viewer.accountId,
      dataKeyId: sealer.dataKeyId,
      fileName: sealer.seal('file_name', id, upload.name.slice(0, 200)),
      fileId: await storedFileStore(context).insert(file, 'application/octet-stream', unit.id),
      contentToken: Buffer.from(kernel.keys.token('inquiry.list', content)),
      state: 'READING',
    });
    await context.enqueue('inquiry.process-list', { batchId: id });
    await context.record({ object: { kind: 'inquiry.list', id }, details: { bytes: upload.bytes.length } });
    return batchView(platform, context, batch);
  });
}
