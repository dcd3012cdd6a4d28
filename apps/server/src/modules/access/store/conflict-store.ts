import type { Transaction } from '../../../kernel/database/transaction.js';

/** A conflict of interest as it is declared. */
export type NewConflict = {
  readonly id: string;
  readonly accountId: string;
  readonly organisationId: string;
  readonly ground: string;
};

/** Declared conflicts of interest. */
export function conflictStore({ sql, now }: Transaction) {
  const open = () =>
    sql
      .selectFrom('access.conflict')
      .select(['id', 'accountId', 'organisationId', 'ground', 'declaredAt'])
      .where('withdrawnAt', 'is', null);

  return {
    ofAccount: async (accountId: string) => open().where('accountId', '=', accountId).orderBy('declaredAt').execute(),
    between: async (accountId: string, organisationId: string) =>
      open().where('accountId', '=', accountId).where('organisationId', '=', organisationId).executeTakeFirst(),
    byId: async (id: string) => open().where('id', '=', id).executeTakeFirst(),
    insert: async (conflict: NewConflict) => {
      await sql
        .insertInto('access.conflict')
        .values({ ...conflict, declaredAt: now })
        .execute();
    },
    withdraw: async (id: string) => {
      await sql.updateTable('access.conflict').set({ withdrawnAt: now }).where('id', '=', id).execute();
    },
  };
}
