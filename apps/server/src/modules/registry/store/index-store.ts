import type { Transaction } from '../../../kernel/database/transaction.js';

/** One thing the answering index has to look at again: a record, or somebody enrolled. */
export type IndexChange = {
  readonly sequence: number;
  readonly recordId: string | null;
  readonly enrolmentId: string | null;
};

type Changed = { readonly recordId: string } | { readonly enrolmentId: string };

/** The numbered changes that the answering index follows. */
export function indexStore({ sql, now }: Transaction) {
  const announce = async (changed: readonly Changed[]) => {
    if (changed.length === 0) return;
    const { sequence } = await sql
      .updateTable('registry.indexHead')
      .set((eb) => ({ sequence: eb('sequence', '+', changed.length) }))
      .returning('sequence')
      .executeTakeFirstOrThrow();
    await sql
      .insertInto('registry.indexChange')
      .values(changed.map((one, index) => ({ ...one, sequence: sequence - changed.length + 1 + index, at: now })))
      .execute();
  };
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
    announce: (recordIds: readonly string[]) => announce(recordIds.map((recordId) => ({ recordId }))),
    /** Announces those who were enrolled or have left, likewise. */
    announceEnrolled: (enrolmentIds: readonly string[]) =>
      announce(enrolmentIds.map((enrolmentId) => ({ enrolmentId }))),
    head: async (): Promise<number> =>
      (await sql.selectFrom('registry.indexHead').select('sequence').executeTakeFirstOrThrow()).sequence,
    after: (sequence: number, limit: number): Promise<IndexChange[]> =>
      sql
        .selectFrom('registry.indexChange')
        .select(['sequence', 'recordId', 'enrolmentId'])
        .where('sequence', '>', sequence)
        .orderBy('sequence')
        .limit(limit)
        .execute(),
  };
}
