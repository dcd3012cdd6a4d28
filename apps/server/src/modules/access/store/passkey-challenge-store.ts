import type { Transaction } from '../../../kernel/database/transaction.js';

/** What a passkey has to sign, and for whom it was drawn. */
export type Challenge = {
  readonly challenge: string;
  /** Null where whoever holds a passkey signs in by it alone. */
  readonly accountId: string | null;
  /** The session that adds a passkey; null where one is to sign in. */
  readonly sessionId: string | null;
};

/** Challenges that were drawn and not taken. */
export function passkeyChallengeStore({ sql, now }: Transaction) {
  return {
    insert: async (challenge: Challenge & { readonly id: string; readonly expiresAt: Date }) => {
      await sql.insertInto('access.passkeyChallenge').values(challenge).execute();
    },
    /** Takes one, so that nobody takes it again; undefined for one that is over. */
    take: async (id: string): Promise<Challenge | undefined> =>
      sql
        .deleteFrom('access.passkeyChallenge')
        .where('id', '=', id)
        .where('expiresAt', '>', now)
        .returning(['challenge', 'accountId', 'sessionId'])
        .executeTakeFirst(),
    forgetOld: async () => {
      await sql.deleteFrom('access.passkeyChallenge').where('expiresAt', '<=', now).execute();
    },
  };
}
