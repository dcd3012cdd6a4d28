import { LawError } from '@gatehouse/law';
import type { ActContext } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import type { ReceivedMessage, Registry } from '../registry.js';
import { neededSources } from '../rules/answer.js';
import { askStore } from '../store/ask-store.js';
import { comparisonStore } from '../store/comparison-store.js';

/**
 * Takes an ask in: it is kept, and answered by a job, since the answering index is never asked inside a transaction. The same
 * ask again changes nothing.
 */
export async function receiveAsk(
  registry: Registry,
  context: ActContext,
  { from, body }: ReceivedMessage<'inquiry.ask'>,
): Promise<void> {
  refuseUnknownTerms(registry, body, context.now);
  const asks = askStore(registry.kernel.keys, context);
  if (await asks.isKnown(body.askId)) return;
  await asks.insert(from.node, body);
  await context.enqueue('registry.answer-ask', { askId: body.askId });
  await context.record(
    { object: { kind: 'registry.ask', id: body.askId }, purpose: body.purpose },
    'registry.receive-ask',
  );
}

/** Ends what is under way for an ask that was withdrawn or cancelled; nothing is answered. */
export async function receiveCancel(
  registry: Registry,
  context: ActContext,
  { body }: ReceivedMessage<'inquiry.cancel'>,
): Promise<void> {
  const asks = askStore(registry.kernel.keys, context);
  const ask = await asks.lock(body.askId);
  if (ask === undefined || ask.state === 'answered' || ask.state === 'cancelled') return;
  await asks.move(ask.id, 'cancelled');
  const comparisons = comparisonStore(context);
  for (const comparison of await comparisons.ofAsk(ask.id)) {
    if (comparison.ending === null && comparison.state !== 'cancelled') await comparisons.end(comparison, null);
  }
  await context.record({ object: { kind: 'registry.ask', id: ask.id } }, 'registry.cancel-ask');
}

/** A purpose, post or unit that this node's law pack does not know is refused at the door: it could never be answered. */
function refuseUnknownTerms({ law }: Registry, body: ReceivedMessage<'inquiry.ask'>['body'], now: Date): void {
  try {
    neededSources(law, body, [], now);
  } catch (error) {
    if (!(error instanceof LawError)) throw error;
    refuse(
      'request-invalid',
      {},
      error.problems.map(({ where, words }) => ({ path: where, code: 'invalid_value', message: words })),
    );
  }
}
