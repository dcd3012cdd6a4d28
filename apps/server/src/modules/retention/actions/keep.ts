import { destroyDataKeys } from '../../../kernel/erasure.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { KeptKind } from '../../../kernel/module.js';
import { sealersFor } from '../../../kernel/sealing.js';
import type { PersonDocument } from '../doors.js';
import { keptHoldStore } from '../store/kept-hold-store.js';
import { sealedHoldTable } from './holds.js';

/** What this module keeps of persons: holds, from the day on which they were lifted. */
export function keptHolds(kernel: Kernel): readonly KeptKind[] {
  return [
    {
      rule: 'lifted_hold',
      objectKind: 'retention.hold',
      walk: async (transaction, after, before, limit) => {
        const documents = await keptHoldStore(transaction).walk(after, before, limit);
        return { documents, reached: documents.at(-1) };
      },
      // A list shows holds by their day; one that was lifted needs no second date.
      announce: async () => undefined,
      mayGo: async (transaction, documents) => {
        const still = await keptHoldStore(transaction).still(documents.map(({ id }) => id));
        const keyIds = still.map(({ dataKeyId }) => dataKeyId);
        const sealers = await sealersFor(kernel.keys, transaction, keyIds, sealedHoldTable);
        return new Map(
          still.map(({ id, dataKeyId, document }) => {
            const sealer = sealers.get(dataKeyId);
            return [
              id,
              sealer === undefined ? [] : [JSON.parse(sealer.open('document', id, document)) as PersonDocument],
            ];
          }),
        );
      },
      erase: async (context, ids) => destroyDataKeys(kernel, context, await keptHoldStore(context).erase(ids)),
    },
  ];
}
