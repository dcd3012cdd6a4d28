import type { ActContext } from '../../../kernel/act.js';
import type { Registry } from '../registry.js';
import { neededSources } from '../rules/answer.js';
import type { Ask } from '../store/ask-store.js';
import { enrolmentStore } from '../store/enrolment-store.js';
import { sourceStore } from '../store/source-store.js';
import { asOf, lawPackOf } from './send-answer.js';

/**
 * Says what came of the registry's own question, to whoever enrolled those it speaks for and who are enrolled still: a record that two
 * people found, by one message for each, and nothing where there is none. The entry goes along, so that it leaves once that is public.
 */
export async function tellEnrolled(
  registry: Registry,
  context: ActContext,
  ask: Ask,
  types: readonly string[],
): Promise<void> {
  const { law, kernel, sendMessages } = registry;
  const entryId = await context.record(
    {
      object: { kind: 'registry.ask', id: ask.id },
      purpose: ask.terms.purpose,
      authority: ask.terms.legalBases.join(', '),
      details: { found: types.length > 0, lawPack: `${law.pack.id}@${law.pack.version}`, lawPackHash: law.hash },
    },
    'registry.tell-enrolled',
  );
  if (types.length === 0) return;
  const enrolments = enrolmentStore(kernel.keys, context);
  const told = await enrolments.byIds(await enrolments.toldBy(ask.id));
  const declared = await sourceStore(context).all();
  const messages = told.map(({ id, terms }) => ({
    body: {
      enrolmentId: id,
      askId: ask.id,
      types: [...types].sort(),
      ...asOf(neededSources(law, terms, declared, context.now), context.now),
      lawPack: lawPackOf(law),
      foundAt: context.now.toISOString(),
    },
    peer: ask.askedBy,
    entryId,
  }));
  if (messages.length > 0) await sendMessages(context, 'platform', 'enrolment.found', messages);
}
