import { sql as rawSql } from 'kysely';
import type { Transaction } from '../../../kernel/database/transaction.js';
import type { KeptDocument } from '../../../kernel/module.js';

/** Which questions are kept alike: by what was answered. One that was taken back found nothing. */
export const keptOutcomes = {
  noRecord: rawSql<boolean>`(state = 'cancelled' or (state = 'answered' and outcome = 'no_record'))`,
  recordFound: rawSql<boolean>`(state = 'answered' and outcome = 'record_found')`,
} as const;
export type KeptOutcome = keyof typeof keptOutcomes;

const countedFrom = rawSql<Date>`coalesce(greatest(answered_at, recalled_at), received_at)`;
/** Compared still, looked at again, or of the registry's own asking about somebody in service. */
const isInUse = rawSql<boolean>`(
  exists (select 1 from registry.comparison one where one.ask_id = ask.id and one.state in ('first', 'second', 'recheck'))
  or exists (select 1 from registry.ask again where again.recheck_of = ask.id and again.state in ('asked', 'source_silent', 'comparing'))
  or (ask.monitoring and exists (
    select 1 from registry.enrolment_ask spoken
      join registry.enrolment enrolled on enrolled.id = spoken.enrolment_id and enrolled.state = 'enrolled'
     where spoken.ask_id = ask.id)))`;
const among = (ids: readonly string[]) => rawSql<boolean>`id = any(${ids}::uuid[])`;

/** What was asked of the registry, as it is kept and erased; of invented people nothing has to be. */
export function keptAskStore({ sql, now }: Transaction) {
  const kept = (outcome: KeptOutcome) =>
    sql
      .selectFrom('registry.ask')
      .select(['id', countedFrom.as('countedFrom')])
      .where(keptOutcomes[outcome])
      .where('canary', '=', false)
      .where('erasedAt', 'is', null);
  return {
    walk: async (
      outcome: KeptOutcome,
      after: KeptDocument | undefined,
      before: Date,
      limit: number,
    ): Promise<KeptDocument[]> => {
      let query = kept(outcome).where(rawSql<boolean>`${countedFrom} < ${before}`);
      if (after !== undefined)
        query = query.where(rawSql<boolean>`(${countedFrom}, id) > (${after.countedFrom}, ${after.id}::uuid)`);
      return query.orderBy(countedFrom).orderBy('id').limit(limit).execute();
    },
    /** Those of these that are kept still, and whether something rests on them. */
    still: async (
      outcome: KeptOutcome,
      ids: readonly string[],
    ): Promise<(KeptDocument & { readonly isInUse: boolean })[]> =>
      kept(outcome).select(isInUse.as('isInUse')).where(among(ids)).forUpdate().execute(),
    /** Takes away who was asked about; answers the keys under which the rest is sealed. */
    erase: async (ids: readonly string[]): Promise<string[]> => {
      if (ids.length === 0) return [];
      const rows = await sql
        .updateTable('registry.ask')
        .set({ personSealed: Buffer.alloc(0), erasedAt: now })
        .where(among(ids))
        .where('state', 'in', ['answered', 'cancelled'])
        .where('erasedAt', 'is', null)
        .returning(['id', 'dataKeyId'])
        .execute();
      await sql
        .deleteFrom('registry.askDocument')
        .where(rawSql<boolean>`ask_id = any(${rows.map(({ id }) => id)}::uuid[])`)
        .execute();
      return rows.map(({ dataKeyId }) => dataKeyId);
    },
  };
}
