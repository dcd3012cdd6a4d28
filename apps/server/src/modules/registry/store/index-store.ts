import type { Transaction } from '../../../kernel/database/transaction.js';

/** One thing the answering index has to look at again. */
export type IndexChange = { readonly sequence: number; readonly recordId: string };

/** The numbered changes that the answering index follows. */
export function indexStore({ sql, now }: Transaction) {
  return {
    /** Takes the turn of announcing: what is read after it is what the announced numbers stand for. */
    takeTurn: async () => {
      await sql
        .updateTable('registry.indexHead')
        .set((eb) => ({ sequence: eb.ref('sequence') }))
        .execute();
    },
    /**
     * Announces records whose disclosability may have changed, in the transaction that changes them. The head stays locked
     * until the commit, so numbers become visible in their order and without a gap.
     */
    announce: async (recordIds: readonly string[]) => {
      if (recordIds.length === 0) return;
      const { sequence } = await sql
        .updateTable('registry.indexHead')
        .set((eb) => ({ sequence: eb('sequence', '+', recordIds.length) }))
        .returning('sequence')
        .executeTakeFirstOrThrow();
      await sql
        .insertInto('registry.indexChange')
        .values(
          recordIds.map((recordId, index) => ({
            recordId,
            sequence: sequence - recordIds.length + 1 + index,
            at: now,
          })),
        )
        .execute();
    },
    head: async (): Promise<number> =>
      (await sql.selectFrom('registry.indexHead').select('sequence').executeTakeFirstOrThrow()).sequence,
    after: (sequence: number, limit: number): Promise<IndexChange[]> =>
      sql
        .selectFrom('registry.indexChange')
        .select(['sequence', 'recordId'])
        .where('sequence', '>', sequence)
        .orderBy('sequence')
        .limit(limit)
        .execute(),
  };
}
