import type { ActContext } from '../../../kernel/act.js';
import type { ReceivedMessage } from '../../../kernel/module.js';
import type { Workplace } from '../doors.js';
import { prohibitionStore } from '../store/prohibition-store.js';

/**
 * Takes orders that casework tells of: tokens, days and posts are kept, the person is not. Whoever holds the documents is looked at again.
 * The answer says the same for everybody, whoever works where.
 */
export async function receiveProhibitions(
  { kernel, doors }: Workplace,
  context: ActContext,
  messages: readonly ReceivedMessage<'prohibition.tell'>[],
): Promise<void> {
  const store = prohibitionStore(context);
  for (const { from, body } of messages) {
    const isNew = await store.keep(kernel.keys, from.node, body);
    if (isNew) await store.mark(kernel.keys, body.prohibitionId);
    await context.record(
      { object: { kind: 'workforce.prohibition', id: body.prohibitionId }, details: { kept: isNew } },
      'workforce.receive-prohibition',
    );
    await doors.sendToCasework?.(context, 'prohibition.received', [
      {
        body: { prohibitionId: body.prohibitionId, receivedAt: context.now.toISOString() },
        peer: from.node,
      },
    ]);
  }
}

/** An order bars nobody any more. May come before the telling that it ends. */
export async function endProhibitions(
  { kernel }: Pick<Workplace, 'kernel'>,
  context: ActContext,
  messages: readonly ReceivedMessage<'prohibition.end'>[],
): Promise<void> {
  const store = prohibitionStore(context);
  for (const { from, body } of messages) {
    await store.end(from.node, body.prohibitionId, new Date(body.endedAt));
    await store.mark(kernel.keys, body.prohibitionId);
    await context.record(
      { object: { kind: 'workforce.prohibition', id: body.prohibitionId } },
      'workforce.end-prohibition',
    );
  }
}
