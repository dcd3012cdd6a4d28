import { sql as rawSql } from 'kysely';
import type { ActContext } from './act.js';
import type { Transaction } from './database/transaction.js';
import type { Kernel } from './kernel.js';
import type { KeptKind, ModuleParts } from './module.js';
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

/**
 * By kind of object: erases again what an older copy of the database, put back, has brought back. A document that has not come to its end
 * in that copy is left to people (`by_hand`): what ended it is lost, and its time counts anew once it ends again.
 * @param tableOf where documents lie whose kind is not named like their table
 */
export function erasuresAgain(
  kinds: readonly KeptKind[],
  tableOf: Readonly<Record<string, string>> = {},
): NonNullable<ModuleParts['lasting']> {
  const isErased = async ({ sql }: Transaction, kind: string, id: string): Promise<boolean | undefined> => {
    const table = rawSql.table(tableOf[kind] ?? kind);
    const { rows } = await rawSql<{ isErased: boolean }>`
      select erased_at is not null as is_erased from ${table} where id = ${id}::uuid`.execute(sql);
    return rows[0]?.isErased;
  };
  return Object.fromEntries(
    kinds.map(({ objectKind, erase }) => [
      objectKind,
      async (context, { act, objectId }) => {
        if (act !== 'erased') return 'by_hand';
        const before = await isErased(context, objectKind, objectId);
        if (before === undefined) return 'unknown';
        if (before) return 'already';
        await erase(context, [objectId]);
        return (await isErased(context, objectKind, objectId)) === true ? 'done' : 'by_hand';
      },
    ]),
  );
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
