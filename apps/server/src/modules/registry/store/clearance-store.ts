import type { Transaction } from '../../../kernel/database/transaction.js';

/** What two people found not to be the same person, by the token of the evidence they compared. */
export function clearanceStore({ sql, now }: Transaction) {
  return {
    /** Which of these tokens are cleared, as hexadecimal. */
    cleared: async (tokens: readonly Buffer[]): Promise<ReadonlySet<string>> => {
      if (tokens.length === 0) return new Set();
      const rows = await sql
        .selectFrom('registry.clearance')
        .select('evidenceToken')
        .where('evidenceToken', 'in', [...tokens])
        .execute();
      return new Set(rows.map(({ evidenceToken }) => evidenceToken.toString('hex')));
    },
    /** Remembers one; the same again changes nothing. */
    clear: async (evidenceToken: Buffer, personId: string, comparisonId: string) => {
      await sql
        .insertInto('registry.clearance')
        .values({ evidenceToken, personId, comparisonId, at: now })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
  };
}
