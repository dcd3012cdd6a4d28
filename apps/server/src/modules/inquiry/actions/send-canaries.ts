import { canaryPaths, type ExchangeMessage } from '@gatehouse/contract';
import { canarySlot } from '@gatehouse/law';
import { act, type ActContext } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { newId } from '../../../kernel/ids.js';
import { systemViewer } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { canaryMessages } from '../rules/canary.js';
import { canaryStore } from '../store/canary-store.js';

const viewer = systemViewer('canary');

/**
 * Sends the canaries of this turn, one each way. The turn is taken in the act that puts the message into the outbox: killed at any point
 * it was sent or was not, and two processes send one.
 */
export async function sendCanaries({ kernel, doors }: Platform): Promise<void> {
  const slot = canarySlot(doors.law.pack, kernel.clock.now());
  const isDone = await withTransaction(kernel.database, viewer, kernel.clock.now(), (transaction) =>
    canaryStore(transaction).areTaken(canaryPaths, slot),
  );
  if (isDone) return;
  await act(kernel, viewer, 'inquiry.send-canaries', async (context) => {
    const sent: string[] = [];
    for (const path of canaryPaths) {
      const id = newId();
      const messages = canaryMessages(doors.law.pack, id, context.now);
      if (messages === undefined || !(await canaryStore(context).take(id, path, slot))) continue;
      if (path === 'inquiry') await doors.sendToRegistry(context, 'inquiry.ask', [messages.inquiry]);
      else await doors.sendToRegistry(context, 'enrolment.enrol', [messages.monitoring]);
      sent.push(path);
    }
    await context.record({ details: { sent, slot: slot.toISOString() } });
  });
}

/** Takes down which canaries arrived at the desk; the same word again changes nothing. */
export async function receiveCanaries(
  context: ActContext,
  bodies: readonly ExchangeMessage<'canary.arrived'>[],
): Promise<void> {
  for (const { canaryId, arrivedAt } of bodies) {
    await canaryStore(context).arrived(canaryId, new Date(arrivedAt));
    await context.record({ object: { kind: 'inquiry.canary', id: canaryId } }, 'inquiry.canary-arrived');
  }
}
