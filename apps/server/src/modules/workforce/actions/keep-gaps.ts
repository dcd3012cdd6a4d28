import { destroyDataKeys } from '../../../kernel/erasure.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { KeptKind } from '../../../kernel/module.js';
import { keptGapStore } from '../store/kept-gap-store.js';
import { openPersons } from '../store/person-sealing.js';

/** What was written with the steps of gaps, from the day each was closed: nobody reads it from then on, and it may name anybody. */
export function keptGaps(kernel: Kernel): KeptKind {
  return {
    rule: 'gap_words',
    objectKind: 'workforce.gap',
    walk: async (transaction, after, before, limit) => {
      const documents = await keptGapStore(transaction).walk(after, before, limit);
      return { documents, reached: documents.at(-1) };
    },
    // A closed gap stands on no page.
    announce: async () => undefined,
    mayGo: async (transaction, documents) => {
      const still = await keptGapStore(transaction).still(documents.map(({ id }) => id));
      const persons = await openPersons(
        kernel.keys,
        transaction,
        still.flatMap(({ employment }) => (employment === undefined ? [] : [employment])),
      );
      return new Map(
        still.map(({ id, isInUse, employment }) => [
          id,
          isInUse ? 'in-use' : (persons.get(employment?.id ?? '')?.documents ?? []),
        ]),
      );
    },
    erase: async (context, ids) => destroyDataKeys(kernel, context, await keptGapStore(context).erase(ids)),
  };
}
