import type { RegistryPersonView } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Registry } from '../registry.js';
import { personStore } from '../store/person-store.js';
import { documentToken } from '../store/tokens.js';
import { asOne } from '../views/as-one.js';
import { maskedDocuments } from '../views/record-view.js';
import { showAliases } from './list-aliases.js';
import { knownTogether, mergesInForce, partsOf, visibleParts } from './show-parts.js';
import { today } from './show-records.js';

type Asked = {
  readonly personId: string;
  readonly purpose: string;
  readonly effectiveOn?: string | undefined;
  readonly knownAt?: string | undefined;
};

/**
 * One person with records and history, together with everybody who is one with them, as effective on a day and as known at an instant. Without a record that may be shown
 * the person is not there.
 */
export async function readPerson(registry: Registry, viewer: Viewer, asked: Asked): Promise<RegistryPersonView> {
  return act(registry.kernel, viewer, 'registry.read-person', async (context) => {
    const persons = personStore(registry.kernel.keys, context);
    const lookBack = {
      effectiveOn: asked.effectiveOn ?? today(context.now),
      knownAt: asked.knownAt === undefined ? context.now : new Date(asked.knownAt),
    };
    const together = await knownTogether(registry, context, asked.personId, lookBack.knownAt);
    const visible = await visibleParts(registry, context, together, lookBack);
    // Whoever was asked for has to be there themselves: what is sealed of one is not shown by way of another.
    if (visible[0]?.person.id !== asked.personId) refuse('not-found');
    const parts = visible.map(({ person }) => person);
    const person = asOne(parts);
    const shown = visible.flatMap((part) => part.shown);
    await context.record({
      object: { kind: 'registry.person', id: asked.personId },
      purpose: asked.purpose,
      subjects: person.documents.map((document) => documentToken(registry.kernel.keys, document).toString('hex')),
      details: { records: shown.length },
    });
    const marked = await persons.misuseMarkedAt(parts.map(({ id }) => id));
    const isNow = asked.knownAt === undefined;
    const aliases = [];
    for (const part of parts) aliases.push(...(await showAliases(context, part, lookBack.knownAt)));
    return {
      id: asked.personId,
      names: person.names.map(({ name, kind, validFrom, validTo }) => ({ name, kind, validFrom, validTo })),
      documents: maskedDocuments(person),
      sex: person.sex,
      nationality: person.nationality,
      misuseMarkedAt: marked?.toISOString() ?? null,
      records: shown.map(({ view }) => view),
      aliases,
      parts: partsOf(visible),
      merges: isNow ? await mergesInForce(registry, context, visible) : [],
      asOf: { effectiveOn: lookBack.effectiveOn, knownAt: lookBack.knownAt.toISOString() },
    };
  });
}
