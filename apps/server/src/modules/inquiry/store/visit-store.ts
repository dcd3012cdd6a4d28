import { createHash } from 'node:crypto';
import { type Insertable, type Selectable, sql as rawSql } from 'kysely';
import type { InquiryDeskCodeTable, InquiryVisitTable } from '../../../kernel/database/tables.generated.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { newId } from '../../../kernel/ids.js';

export type DeskCode = Selectable<InquiryDeskCodeTable>;
export type Visit = Selectable<InquiryVisitTable>;

/** What the database keeps of a code or of a browser's secret: a hash, which is enough for 128 random bits and more. */
function hashOf(kind: 'desk-code' | 'visit', secret: string): Buffer {
  return createHash('sha256').update(`inquiry.${kind}\0${secret}`).digest();
}

/** Codes given at desks, identities proven elsewhere, and the pages they opened. */
export function visitStore({ sql, now }: Transaction) {
  return {
    insertCode: async (
      code: string,
      given: Omit<Insertable<InquiryDeskCodeTable>, 'codeHash' | 'issuedAt'>,
    ): Promise<void> => {
      await sql
        .insertInto('inquiry.deskCode')
        .values({ ...given, codeHash: hashOf('desk-code', code), issuedAt: now })
        .execute();
    },
    /** Whom a provider of electronic identities has proven: no code is left that could be used. @returns its id */
    insertProven: async (
      proven: Omit<Insertable<InquiryDeskCodeTable>, 'id' | 'codeHash' | 'issuedAt'>,
    ): Promise<string> => {
      const id = newId();
      await sql
        .insertInto('inquiry.deskCode')
        .values({ ...proven, id, issuedAt: now })
        .execute();
      return id;
    },
    /** The code while it is good: in time, not used, and the last that was given for its document. */
    goodCode: async (code: string): Promise<DeskCode | undefined> =>
      sql
        .selectFrom('inquiry.deskCode as given')
        .selectAll('given')
        .where('codeHash', '=', hashOf('desk-code', code))
        .where('expiresAt', '>', now)
        .where(
          rawSql<boolean>`not exists (select 1 from inquiry.visit used where used.desk_code_id = given.id)
            and not exists (select 1 from inquiry.desk_code later
              where later.document_tokens && given.document_tokens and later.name_token = given.name_token
                and later.issued_at > given.issued_at)`,
        )
        .executeTakeFirst(),
    /** Begins a visit; false where another browser was first with the same code. */
    begin: async (visit: { id: string; deskCodeId: string; secret: string; endsAt: Date }): Promise<boolean> => {
      const { secret, ...row } = visit;
      const begun = await sql
        .insertInto('inquiry.visit')
        .values({ ...row, secretHash: hashOf('visit', secret), begunAt: now })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return begun.numInsertedOrUpdatedRows === 1n;
    },
    /** The visit behind a browser's secret while it is open. */
    openBySecret: async (secret: string): Promise<Visit | undefined> =>
      open().where('secretHash', '=', hashOf('visit', secret)).executeTakeFirst(),
    byId: async (id: string): Promise<Visit | undefined> => open().where('id', '=', id).executeTakeFirst(),
    end: async (id: string): Promise<void> => {
      await sql.updateTable('inquiry.visit').set({ endedAt: now }).where('id', '=', id).execute();
    },
    /** What was given or proven for the visitor's document, latest first, each with the visit it opened. */
    openings: async () =>
      sql
        .selectFrom('inquiry.deskCode as code')
        .leftJoin('inquiry.visit as visit', 'visit.deskCodeId', 'code.id')
        .select(['code.id', 'code.organisationId', 'code.issuedAt', 'code.nameToken', 'visit.begunAt'])
        .orderBy('code.issuedAt', 'desc')
        .orderBy('code.id')
        .execute(),
    codeOf: async ({ deskCodeId }: Visit): Promise<DeskCode> =>
      sql.selectFrom('inquiry.deskCode').selectAll().where('id', '=', deskCodeId).executeTakeFirstOrThrow(),
  };

  function open() {
    return sql.selectFrom('inquiry.visit').selectAll().where('endedAt', 'is', null).where('endsAt', '>', now);
  }
}
