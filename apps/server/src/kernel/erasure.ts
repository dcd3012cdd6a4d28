import type { ActContext } from './act.js';
import type { Kernel } from './kernel.js';
import { dataKeyStore } from './sealing.js';

/**
 * Destroys data keys within an act: what they sealed is erased with its commit, and no longer opened from memory after it. For the
 * viewers `retention` and `restore`.
 */
export async function destroyDataKeys(
  { keys }: Pick<Kernel, 'keys'>,
  context: ActContext,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  await dataKeyStore(context).destroy(ids);
  context.afterCommit(() => keys.forget(ids));
}

/** Takes stored files away with their keys: the rows within the act, the bytes once it stands. */
export async function removeStoredFiles(
  kernel: Pick<Kernel, 'keys' | 'files'>,
  context: ActContext,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  const rows = await context.sql
    .updateTable('kernel.storedFile')
    .set({ removedAt: context.now })
    .where('id', 'in', [...ids])
    .where('removedAt', 'is', null)
    .returning(['name', 'dataKeyId'])
    .execute();
  await destroyDataKeys(
    kernel,
    context,
    rows.map(({ dataKeyId }) => dataKeyId),
  );
  context.afterCommit(() => {
    for (const { name } of rows) void kernel.files.remove(name);
  });
}
