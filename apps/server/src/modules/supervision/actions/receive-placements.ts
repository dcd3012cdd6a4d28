import type { ActContext } from '../../../kernel/act.js';
import type { ReceivedMessage } from '../../../kernel/module.js';
import { placementStore } from '../store/placement-store.js';
import { prohibitionStore } from '../store/prohibition-store.js';

/** The platform has an order and has compared it with every roster. Of a telling that was replaced meanwhile it says nothing any more. */
export async function receiveReceipts(
  context: ActContext,
  messages: readonly ReceivedMessage<'prohibition.received'>[],
): Promise<void> {
  const store = prohibitionStore(context);
  for (const { body } of messages) {
    const row = await store.heldByTelling(body.prohibitionId);
    if (row !== undefined && row.receivedAt === null) await store.noteReceipt(row.id, new Date(body.receivedAt));
    await context.record(
      { ...(row === undefined ? {} : { object: aboutOrder(row.id) }), details: { known: row !== undefined } },
      'supervision.note-receipt',
    );
  }
}

/** Somebody is at work in a post from which an order bars them. The sweep looks at it next; a telling that was replaced is told anew. */
export async function receivePlacements(
  context: ActContext,
  messages: readonly ReceivedMessage<'prohibition.placed'>[],
): Promise<void> {
  const store = prohibitionStore(context);
  for (const { body } of messages) {
    const row = await store.heldByTelling(body.prohibitionId);
    if (row !== undefined) {
      const { placementId: id, unit, postClass, fromDate, isSure, seenAt } = body;
      await placementStore(context).insert({
        ...{ id, prohibitionId: row.id, unitEn: unit.en, unitZh: unit.zh, postClass, fromDate, isSure },
        seenAt: new Date(seenAt),
      });
      await store.markSwept(row.id, null);
    }
    await context.record(
      { ...(row === undefined ? {} : { object: aboutOrder(row.id) }), details: { kept: row !== undefined } },
      'supervision.note-placement',
    );
  }
}

/** Not any more. What comes before its placement is refused, and said again. */
export async function receiveLeavings(
  context: ActContext,
  messages: readonly ReceivedMessage<'prohibition.left'>[],
): Promise<void> {
  for (const { body } of messages) {
    const { prohibitionId } = await placementStore(context).update(body.placementId, { endedOn: body.endedOn });
    await prohibitionStore(context).markSwept(prohibitionId, null);
    await context.record(
      { object: aboutOrder(prohibitionId), details: { placement: body.placementId } },
      'supervision.end-placement',
    );
  }
}

function aboutOrder(id: string) {
  return { kind: 'supervision.prohibition', id };
}
