import type { Transaction } from './database/transaction.js';
import { type DataKey, type DataKeyStore, type KeyRing, openText, sealText } from './keys/index.js';

/** The table of wrapped data keys, as one viewer may use it. */
export function dataKeyStore({ sql, now }: Transaction): DataKeyStore {
  return {
    load: async (ids) => {
      const rows = await sql
        .selectFrom('kernel.dataKey')
        .select(['id', 'kind', 'keyId', 'wrapped'])
        .where('id', 'in', [...ids])
        .where('destroyedAt', 'is', null)
        .execute();
      return rows.flatMap(({ wrapped, ...row }) => (wrapped === null ? [] : [{ ...row, wrapped }]));
    },
    insert: async ({ id, kind, keyId, wrapped }) => {
      await sql
        .insertInto('kernel.dataKey')
        .values({ id, kind, keyId, wrapped: Buffer.from(wrapped), createdAt: now })
        .execute();
    },
    destroy: async (ids) => {
      await sql
        .updateTable('kernel.dataKey')
        .set({ wrapped: null, destroyedAt: now })
        .where('id', 'in', [...ids])
        .where('destroyedAt', 'is', null)
        .execute();
    },
  };
}

/** Seals the fields of one row, or of all rows of one person, under a data key of its own. */
export type Sealer = {
  readonly dataKeyId: string;
  /** @param row the id of the row the column stands in */
  readonly seal: (column: string, row: string, text: string) => Buffer;
  readonly open: (column: string, row: string, sealed: Uint8Array) => string;
};

/** Draws a data key, stored in this transaction, for rows of `table`. */
export async function newSealer(keys: KeyRing, transaction: Transaction, kind: string, table: string): Promise<Sealer> {
  const { record, key } = await keys.newDataKey(kind);
  await dataKeyStore(transaction).insert(record);
  return sealerOf(key, table);
}

/** Draws so many data keys for rows of `table`, stored by one statement. */
export async function newSealers(
  keys: KeyRing,
  { sql, now }: Transaction,
  kind: string,
  table: string,
  count: number,
): Promise<Sealer[]> {
  if (count === 0) return [];
  const drawn = await Promise.all(Array.from({ length: count }, () => keys.newDataKey(kind)));
  const rows = drawn.map(({ record: { wrapped, ...row } }) => ({
    ...row,
    wrapped: Buffer.from(wrapped),
    createdAt: now,
  }));
  await sql.insertInto('kernel.dataKey').values(rows).execute();
  return drawn.map(({ key }) => sealerOf(key, table));
}

/**
 * The sealers of many data keys, each loaded and unwrapped once. A key that is missing was destroyed: what it sealed is
 * erased.
 */
export async function sealersFor(
  keys: KeyRing,
  transaction: Transaction,
  dataKeyIds: Iterable<string>,
  table: string,
): Promise<ReadonlyMap<string, Sealer>> {
  const opened = await keys.openAll(dataKeyIds, dataKeyStore(transaction));
  return new Map([...opened].map(([id, key]) => [id, sealerOf(key, table)]));
}

function sealerOf(key: DataKey, table: string): Sealer {
  return {
    dataKeyId: key.id,
    seal: (column, row, text) => Buffer.from(sealText(key, { table, column, row }, text)),
    open: (column, row, sealed) => openText(key, { table, column, row }, sealed),
  };
}
