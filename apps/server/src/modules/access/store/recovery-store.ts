import type { Transaction } from '../../../kernel/database/transaction.js';

/** A recovery that waits for a second administrator. */
export type OpenRecovery = {
  readonly id: string;
  readonly accountId: string;
  readonly proposedBy: string;
  readonly proposedAt: Date;
};

/** Recoveries of accounts: at most one waits for each. */
export function recoveryStore({ sql, now }: Transaction) {
  return {
    /** Those that wait, of these accounts. */
    openOf: async (accountIds: readonly string[]): Promise<OpenRecovery[]> => {
      if (accountIds.length === 0) return [];
      return sql
        .selectFrom('access.recovery')
        .select(['id', 'accountId', 'proposedBy', 'proposedAt'])
        .where('accountId', 'in', [...accountIds])
        .where('endedAt', 'is', null)
        .execute();
    },
    insert: async (recovery: Omit<OpenRecovery, 'proposedAt'>) => {
      await sql
        .insertInto('access.recovery')
        .values({ ...recovery, proposedAt: now })
        .execute();
    },
    /** Confirmed by somebody, or declined. */
    end: async (id: string, confirmedBy: string | null) => {
      await sql.updateTable('access.recovery').set({ endedAt: now, confirmedBy }).where('id', '=', id).execute();
    },
    endOf: async (accountId: string) => {
      await sql
        .updateTable('access.recovery')
        .set({ endedAt: now })
        .where('accountId', '=', accountId)
        .where('endedAt', 'is', null)
        .execute();
    },
  };
}
