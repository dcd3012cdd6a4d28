import { sql as rawSql } from 'kysely';
import type { Transaction } from '../../../kernel/database/transaction.js';
import type { KeptDocument } from '../../../kernel/module.js';
import type { Application } from './application-store.js';

/** By which instant inquiries of a kind count, and what they have to be: one inquiry is of one kind at a time. */
const countings = {
  /** Given up before anybody was asked. */
  draft: {
    from: rawSql`changed_at`,
    where: rawSql<boolean>`asked_at is null and state in ('DRAFT', 'CANCELLED', 'WITHDRAWN')`,
  },
  told: {
    from: rawSql`released_at`,
    where: rawSql<boolean>`released_at is not null and decision is not null and state not in ('RECALLED', 'ANSWER_CORRECTED')
      and not exists (select 1 from inquiry.objection objected where objected.application_id = application.id)`,
  },
  settled: {
    from: rawSql`settled_at`,
    where: rawSql<boolean>`settled_at is not null and decision is not null and state not in ('RECALLED', 'ANSWER_CORRECTED')
      and not exists (select 1 from inquiry.objection objected where objected.application_id = application.id)`,
  },
  void: {
    from: rawSql`changed_at`,
    where: rawSql<boolean>`state in ('RECALLED', 'ANSWER_CORRECTED')
      and not exists (select 1 from inquiry.objection objected where objected.application_id = application.id and objected.ended_at is null)`,
  },
  objected: {
    from: rawSql`(select max(objected.ended_at) from inquiry.objection objected where objected.application_id = application.id)`,
    where: rawSql<boolean>`state not in ('RECALLED', 'ANSWER_CORRECTED')
      and exists (select 1 from inquiry.objection objected where objected.application_id = application.id)
      and not exists (select 1 from inquiry.objection objected where objected.application_id = application.id and objected.ended_at is null)`,
  },
} as const;
export type Counting = keyof typeof countings;

export type KeptInquiry = KeptDocument & { readonly row: Application };

/** Inquiries that are kept, by the instant from which they count. */
export function keptStore({ sql }: Transaction) {
  const rows = (counting: Counting) => {
    const { from, where } = countings[counting];
    const kept = sql
      .selectFrom('inquiry.application')
      .selectAll()
      .select(from.$castTo<Date>().as('countedFrom'))
      .where('erasedAt', 'is', null)
      .where(where);
    return { kept, from };
  };
  const documentOf = ({ countedFrom, ...row }: Application & { countedFrom: Date }): KeptInquiry => ({
    id: row.id,
    countedFrom,
    row,
  });
  return {
    walk: async (
      counting: Counting,
      after: KeptDocument | undefined,
      before: Date,
      limit: number,
    ): Promise<KeptInquiry[]> => {
      const { kept, from } = rows(counting);
      let query = kept.where(rawSql<boolean>`${from} < ${before}`);
      if (after !== undefined)
        query = query.where(rawSql<boolean>`(${from}, id) > (${after.countedFrom}, ${after.id}::uuid)`);
      const found = await query.orderBy('countedFrom').orderBy('id').limit(limit).execute();
      return (found as (Application & { countedFrom: Date })[]).map(documentOf);
    },
    /** Those of these that are still of the kind and still count from the same instant. */
    stillOf: async (counting: Counting, documents: readonly KeptDocument[]): Promise<KeptInquiry[]> => {
      const from = new Map(documents.map(({ id, countedFrom }) => [id, countedFrom.getTime()]));
      const found = await rows(counting)
        .kept.where(rawSql<boolean>`id = any(${[...from.keys()]}::uuid[])`)
        .execute();
      return (found as (Application & { countedFrom: Date })[])
        .map(documentOf)
        .filter(({ id, countedFrom }) => countedFrom.getTime() === from.get(id));
    },
    announce: async (ids: readonly string[], keepUntil: string): Promise<void> => {
      await sql
        .updateTable('inquiry.application')
        .set({ keepUntil })
        .where(rawSql<boolean>`id = any(${ids}::uuid[])`)
        .execute();
    },
  };
}
