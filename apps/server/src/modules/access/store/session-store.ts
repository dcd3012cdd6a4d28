import { createHash } from 'node:crypto';
import type { Transaction } from '../../../kernel/database/transaction.js';

/** What the database keeps of a secret: a hash. The secret has 256 random bits, so a plain hash is enough. */
export function secretHash(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** A new session. */
export type NewSession = {
  readonly id: string;
  readonly accountId: string;
  readonly secret: string;
  readonly address: string;
  readonly userAgent: string;
  readonly expiresAt: Date;
};

/** Sessions, API tokens and the count of failed tries. */
export function sessionStore({ sql, now }: Transaction) {
  return {
    start: async ({ secret, ...session }: NewSession) => {
      await sql
        .insertInto('access.session')
        .values({ ...session, secretHash: secretHash(secret), createdAt: now })
        .execute();
    },
    end: async (id: string) => {
      await sql
        .updateTable('access.session')
        .set({ endedAt: now })
        .where('id', '=', id)
        .where('endedAt', 'is', null)
        .execute();
    },
    /** The open session or API token behind a secret. */
    bySecret: async (secret: string, kind: 'session' | 'apiToken') =>
      sql
        .selectFrom(kind === 'session' ? 'access.session' : 'access.apiToken')
        .select(['id', 'accountId', 'expiresAt'])
        .where('secretHash', '=', secretHash(secret))
        .where('endedAt', 'is', null)
        .where('expiresAt', '>', now)
        .executeTakeFirst(),
    failures: async (bucket: Buffer) =>
      sql
        .selectFrom('access.signInAttempt')
        .select(['failures', 'retryAfter'])
        .where('bucket', '=', bucket)
        .executeTakeFirst(),
    countFailure: async (bucket: Buffer, failures: number, retryAfter: Date) => {
      await sql
        .insertInto('access.signInAttempt')
        .values({ bucket, failures, retryAfter })
        .onConflict((conflict) => conflict.column('bucket').doUpdateSet({ failures, retryAfter }))
        .execute();
    },
    forgetFailures: async (bucket: Buffer) => {
      await sql.deleteFrom('access.signInAttempt').where('bucket', '=', bucket).execute();
    },
  };
}
