import type { ExchangeMessage } from '@gatehouse/contract';
import type { ActContext } from '../../../kernel/act.js';
import type { ReceivedMessage, Registry } from '../registry.js';
import { enrolmentCountStore } from '../store/enrolment-count-store.js';

/**
 * Compares what a platform counts as enrolled with whom is followed here for it, part by part, and says of each part that differs whom it
 * is that is followed. Nothing is changed here: what is right is the platform's to say.
 */
export async function compareCounts(
  { sendMessages }: Registry,
  context: ActContext,
  messages: readonly ReceivedMessage<'enrolment.count'>[],
): Promise<void> {
  const store = enrolmentCountStore(context);
  for (const { from, body } of messages) {
    const { countId, parts } = body;
    const own = new Map((await store.parts(from.node)).map((part) => [part.part, part]));
    const differing = [...new Set([...own.keys(), ...Object.keys(parts)])]
      .filter((part) => own.get(part)?.digest !== parts[part])
      .sort();
    const [sent, confirmed] = [sumOf(own, 'sent'), sumOf(own, 'confirmed')];
    const entryId = await context.record(
      {
        object: { kind: 'registry.enrolment-count', id: countId },
        details: { platform: [body.sent, body.confirmed], registry: [sent, confirmed], differing: differing.length },
      },
      'registry.compare-counts',
    );
    const to = { peer: from.node, entryId };
    const answer = { countId, sent, confirmed, differing: differing.length };
    await sendMessages(context, 'platform', 'enrolment.counted', [{ body: answer, ...to }]);
    const held: { body: ExchangeMessage<'enrolment.held'>; peer: string; entryId: string }[] = [];
    for (const part of differing)
      held.push({ body: { countId, part, held: await store.ofPart(from.node, part) }, ...to });
    await sendMessages(context, 'platform', 'enrolment.held', held);
  }
}

type Part = { readonly sent: number; readonly confirmed: number };

function sumOf(parts: ReadonlyMap<string, Part>, state: keyof Part): number {
  return [...parts.values()].reduce((sum, part) => sum + part[state], 0);
}
