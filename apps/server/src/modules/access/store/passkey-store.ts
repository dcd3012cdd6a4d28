import type { Transaction } from '../../../kernel/database/transaction.js';

/** A passkey as it is added. */
export type NewPasskey = {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly credentialId: Buffer;
  readonly publicKey: Buffer;
  readonly transports: string[];
  readonly signCount: number;
};

/** A passkey that has not ended. */
export type OpenPasskey = Omit<NewPasskey, 'signCount'> & {
  readonly signCount: number;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
};

/** Passkeys of accounts. */
export function passkeyStore({ sql, now }: Transaction) {
  const open = () =>
    sql
      .selectFrom('access.passkey')
      .select(['id', 'accountId', 'name', 'credentialId', 'publicKey', 'transports', 'signCount'])
      .select(['createdAt', 'lastUsedAt'])
      .where('endedAt', 'is', null);
  type Row = Awaited<ReturnType<ReturnType<typeof open>['executeTakeFirstOrThrow']>>;
  const passkeyOf = (row: Row): OpenPasskey => ({ ...row, signCount: Number(row.signCount) });

  return {
    openOf: async (accountId: string): Promise<OpenPasskey[]> =>
      (await open().where('accountId', '=', accountId).orderBy('createdAt').execute()).map(passkeyOf),
    /** The one that a device calls so, held until the transaction ends, so that its uses are counted one after the other. */
    lockByCredential: async (credentialId: Buffer): Promise<OpenPasskey | undefined> => {
      const row = await open().where('credentialId', '=', credentialId).forUpdate().executeTakeFirst();
      return row === undefined ? undefined : passkeyOf(row);
    },
    /** Whether there ever was a passkey with this id. */
    isKnown: async (id: string): Promise<boolean> =>
      (await sql.selectFrom('access.passkey').select('id').where('id', '=', id).executeTakeFirst()) !== undefined,
    /** Answers whether no other, ended or not, is called so. */
    insert: async (passkey: NewPasskey): Promise<boolean> => {
      const inserted = await sql
        .insertInto('access.passkey')
        .values({ ...passkey, createdAt: now })
        .onConflict((conflict) => conflict.column('credentialId').doNothing())
        .executeTakeFirst();
      return inserted.numInsertedOrUpdatedRows === 1n;
    },
    use: async (id: string, signCount: number) => {
      await sql.updateTable('access.passkey').set({ signCount, lastUsedAt: now }).where('id', '=', id).execute();
    },
    end: async (id: string) => {
      await sql.updateTable('access.passkey').set({ endedAt: now }).where('id', '=', id).execute();
    },
    endAll: async (accountId: string) => {
      await sql
        .updateTable('access.passkey')
        .set({ endedAt: now })
        .where('accountId', '=', accountId)
        .where('endedAt', 'is', null)
        .execute();
    },
  };
}
