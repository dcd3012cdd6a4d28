import type { Transaction } from '../../../kernel/database/transaction.js';

/** A link between an account and its subject at the provider that has not ended. */
export type OpenLink = {
  readonly id: string;
  readonly accountId: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
};

/** Links of accounts to the identity provider: at most one open for each account, and for each subject. */
export function providerLinkStore({ sql, now }: Transaction) {
  const open = () =>
    sql
      .selectFrom('access.providerLink')
      .select(['id', 'accountId', 'createdAt', 'lastUsedAt'])
      .where('endedAt', 'is', null);

  return {
    openOf: async (accountIds: readonly string[]): Promise<OpenLink[]> =>
      accountIds.length === 0
        ? []
        : open()
            .where('accountId', 'in', [...accountIds])
            .execute(),
    /** The one of a subject, which is kept under one of these tokens; held until the transaction ends. */
    lockBySubject: async (tokens: readonly Buffer[]): Promise<OpenLink | undefined> =>
      open()
        .where('subjectToken', 'in', [...tokens])
        .forUpdate()
        .executeTakeFirst(),
    /** Answers whether the account had none, and the subject none at another account. */
    insert: async (link: {
      readonly id: string;
      readonly accountId: string;
      readonly subjectToken: Buffer;
    }): Promise<boolean> => {
      const inserted = await sql
        .insertInto('access.providerLink')
        .values({ ...link, createdAt: now })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return inserted.numInsertedOrUpdatedRows === 1n;
    },
    use: async (id: string) => {
      await sql.updateTable('access.providerLink').set({ lastUsedAt: now }).where('id', '=', id).execute();
    },
    /** Ends the one of an account, where there is one. */
    endOf: async (accountId: string) => {
      await sql
        .updateTable('access.providerLink')
        .set({ endedAt: now })
        .where('accountId', '=', accountId)
        .where('endedAt', 'is', null)
        .execute();
    },
  };
}
