import { act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import { writeDurably } from '../../../kernel/files/durable-write.js';
import { sealKeyFolder } from '../../../kernel/keys/index.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { BackupSource } from '../write-backup.js';
import { writeBackup } from '../write-backup.js';
import type { KeyPlace } from './renew-keys.js';

/** What a backup says of the node it was taken of. */
export type BackedUpNode = Omit<BackupSource, 'client' | 'takenAt'>;

/** Ending of the file beside a backup that holds the keys, sealed for the custodians' shares. */
export const sealedKeysEnding = '.keys';

/**
 * Backs the whole node up into a file, all tables of one instant. The entry is written first: a backup that was begun and did
 * not finish stands in the log too. Where a custody was drawn, the keys of this moment lie beside it, sealed for two of three shares.
 * @throws DomainError `backup-needs-owner`, `backup-recipient-invalid`, `storage-full`
 */
export async function backUp(
  kernel: Kernel,
  { keyFolder, ...node }: BackedUpNode & KeyPlace,
  viewer: Viewer,
  input: { out: string; recipients: readonly string[] },
): Promise<{ rows: number; files: number; keys: boolean }> {
  await act(kernel, viewer, 'operations.back-up', (context) =>
    context.record({ details: { recipients: input.recipients.length } }),
  );
  const sealed = keyFolder === undefined ? undefined : await sealKeyFolder(keyFolder);
  if (sealed !== undefined) await writeDurably(`${input.out}${sealedKeysEnding}`, sealed);
  return kernel.database.asOwner(async (client) => {
    const { rows } = await client.query<{ sees: boolean }>(
      'select rolsuper or rolbypassrls as sees from pg_roles where rolname = current_user',
    );
    if (rows[0]?.sees !== true) refuse('backup-needs-owner');
    await client.query('begin isolation level repeatable read read only');
    try {
      const source = { ...node, client, takenAt: kernel.clock.now() };
      const end = await writeBackup(source, input.out, input.recipients);
      return { rows: end.rows, files: end.files, keys: sealed !== undefined };
    } finally {
      await client.query('commit');
    }
  });
}
