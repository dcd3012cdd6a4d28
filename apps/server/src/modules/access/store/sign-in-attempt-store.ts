import type { Transaction } from '../../../kernel/database/transaction.js';

/** Counts of tries to sign in, each for one account name from one address. */
export function signInAttemptStore({ sql, now }: Transaction) {
  return {
    /** The count, held until the transaction ends, so that tries sent at once are counted one after the other. */
    lock: async (bucket: Buffer) => {
      for (;;) {
        await sql
          .insertInto('access.signInAttempt')
          .values({ bucket, failures: 0, retryAfter: now })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
        const count = await sql
          .selectFrom('access.signInAttempt')
          .select(['failures', 'retryAfter'])
          .where('bucket', '=', bucket)
          .forUpdate()
          .executeTakeFirst();
        // A try that was right may have forgotten the count between the two statements: then it is begun anew.
        if (count !== undefined) return count;
      }
    },
    count: async (bucket: Buffer, failures: number, retryAfter: Date) => {
      await sql
        .updateTable('access.signInAttempt')
        .set({ failures, retryAfter })
        .where('bucket', '=', bucket)
        .execute();
    },
    forget: async (bucket: Buffer) => {
      await sql.deleteFrom('access.signInAttempt').where('bucket', '=', bucket).execute();
    },
    forgetOlderThan: async (instant: Date) => {
      await sql.deleteFrom('access.signInAttempt').where('retryAfter', '<', instant).execute();
    },
  };
}
