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
  readonly userAgent: string;
  readonly expiresAt: Date;
  /** When the second factor was shown; null where none was. */
  readonly secondFactorAt: Date | null;
};

/** Sessions of browsers. */
export function sessionStore({ sql, now }: Transaction) {
  const open = (idleSince: Date) =>
    sql
      .selectFrom('access.session')
      .select(['id', 'accountId', 'userAgent', 'createdAt', 'lastSeenAt', 'expiresAt', 'secondFactorAt'])
      .where('endedAt', 'is', null)
      .where('expiresAt', '>', now)
      .where('lastSeenAt', '>', idleSince);

  return {
    start: async ({ secret, ...session }: NewSession) => {
      await sql
        .insertInto('access.session')
        .values({ ...session, secretHash: secretHash(secret), createdAt: now, lastSeenAt: now })
        .execute();
    },
    /** An open session, unless it was last seen before `idleSince`. */
    byId: async (id: string, idleSince: Date) => open(idleSince).where('id', '=', id).executeTakeFirst(),
    ofAccount: async (accountId: string, idleSince: Date) =>
      open(idleSince).where('accountId', '=', accountId).orderBy('createdAt', 'desc').execute(),
    touch: async (id: string) => {
      await sql.updateTable('access.session').set({ lastSeenAt: now }).where('id', '=', id).execute();
    },
    /** Notes that the second factor was shown in this session. */
    showFactor: async (id: string) => {
      await sql.updateTable('access.session').set({ secondFactorAt: now }).where('id', '=', id).execute();
    },
    /** Gives an open session another secret; the one of before opens nothing any more. Answers until when it lasts. */
    renew: async (id: string, secret: string): Promise<Date | undefined> => {
      const renewed = await sql
        .updateTable('access.session')
        .set({ secretHash: secretHash(secret) })
        .where('id', '=', id)
        .where('endedAt', 'is', null)
        .returning('expiresAt')
        .executeTakeFirst();
      return renewed?.expiresAt;
    },
    end: async (id: string) => {
      await sql
        .updateTable('access.session')
        .set({ endedAt: now })
        .where('id', '=', id)
        .where('endedAt', 'is', null)
        .execute();
    },
    /** Ends the sessions of every account that the viewer sees. Answers how many. */
    endEvery: async (): Promise<number> => {
      const ended = await sql
        .updateTable('access.session')
        .set({ endedAt: now })
        .where('endedAt', 'is', null)
        .executeTakeFirst();
      return Number(ended.numUpdatedRows);
    },
    /** Ends the sessions of an account; `except` the one it acts from. */
    endAll: async (accountId: string, except?: string) => {
      let query = sql
        .updateTable('access.session')
        .set({ endedAt: now })
        .where('accountId', '=', accountId)
        .where('endedAt', 'is', null);
      if (except !== undefined) query = query.where('id', '<>', except);
      await query.execute();
    },
  };
}
