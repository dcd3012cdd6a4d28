import { destroyDataKeys } from '../../../kernel/erasure.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { HeldDocument, KeptKind } from '../../../kernel/module.js';
import { sealersFor } from '../../../kernel/sealing.js';
import { keptLookStore } from '../store/kept-look-store.js';
import { sealedLookTable } from './show-emergency-looks.js';

/** What this module keeps of persons: emergency looks, from their review. */
export function keptLooks(kernel: Kernel): readonly KeptKind[] {
  return [
    {
      rule: 'emergency_look',
      objectKind: 'access.emergency-look',
      walk: async (transaction, after, before, limit) => {
        const documents = await keptLookStore(transaction).walk(after, before, limit);
        return { documents, reached: documents.at(-1) };
      },
      // Whoever is on duty reads looks by their day; the own page is the person's, and shows them while they stand.
      announce: async () => undefined,
      mayGo: async (transaction, documents) => {
        const from = new Map(documents.map(({ id, countedFrom }) => [id, countedFrom.getTime()]));
        const still = await keptLookStore(transaction).still([...from.keys()]);
        const same = still.filter(({ id, countedFrom }) => countedFrom.getTime() === from.get(id));
        const keyIds = same.flatMap(({ dataKeyId, document }) => (document === null ? [] : [dataKeyId]));
        const sealers = await sealersFor(kernel.keys, transaction, keyIds, sealedLookTable);
        // A node that keeps the own page itself knows nobody's number, and a hold finds nothing here by it.
        const held = ({ id, dataKeyId, document }: (typeof same)[number]): HeldDocument[] => {
          const sealer = document === null ? undefined : sealers.get(dataKeyId);
          if (sealer === undefined || document === null) return [];
          return [JSON.parse(sealer.open('document', id, document)) as HeldDocument];
        };
        return new Map(same.map((look) => [look.id, look.isInUse ? 'in-use' : held(look)]));
      },
      erase: async (context, ids) => destroyDataKeys(kernel, context, await keptLookStore(context).erase(ids)),
    },
  ];
}
