import { sql as rawSql } from 'kysely';
import { z } from 'zod';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { newId } from '../../../kernel/ids.js';
import type { AskTerms } from './ask-store.js';

/** A question as a list of answers names it. */
export type FoundAnswer = Pick<AskTerms, 'purpose' | 'postClass' | 'unitType' | 'legalBases'> & {
  readonly askId: string;
  readonly askedBy: string;
  readonly receivedAt: Date;
};

const foundTerms = z.object({
  purpose: z.string(),
  postClass: z.string(),
  unitType: z.string(),
  legalBases: z.array(z.string()),
});

/** Looks at answers as they were given. */
export function replayStore({ sql, now }: Transaction) {
  return {
    /** The answers about whoever holds a document that this viewer may look at, the last one first. */
    answersAbout: async (tokens: readonly Buffer[]): Promise<FoundAnswer[]> => {
      const { rows } = await rawSql<
        Pick<FoundAnswer, 'askId' | 'askedBy' | 'receivedAt'> & { readonly terms: unknown }
      >`
        select ask_id, asked_by, terms, received_at from registry.answers_about(${tokens}::bytea[])`.execute(sql);
      return rows.map(({ terms, ...row }) => ({ ...row, ...foundTerms.parse(terms) }));
    },
    /** Whether this viewer may look at an answer. */
    mayBegin: async (askId: string): Promise<boolean> => {
      const { rows } = await rawSql<{ may: boolean }>`select registry.may_be_replayed(${askId}) as may`.execute(sql);
      return rows[0]?.may === true;
    },
    /** Opens an answer, and what stands behind it, to this transaction alone. */
    begin: async (askId: string, accountId: string) => {
      const transactionId = rawSql<string>`pg_current_xact_id()::text`;
      await sql
        .insertInto('registry.replay')
        .values({ id: newId(), askId, accountId, at: now, transactionId })
        .execute();
    },
    /** The questions by which the answer was looked at again, the first one first. */
    lookedAgain: (askId: string) =>
      sql
        .selectFrom('registry.ask')
        .select(['receivedAt', 'outcome'])
        .where('recheckOf', '=', askId)
        .orderBy('receivedAt')
        .execute(),
    /** The names and documents that each of these records, and each of these changes of name and number, states. */
    statedBy: async (recordIds: readonly string[], aliasIds: readonly string[]) => {
      const attested = await sql
        .selectFrom('registry.attestation')
        .selectAll()
        .where(rawSql<boolean>`record_id = any(${recordIds}::uuid[])`)
        .execute();
      const aliased = await sql
        .selectFrom('registry.aliasFact')
        .selectAll()
        .where(rawSql<boolean>`alias_id = any(${aliasIds}::uuid[])`)
        .execute();
      return (id: string): string[] => [
        ...attested.flatMap(({ recordId, factId }) => (recordId === id ? [factId] : [])),
        ...aliased.flatMap(({ aliasId, factId }) => (aliasId === id ? [factId] : [])),
      ];
    },
    /** What sources had said by an instant, as one word each, and every word from there to another. */
    sourceWords: async (from: Date, until: Date) => {
      const before = await sql
        .selectFrom('registry.sourceAction')
        .select(({ fn }) => ['sourceId', fn.max('upTo').as('upTo'), fn.max('at').as('at')])
        .where('at', '<=', from)
        .where('upTo', 'is not', null)
        .groupBy('sourceId')
        .execute();
      const later = await sql
        .selectFrom('registry.sourceAction')
        .select(['sourceId', 'upTo', 'at'])
        .where('at', '>', from)
        .where('at', '<=', until)
        .where('upTo', 'is not', null)
        .orderBy('at')
        .execute();
      return [...before, ...later];
    },
  };
}
