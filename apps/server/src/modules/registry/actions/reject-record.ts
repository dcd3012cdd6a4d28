import { act } from '../../../kernel/act.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Registry } from '../registry.js';
import type { RecordState } from '../rules/history.js';
import { changeRecord, holdRecord } from './change-record.js';

type Rejection = { readonly recordId: string; readonly version: number; readonly reason: string };

/** Sends a waiting record back with the reason; it never becomes effective. */
export async function rejectRecord(
  registry: Registry,
  viewer: Viewer,
  { recordId, version, reason }: Rejection,
): Promise<{ recordId: string; state: RecordState; version: number }> {
  return act(registry.kernel, viewer, 'registry.reject-record', async (context) => {
    const held = await holdRecord(registry, context, recordId, version);
    const changed = await changeRecord(context, held, {
      verb: 'rejected',
      validFrom: context.now.toISOString().slice(0, 10),
      reason,
      proposedBy: held.row.enteredBy,
      corrected: null,
    });
    await context.record({ object: { kind: 'registry.record', id: recordId } });
    return changed;
  });
}
