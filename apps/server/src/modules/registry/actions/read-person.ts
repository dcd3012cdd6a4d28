import type { RegistryPersonView } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Registry } from '../registry.js';
import { personStore } from '../store/person-store.js';
import { recordStore } from '../store/record-store.js';
import { documentToken } from '../store/tokens.js';
import { maskedDocuments } from '../views/record-view.js';
import { showAliases } from './list-aliases.js';
import { showRecords, today } from './show-records.js';

type Asked = {
  readonly personId: string;
  readonly effectiveOn?: string | undefined;
  readonly knownAt?: string | undefined;
};

/**
 * One person with records and history, as effective on a day and as known at an instant. Without a record that may be shown
 * the person is not there.
 */
export async function readPerson(registry: Registry, viewer: Viewer, asked: Asked): Promise<RegistryPersonView> {
  return act(registry.kernel, viewer, 'registry.read-person', async (context) => {
    const persons = personStore(registry.kernel.keys, context);
    const person = await persons.byId(asked.personId);
    if (person === undefined) refuse('not-found');
    const lookBack = {
      effectiveOn: asked.effectiveOn ?? today(context.now),
      knownAt: asked.knownAt === undefined ? context.now : new Date(asked.knownAt),
    };
    const rows = await recordStore(context).ofPerson(person.id);
    const shown = await showRecords(registry, context, rows, lookBack);
    if (shown.length === 0) refuse('not-found');
    await context.record({
      object: { kind: 'registry.person', id: person.id },
      subjects: person.documents.map((document) => documentToken(registry.kernel.keys, document).toString('hex')),
      details: { records: shown.length },
    });
    const marked = await persons.misuseMarkedAt(person.id);
    return {
      id: person.id,
      names: person.names.map(({ name, kind, validFrom, validTo }) => ({ name, kind, validFrom, validTo })),
      documents: maskedDocuments(person),
      sex: person.sex,
      nationality: person.nationality,
      misuseMarkedAt: marked?.toISOString() ?? null,
      records: shown.map(({ view }) => view),
      aliases: await showAliases(context, person, lookBack.knownAt),
      asOf: { effectiveOn: lookBack.effectiveOn, knownAt: lookBack.knownAt.toISOString() },
    };
  });
}
