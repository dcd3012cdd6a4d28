import type { AliasView, AnswerOf, registryAliasEndpoints } from '@gatehouse/contract';
import { act, type ActContext } from '../../../kernel/act.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { cursorOf, placeOf } from '../cursor.js';
import type { Registry } from '../registry.js';
import { aliasStore } from '../store/alias-store.js';
import { personStore, type StoredPerson } from '../store/person-store.js';
import { recordStore } from '../store/record-store.js';
import { sourceStore } from '../store/source-store.js';
import { documentToken } from '../store/tokens.js';
import { aliasView } from '../views/alias-view.js';
import { asOfNow, showRecords } from './show-records.js';

type Query = { readonly limit: number; readonly cursor?: string | undefined };
type WaitingAliases = AnswerOf<typeof registryAliasEndpoints.listWaitingAliases>;

/** Changes of name and number that wait for a second person; of a person of whom nothing may be shown there is none. */
export async function listWaitingAliases(registry: Registry, viewer: Viewer, query: Query): Promise<WaitingAliases> {
  return act(registry.kernel, viewer, 'registry.list-waiting-aliases', async (context) => {
    const rows = await aliasStore(context).waiting(placeOf(query.cursor), query.limit);
    const persons = await personStore(registry.kernel.keys, context).load([
      ...new Set(rows.map(({ personId }) => personId)),
    ]);
    const items: AliasView[] = [];
    const subjects: string[] = [];
    for (const person of persons.values()) {
      const records = await recordStore(context).ofPerson(person.id);
      if ((await showRecords(registry, context, records, asOfNow(context.now))).length === 0) continue;
      const waiting = new Set(rows.map(({ id }) => id));
      items.push(...(await showAliases(context, person, context.now)).filter(({ id }) => waiting.has(id)));
      subjects.push(
        ...person.documents.map((document) => documentToken(registry.kernel.keys, document).toString('hex')),
      );
    }
    const order = new Map(rows.map(({ id }, index) => [id, index]));
    items.sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
    await context.record({ subjects, details: { rows: items.length } });
    const last = rows.length === query.limit ? rows.at(-1) : undefined;
    return { items, next: last && cursorOf({ at: last.enteredAt, id: last.id }) };
  });
}

/** The changes of one person that were known at an instant, oldest first, each with what was done to it. */
export async function showAliases(context: ActContext, person: StoredPerson, knownAt: Date): Promise<AliasView[]> {
  const aliases = aliasStore(context);
  const sources = new Map((await sourceStore(context).all()).map((source) => [source.id, source]));
  const shown: AliasView[] = [];
  for (const row of await aliases.ofPerson(person.id)) {
    const source = sources.get(row.sourceId);
    if (source === undefined || row.enteredAt > knownAt) continue;
    const actions = await aliases.actions(person.sealer, row.id);
    shown.push(aliasView({ row, person, source, actions }, context.viewer));
  }
  return shown;
}
