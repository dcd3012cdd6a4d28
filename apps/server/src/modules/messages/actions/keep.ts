import type { ActContext } from '../../../kernel/act.js';
import { destroyDataKeys, removeStoredFiles } from '../../../kernel/erasure.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { KeptKind } from '../../../kernel/module.js';
import { erasureStore } from '../store/erasure-store.js';

/** What this module keeps by itself: messages to staff. Those about an inquiry go with it. */
export function keptMessages(kernel: Kernel): readonly KeptKind[] {
  return [
    {
      rule: 'message',
      objectKind: 'messages.message',
      walk: async (transaction, after, before, limit) => {
        const documents = await erasureStore(transaction).walk(after, before, limit);
        return { documents, reached: documents.at(-1) };
      },
      // The outbox shows a message by its day; its page needs no second date.
      announce: async () => undefined,
      mayGo: async (transaction, documents) => {
        const settled = await erasureStore(transaction).settled(documents.map(({ id }) => id));
        return new Map(settled.map((id) => [id, []]));
      },
      erase: async (context, ids) => destroy(kernel, context, await erasureStore(context).erase(ids)),
    },
  ];
}

/** Erases the messages about things that are erased in the same act. */
export async function eraseMessagesAbout(
  kernel: Kernel,
  context: ActContext,
  aboutIds: readonly string[],
): Promise<void> {
  await destroy(kernel, context, await erasureStore(context).eraseAbout(aboutIds));
}

type ToDestroy = Awaited<ReturnType<ReturnType<typeof erasureStore>['erase']>>;

async function destroy(kernel: Kernel, context: ActContext, { dataKeyIds, fileIds }: ToDestroy): Promise<void> {
  await removeStoredFiles(kernel, context, fileIds);
  await destroyDataKeys(kernel, context, dataKeyIds);
}
