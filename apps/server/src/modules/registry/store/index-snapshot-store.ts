import type { Transaction } from '../../../kernel/database/transaction.js';
import { newId } from '../../../kernel/ids.js';
import type { DataKeyRecord } from '../../../kernel/keys/index.js';
import { dataKeyStore } from '../../../kernel/sealing.js';
import type { Stand } from '../matcher/stand.js';

/** One encrypted object of a kept index. */
export type SnapshotPart = {
  /** The list it belongs to; null for the days on which records turn. */
  readonly list: string | null;
  readonly name: string;
  /** Bytes of its content. */
  readonly size: number;
  readonly dataKeyId: string;
};

/** The kept index as the database knows it. */
export type KeptSnapshot = { readonly stand: Stand; readonly parts: readonly SnapshotPart[] };

/** The one index that is kept, and what it was kept with. */
export function indexSnapshotStore(transaction: Transaction) {
  const { sql, now } = transaction;
  return {
    /** The index kept last; undefined where none is. */
    newest: async (): Promise<KeptSnapshot | undefined> => {
      const row = await sql
        .selectFrom('registry.indexSnapshot')
        .selectAll()
        .orderBy('keptAt', 'desc')
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst();
      if (row === undefined) return undefined;
      const { id, keptAt: _at, ...stand } = row;
      const parts = await sql
        .selectFrom('registry.indexSnapshotPart')
        .select(['list', 'name', 'size', 'dataKeyId'])
        .where('snapshotId', '=', id)
        .orderBy('place')
        .execute();
      return { stand, parts };
    },
    /** Puts an index in the place of every other. Answers the data keys of those, which nobody needs any more. */
    replace: async (stand: Stand, parts: readonly SnapshotPart[], dataKeys: readonly DataKeyRecord[]) => {
      const before = await sql.selectFrom('registry.indexSnapshotPart').select('dataKeyId').execute();
      await sql.deleteFrom('registry.indexSnapshotPart').execute();
      await sql.deleteFrom('registry.indexSnapshot').execute();
      for (const record of dataKeys) await dataKeyStore(transaction).insert(record);
      const id = newId();
      await sql
        .insertInto('registry.indexSnapshot')
        .values({ id, ...stand, keptAt: now })
        .execute();
      await sql
        .insertInto('registry.indexSnapshotPart')
        .values(parts.map((part, place) => ({ snapshotId: id, place, ...part })))
        .execute();
      return before.map(({ dataKeyId }) => dataKeyId);
    },
  };
}
