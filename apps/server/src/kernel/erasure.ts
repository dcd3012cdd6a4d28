import { sql as rawSql } from 'kysely';
import type { ActContext } from './act.js';
import type { Transaction } from './database/transaction.js';
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
  kernel: Pick<Kernel, 'keys' | 'files' | 'log'>,
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
    for (const { name } of rows)
      kernel.files.remove(name).catch((error: unknown) => kernel.log.error({ err: error }, 'a removed file waits'));
  });
}

const lastBefore = '1 hour';

/**
 * Takes the bytes of the files away that were removed last: whoever is killed between an act and what follows it leaves them behind, under
 * keys that are gone. Asked once in the life of a process, before anything else is removed. Safe to repeat.
 * @returns how many were looked for
 */
export async function removeLeftBehind({ files }: Pick<Kernel, 'files'>, { sql }: Transaction): Promise<number> {
  const rows = await sql
    .selectFrom('kernel.storedFile')
    .select('name')
    .where(
      rawSql<boolean>`removed_at >= (select max(last.removed_at) from kernel.stored_file last) - ${lastBefore}::interval`,
    )
    .execute();
  for (const { name } of rows) await files.remove(name);
  return rows.length;
}
