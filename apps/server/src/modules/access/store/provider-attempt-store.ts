import { createHash } from 'node:crypto';
import type { Transaction } from '../../../kernel/database/transaction.js';
import type { Attempt } from '../identity-provider.js';

/** An attempt, for what it was begun, and the session that links by it; null where nobody is signed in yet. */
export type KeptAttempt = Attempt & {
  readonly purpose: 'account' | 'own_page';
  readonly sessionId: string | null;
};

/** Attempts that were begun and not taken, by the secret that one window keeps. */
export function providerAttemptStore({ sql, now }: Transaction) {
  return {
    insert: async (secret: string, attempt: KeptAttempt & { readonly expiresAt: Date }) => {
      await sql
        .insertInto('access.providerAttempt')
        .values({ ...attempt, secretHash: hashOf(secret) })
        .execute();
    },
    /** Takes one, so that nobody takes it again; undefined for one that is over. */
    take: async (secret: string): Promise<KeptAttempt | undefined> =>
      sql
        .deleteFrom('access.providerAttempt')
        .where('secretHash', '=', hashOf(secret))
        .where('expiresAt', '>', now)
        .returning(['state', 'nonce', 'codeVerifier', 'sessionId', 'purpose'])
        .$castTo<KeptAttempt>()
        .executeTakeFirst(),
    forgetOld: async () => {
      await sql.deleteFrom('access.providerAttempt').where('expiresAt', '<=', now).execute();
    },
  };
}

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
