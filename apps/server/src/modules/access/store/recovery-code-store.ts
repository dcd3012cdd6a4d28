import type { Transaction } from '../../../kernel/database/transaction.js';

/** A recovery code as it is kept: by its token. */
export type NewRecoveryCode = { readonly id: string; readonly accountId: string; readonly codeToken: Buffer };

/** Codes that open an account once each. */
export function recoveryCodeStore({ sql, now }: Transaction) {
  const open = (accountId: string) =>
    sql
      .selectFrom('access.recoveryCode')
      .select('id')
      .where('accountId', '=', accountId)
      .where('usedAt', 'is', null)
      .where('endedAt', 'is', null);

  return {
    insert: async (codes: readonly NewRecoveryCode[]) => {
      await sql
        .insertInto('access.recoveryCode')
        .values(codes.map((code) => ({ ...code, createdAt: now })))
        .execute();
    },
    openOf: async (accountId: string) => open(accountId).execute(),
    /** The open code behind one of these tokens, held until the transaction ends. */
    lock: async (accountId: string, tokens: readonly Buffer[]) =>
      open(accountId)
        .where('codeToken', 'in', [...tokens])
        .forUpdate()
        .executeTakeFirst(),
    /** Whether there ever was a code with this id. */
    isKnown: async (id: string): Promise<boolean> =>
      (await sql.selectFrom('access.recoveryCode').select('id').where('id', '=', id).executeTakeFirst()) !== undefined,
    use: async (id: string) => {
      await sql.updateTable('access.recoveryCode').set({ usedAt: now }).where('id', '=', id).execute();
    },
    endAll: async (accountId: string) => {
      await sql
        .updateTable('access.recoveryCode')
        .set({ endedAt: now })
        .where('accountId', '=', accountId)
        .where('endedAt', 'is', null)
        .execute();
    },
  };
}
