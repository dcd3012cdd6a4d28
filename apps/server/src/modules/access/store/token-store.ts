import type { Transaction } from '../../../kernel/database/transaction.js';
import { secretHash } from './session-store.js';

/** A new API token. */
export type NewToken = {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly secret: string;
  readonly expiresAt: Date;
};

/** API tokens. */
export function tokenStore({ sql, now }: Transaction) {
  const tokens = () =>
    sql.selectFrom('access.apiToken').select(['id', 'accountId', 'name', 'createdAt', 'expiresAt', 'endedAt']);

  return {
    insert: async ({ secret, ...token }: NewToken) => {
      await sql
        .insertInto('access.apiToken')
        .values({ ...token, secretHash: secretHash(secret), createdAt: now })
        .execute();
    },
    byId: async (id: string) => tokens().where('id', '=', id).executeTakeFirst(),
    ofAccount: async (accountId: string) =>
      tokens().where('accountId', '=', accountId).orderBy('createdAt', 'desc').limit(200).execute(),
    /** Not ended; one that has run out may be among them. */
    openOf: async (accountId: string) =>
      tokens().where('accountId', '=', accountId).where('endedAt', 'is', null).execute(),
    end: async (id: string) => {
      await sql.updateTable('access.apiToken').set({ endedAt: now }).where('id', '=', id).execute();
    },
    endAll: async (accountId: string) => {
      await sql
        .updateTable('access.apiToken')
        .set({ endedAt: now })
        .where('accountId', '=', accountId)
        .where('endedAt', 'is', null)
        .execute();
    },
  };
}
