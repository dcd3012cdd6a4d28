import type { AnswerOf, registryMergeEndpoints } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Registry } from '../registry.js';
import { personsOf } from '../rules/merge.js';
import { mergeStore } from '../store/merge-store.js';
import { documentToken } from '../store/tokens.js';
import { mergeView, partsOf, visibleParts } from './show-parts.js';

type Undoings = AnswerOf<typeof registryMergeEndpoints.listUndoings>;

/** Merges whose undoing waits for a second person; of one with a side of which nothing may be shown there is none. */
export async function listUndoings(registry: Registry, viewer: Viewer): Promise<Undoings> {
  const { keys } = registry.kernel;
  return act(registry.kernel, viewer, 'registry.list-merge-undoings', async (context) => {
    const items: Undoings['items'] = [];
    const subjects: string[] = [];
    for (const merge of await mergeStore(keys, context).undoing()) {
      const visible = await visibleParts(registry, context, personsOf(merge));
      const first = visible.find(({ person }) => merge.onePersons.includes(person.id));
      if (first === undefined || !visible.some(({ person }) => merge.otherPersons.includes(person.id))) continue;
      const view = await mergeView(registry, context, merge);
      items.push({ ...view, personId: first.person.id, parts: partsOf(visible) });
      for (const { person } of visible)
        subjects.push(...person.documents.map((document) => documentToken(keys, document).toString('hex')));
    }
    await context.record({ subjects, details: { rows: items.length } });
    return { items };
  });
}
