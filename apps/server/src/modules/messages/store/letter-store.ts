import type { Transaction } from '../../../kernel/database/transaction.js';
import type { StoredFile } from '../../../kernel/files/index.js';
import { newId } from '../../../kernel/ids.js';
import type { DataKeyRecord } from '../../../kernel/keys/index.js';
import { dataKeyStore } from '../../../kernel/sealing.js';

/** Printed letters among the stored files. */
export function letterStore(transaction: Transaction) {
  const { sql, now } = transaction;
  return {
    /** Answers the id under which the letter is found. */
    add: async ({ hash, size, dataKey }: StoredFile): Promise<string> => {
      const id = newId();
      await dataKeyStore(transaction).insert(dataKey);
      await sql
        .insertInto('kernel.storedFile')
        .values({
          id,
          name: hash,
          kind: dataKey.kind,
          mediaType: 'application/pdf',
          size,
          dataKeyId: dataKey.id,
          createdAt: now,
        })
        .execute();
      return id;
    },
    byId: async (id: string): Promise<{ name: string; dataKey: DataKeyRecord } | undefined> => {
      const file = await sql
        .selectFrom('kernel.storedFile')
        .select(['name', 'dataKeyId'])
        .where('id', '=', id)
        .where('removedAt', 'is', null)
        .executeTakeFirst();
      const [dataKey] = file === undefined ? [] : await dataKeyStore(transaction).load([file.dataKeyId]);
      return file === undefined || dataKey === undefined ? undefined : { name: file.name, dataKey };
    },
  };
}
