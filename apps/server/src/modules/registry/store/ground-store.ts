import type { Band } from '@gatehouse/matching';
import { sql as rawSql } from 'kysely';
import type { Transaction } from '../../../kernel/database/transaction.js';

/** One fact that an answer rests on, at the version that was looked at. */
export type Ground = {
  readonly kind: 'record' | 'alias' | 'merge';
  readonly factId: string;
  readonly personId: string;
  readonly version: number;
  /** Of the evidence of both sides, and how strong it was; of records alone. */
  readonly evidenceToken: Buffer | null;
  readonly band: Band | null;
};

/** What answers rest on: the way from a fact to every answer. */
export function groundStore({ sql }: Transaction) {
  return {
    keep: async (askId: string, grounds: readonly Ground[]) => {
      if (grounds.length === 0) return;
      await sql
        .insertInto('registry.answerGround')
        .values(grounds.map((ground) => ({ ...ground, askId })))
        .execute();
    },
    ofAsks: async (askIds: readonly string[]): Promise<(Ground & { readonly askId: string })[]> =>
      (await sql
        .selectFrom('registry.answerGround')
        .selectAll()
        .where(rawSql<boolean>`ask_id = any(${askIds}::uuid[])`)
        .orderBy('askId')
        .orderBy('factId')
        .execute()) as (Ground & { readonly askId: string })[],
    /** Questions that were answered by a record found about any of these persons, and were not recalled. */
    foundAbout: async (personIds: readonly string[]): Promise<string[]> => {
      // Answers of before grounds were kept have their comparison alone.
      const { rows } = await rawSql<{ id: string }>`
        select ask.id from registry.ask
         where ask.outcome = 'record_found' and ask.recalled_at is null and ask.id in (
           select ask_id from registry.answer_ground where person_id = any(${personIds}::uuid[])
           union
           select ask_id from registry.comparison where person_id = any(${personIds}::uuid[]) and ending = 'same_person')
         order by ask.id`.execute(sql);
      return rows.map(({ id }) => id);
    },
    /** Questions about the holder of one of these documents that were answered by no record, and were not recalled; nobody was told of one of the registry's own. */
    notFoundUnder: async (tokens: readonly Buffer[]): Promise<string[]> => {
      if (tokens.length === 0) return [];
      const { rows } = await rawSql<{ id: string }>`
        select ask.id from registry.ask
         where ask.outcome = 'no_record' and ask.recalled_at is null and not ask.monitoring
           and ask.id in (select ask_id from registry.ask_document where token = any(${tokens}::bytea[]))
         order by ask.id`.execute(sql);
      return rows.map(({ id }) => id);
    },
  };
}
