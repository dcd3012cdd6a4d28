import type { Transaction } from '../../../kernel/database/transaction.js';

/** A factor as it is begun: its secret sealed, no code given yet. */
export type NewFactor = {
  readonly id: string;
  readonly accountId: string;
  readonly dataKeyId: string;
  readonly secret: Buffer;
};

/** A factor that has not ended. */
export type OpenFactor = NewFactor & { readonly lastStep: number | null };

/** Second factors: at most one in force and one begun for an account. */
export function secondFactorStore({ sql, now }: Transaction) {
  const lock = async (accountId: string, isConfirmed: boolean): Promise<OpenFactor | undefined> => {
    const row = await sql
      .selectFrom('access.secondFactor')
      .select(['id', 'accountId', 'dataKeyId', 'secret', 'lastStep'])
      .where('accountId', '=', accountId)
      .where('endedAt', 'is', null)
      .where('confirmedAt', isConfirmed ? 'is not' : 'is', null)
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined || row.secret === null) return undefined;
    return { ...row, secret: row.secret, lastStep: row.lastStep === null ? null : Number(row.lastStep) };
  };

  return {
    /** The one in force, held until the transaction ends, so that a code is taken once. */
    lockSet: (accountId: string) => lock(accountId, true),
    /** The one that waits for its first code, held until the transaction ends. */
    lockBegun: (accountId: string) => lock(accountId, false),
    /** Since when the one in force is; undefined where there is none. */
    setSince: async (accountId: string): Promise<Date | undefined> => {
      const row = await sql
        .selectFrom('access.secondFactor')
        .select('confirmedAt')
        .where('accountId', '=', accountId)
        .where('endedAt', 'is', null)
        .where('confirmedAt', 'is not', null)
        .executeTakeFirst();
      return row?.confirmedAt ?? undefined;
    },
    /** Whether there ever was a factor with this id. */
    isKnown: async (id: string): Promise<boolean> =>
      (await sql.selectFrom('access.secondFactor').select('id').where('id', '=', id).executeTakeFirst()) !== undefined,
    insert: async (factor: NewFactor) => {
      await sql
        .insertInto('access.secondFactor')
        .values({ ...factor, createdAt: now })
        .execute();
    },
    confirm: async (id: string, lastStep: number) => {
      await sql.updateTable('access.secondFactor').set({ confirmedAt: now, lastStep }).where('id', '=', id).execute();
    },
    takeStep: async (id: string, lastStep: number) => {
      await sql.updateTable('access.secondFactor').set({ lastStep }).where('id', '=', id).execute();
    },
    /** Ends the one that is begun, the one in force, or both; their secrets are gone. */
    end: async (accountId: string, which: 'begun' | 'set' | 'both') => {
      let query = sql
        .updateTable('access.secondFactor')
        .set({ endedAt: now, secret: null })
        .where('accountId', '=', accountId)
        .where('endedAt', 'is', null);
      if (which !== 'both') query = query.where('confirmedAt', which === 'set' ? 'is not' : 'is', null);
      await query.execute();
    },
  };
}
