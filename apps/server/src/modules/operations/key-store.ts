import { sql as raw } from 'kysely';
import type { Transaction } from '../../kernel/database/transaction.js';
import type { DataKeyRecord } from '../../kernel/keys/index.js';

/** The table of wrapped data keys, as a renewal goes through it. */
export function keyStore({ sql }: Transaction) {
  return {
    /** How many data keys each epoch wraps; an epoch that wraps none is left out. */
    countByEpoch: async (): Promise<ReadonlyMap<string, number>> => {
      const rows = await sql
        .selectFrom('kernel.dataKey')
        .select(['keyId', ({ fn }) => fn.countAll<number>().as('count')])
        .where('destroyedAt', 'is', null)
        .groupBy('keyId')
        .execute();
      return new Map(rows.map(({ keyId, count }) => [keyId, Number(count)]));
    },
    /** The next data keys that another epoch than this one wraps, in the order of their ids. */
    nextUnder: async (others: string, after: string | null, limit: number): Promise<DataKeyRecord[]> => {
      const rows = await sql
        .selectFrom('kernel.dataKey')
        .select(['id', 'kind', 'keyId', 'wrapped'])
        .where('keyId', '<>', others)
        .where('destroyedAt', 'is', null)
        .$if(after !== null, (query) => query.where('id', '>', after))
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.flatMap(({ wrapped, ...row }) => (wrapped === null ? [] : [{ ...row, wrapped }]));
    },
    /** Puts data keys under the epoch that their records name. One destroyed meanwhile stays destroyed. */
    putAnew: async (records: readonly DataKeyRecord[]): Promise<void> => {
      const ids = records.map(({ id }) => id);
      const epochs = records.map(({ keyId }) => keyId);
      const wrapped = records.map((record) => Buffer.from(record.wrapped));
      await raw`
        update kernel.data_key set key_id = anew.key_id, wrapped = anew.wrapped
          from unnest(${ids}::uuid[], ${epochs}::text[], ${wrapped}::bytea[]) as anew (id, key_id, wrapped)
         where data_key.id = anew.id and data_key.destroyed_at is null`.execute(sql);
    },
  };
}
