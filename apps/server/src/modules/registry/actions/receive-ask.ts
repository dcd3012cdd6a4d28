import { LawError } from '@gatehouse/law';
import type { ActContext } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import type { ReceivedMessage, Registry } from '../registry.js';
import { neededSources, type Question } from '../rules/answer.js';
import { type Ask, askStore } from '../store/ask-store.js';
import { canaryStore } from '../store/canary-store.js';
import { comparisonStore } from '../store/comparison-store.js';

/**
 * Takes asks in: they are kept, and answered by a job, since the answering index is never asked inside a transaction. The same
 * ask again changes nothing.
 */
export async function receiveAsks(
  registry: Registry,
  context: ActContext,
  messages: readonly ReceivedMessage<'inquiry.ask'>[],
): Promise<void> {
  for (const { body } of messages) refuseUnknownTerms(registry, body, context.now);
  const asks = askStore(registry.kernel.keys, context);
  const known = await asks.known(messages.map(({ body }) => body.askId));
  const fresh = new Map(
    messages.flatMap(({ from, body }) =>
      known.has(body.askId) ? [] : [[body.askId, { askedBy: from.node, ask: body }]],
    ),
  );
  if (fresh.size === 0) return;
  await refuseStrangeRechecks(asks, [...fresh.values()]);
  await asks.insert([...fresh.values()]);
  await context.enqueue('registry.answer-ask', { askIds: [...fresh.keys()] });
  for (const { ask } of fresh.values())
    await context.record(
      { object: { kind: 'registry.ask', id: ask.askId }, purpose: ask.purpose },
      'registry.receive-ask',
    );
  for (const { askedBy, ask } of fresh.values())
    if (ask.canary === true) await canaryStore(context).received(askedBy, 'inquiry');
}

/** Ends what is under way for asks that were withdrawn or cancelled; nothing is answered. */
export async function receiveCancels(
  registry: Registry,
  context: ActContext,
  messages: readonly ReceivedMessage<'inquiry.cancel'>[],
): Promise<void> {
  const asks = askStore(registry.kernel.keys, context);
  for (const ask of await asks.lockAll(messages.map(({ body }) => body.askId))) {
    if (ask.state === 'answered' || ask.state === 'cancelled') continue;
    await endAsk(registry, context, ask);
  }
}

/** Ends a question that this act holds, with everything people compare for it; nothing is answered. */
export async function endAsk({ kernel }: Registry, context: ActContext, { id }: Pick<Ask, 'id'>): Promise<void> {
  const comparisons = comparisonStore(context);
  await askStore(kernel.keys, context).move([id], 'cancelled');
  for (const comparison of await comparisons.ofAsk(id)) {
    if (comparison.ending === null && comparison.state !== 'cancelled') await comparisons.end(comparison, null);
  }
  await context.record({ object: { kind: 'registry.ask', id } }, 'registry.cancel-ask');
}

/** What is looked at again is a question of the same node that was answered; anything else is refused at the door. */
async function refuseStrangeRechecks(
  asks: ReturnType<typeof askStore>,
  fresh: readonly { readonly askedBy: string; readonly ask: ReceivedMessage<'inquiry.ask'>['body'] }[],
): Promise<void> {
  const again = fresh.flatMap(({ askedBy, ask: { recheckOf } }) =>
    recheckOf === undefined ? [] : [{ askedBy, recheckOf }],
  );
  if (again.length === 0) return;
  const first = new Map((await asks.byIds(again.map(({ recheckOf }) => recheckOf))).map((ask) => [ask.id, ask]));
  for (const { askedBy, recheckOf } of again) {
    const ask = first.get(recheckOf);
    if (ask?.askedBy !== askedBy || ask.state !== 'answered') refuse('not-found');
  }
}

/** A purpose, post or unit that this node's law pack does not know is refused at the door: it could never be answered. */
export function refuseUnknownTerms({ law }: Registry, body: Question, now: Date): void {
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
