import { createHash } from 'node:crypto';
import { type Insertable, sql as rawSql, type Selectable, type Updateable } from 'kysely';
import type { InquiryConsentLinkTable, InquiryConsentTable } from '../../../kernel/database/tables.generated.js';
import type { Transaction } from '../../../kernel/database/transaction.js';

export type ConsentLink = Selectable<InquiryConsentLinkTable>;
export type NewConsentLink = Omit<Insertable<InquiryConsentLinkTable>, 'createdAt'>;
type NewConsent = Omit<Insertable<InquiryConsentTable>, 'at'>;
export type Consent = Selectable<InquiryConsentTable>;

/** What the database keeps of a link's secret: a hash, which is enough for 256 random bits. */
export function linkSecretHash(secret: string): Buffer {
  return createHash('sha256').update(`inquiry.consent-link\0${secret}`).digest();
}

/** Personal links and what came of them. */
export function consentStore({ sql, now }: Transaction) {
  const links = () => sql.selectFrom('inquiry.consentLink').selectAll();
  return {
    /** The link behind a secret while it is open. */
    openBySecret: async (secret: string): Promise<ConsentLink | undefined> =>
      links()
        .where('secretHash', '=', linkSecretHash(secret))
        .where('endedAt', 'is', null)
        .where('expiresAt', '>', now)
        .executeTakeFirst(),
    byId: async (id: string): Promise<ConsentLink | undefined> => links().where('id', '=', id).executeTakeFirst(),
    latestOf: async (applicationId: string): Promise<ConsentLink | undefined> =>
      (await latestOfMany([applicationId])).get(applicationId),
    latestOfMany,
    insertLinks: async (made: readonly NewConsentLink[]): Promise<void> => {
      if (made.length === 0) return;
      await sql
        .insertInto('inquiry.consentLink')
        .values(made.map((link) => ({ ...link, createdAt: now })))
        .execute();
    },
    updateLink: async (id: string, changes: Updateable<InquiryConsentLinkTable>): Promise<void> => {
      await sql.updateTable('inquiry.consentLink').set(changes).where('id', '=', id).execute();
    },
    endLinks: async (applicationId: string): Promise<void> => endLinksOf([applicationId]),
    endLinksOf,
    /** Open links that were not reminded yet, of questions still unanswered, older than an instant. */
    toRemind: async (madeBefore: Date, limit: number): Promise<ConsentLink[]> =>
      links()
        .where('endedAt', 'is', null)
        .where('remindedAt', 'is', null)
        .where('channel', '<>', 'printed')
        .where('createdAt', '<=', madeBefore)
        .where('expiresAt', '>', now)
        .where('applicationId', 'in', waiting())
        .limit(limit)
        .execute(),
    /** Links that ran out while the question was still unanswered. */
    toExpire: async (limit: number): Promise<ConsentLink[]> =>
      links()
        .where('endedAt', 'is', null)
        .where('expiresAt', '<=', now)
        .where('applicationId', 'in', waiting())
        .limit(limit)
        .execute(),
    /** Whether the contact was given for a person with other documents, in any unit. */
    servesAnother: async (contactTokens: readonly Buffer[], documentTokens: readonly Buffer[]): Promise<boolean> => {
      const { rows } = await rawSql<{ serves: boolean }>`
        select inquiry.contact_serves_another(${contactTokens}::bytea[], ${documentTokens}::bytea[]) as serves`.execute(
        sql,
      );
      return rows[0]?.serves === true;
    },
    consents: async (applicationId: string): Promise<Consent[]> =>
      sql
        .selectFrom('inquiry.consent')
        .selectAll()
        .where('applicationId', '=', applicationId)
        .orderBy('at')
        .orderBy('id')
        .execute(),
    insertConsent: async (consent: NewConsent): Promise<void> => insertConsents([consent]),
    insertConsents,
  };

  async function latestOfMany(applicationIds: readonly string[]): Promise<ReadonlyMap<string, ConsentLink>> {
    const rows = await links()
      .distinctOn('applicationId')
      .where(rawSql<boolean>`application_id = any(${applicationIds}::uuid[])`)
      .orderBy('applicationId')
      .orderBy('createdAt', 'desc')
      .orderBy('id')
      .execute();
    return new Map(rows.map((link) => [link.applicationId, link]));
  }

  async function endLinksOf(applicationIds: readonly string[]): Promise<void> {
    await sql
      .updateTable('inquiry.consentLink')
      .set({ endedAt: now })
      .where('applicationId', 'in', [...applicationIds])
      .where('endedAt', 'is', null)
      .execute();
  }

  async function insertConsents(given: readonly NewConsent[]): Promise<void> {
    if (given.length === 0) return;
    await sql
      .insertInto('inquiry.consent')
      .values(given.map((consent) => ({ ...consent, at: now })))
      .execute();
  }

  function waiting() {
    return sql.selectFrom('inquiry.application').select('id').where('state', '=', 'CONSENT_PENDING');
  }
}
