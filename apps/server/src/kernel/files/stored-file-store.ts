import type { Transaction } from '../database/transaction.js';
import { refuse } from '../errors.js';
import { newId } from '../ids.js';
import type { Kernel } from '../kernel.js';
import { dataKeyStore } from '../sealing.js';

/** A file put into the store, before its row is written. */
export type PutFile = Awaited<ReturnType<Kernel['files']['put']>>;

/** Files that rows of a module name. */
export function storedFileStore(transaction: Transaction) {
  const { sql, now } = transaction;
  return {
    /** Writes the row of a file that was put into the store. */
    insert: async (file: PutFile, mediaType: string, organisationId: string | null): Promise<string> => {
      const id = newId();
      await dataKeyStore(transaction).insert(file.dataKey);
      await sql
        .insertInto('kernel.storedFile')
        .values({
          id,
          name: file.hash,
          kind: file.dataKey.kind,
          mediaType,
          size: file.size,
          dataKeyId: file.dataKey.id,
          organisationId,
          createdAt: now,
        })
        .execute();
      return id;
    },
    /** Where the bytes are and the key to them. */
    locate: async (id: string) => {
      const row = await sql
        .selectFrom('kernel.storedFile')
        .select(['name', 'dataKeyId', 'mediaType'])
        .where('id', '=', id)
        .where('removedAt', 'is', null)
        .executeTakeFirst();
      if (row === undefined) return refuse('not-found');
      const [dataKey] = await dataKeyStore(transaction).load([row.dataKeyId]);
      return dataKey === undefined ? refuse('not-found') : { name: row.name, mediaType: row.mediaType, dataKey };
    },
  };
}
