import type { ActContext } from '../../../kernel/act.js';
import { destroyDataKeys, removeStoredFiles } from '../../../kernel/erasure.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { KeptKind } from '../../../kernel/module.js';
import { keptOrderStore, type OrdersToDestroy } from '../store/kept-order-store.js';
import { openOrders } from '../store/order-sealing.js';

/** What this module keeps of persons: orders, from their end. One that was sent back to be entered again has not come to it. */
export function keptOrders(kernel: Kernel): readonly KeptKind[] {
  return [
    {
      rule: 'prohibition_order',
      objectKind: 'supervision.prohibition',
      walk: async (transaction, after, before, limit) => {
        const documents = await keptOrderStore(transaction).walk(after, before, limit);
        return { documents, reached: documents.at(-1) };
      },
      announce: (context, ids, keptUntil) => keptOrderStore(context).announce(ids, keptUntil),
      mayGo: async (transaction, documents) => {
        const from = new Map(documents.map(({ id, countedFrom }) => [id, countedFrom.getTime()]));
        const still = await keptOrderStore(transaction).still([...from.keys()]);
        const same = still.filter(({ id, changedAt }) => changedAt.getTime() === from.get(id));
        const opened = await openOrders(kernel.keys, transaction, same);
        return new Map(
          same.map(({ id, isInUse }) => [id, isInUse ? 'in-use' : (opened.get(id)?.person.documents ?? [])]),
        );
      },
      erase: async (context, ids) => destroy(kernel, context, await keptOrderStore(context).erase(ids)),
    },
  ];
}

async function destroy(kernel: Kernel, context: ActContext, { dataKeyIds, fileIds }: OrdersToDestroy): Promise<void> {
  await removeStoredFiles(kernel, context, fileIds);
  await destroyDataKeys(kernel, context, dataKeyIds);
}
