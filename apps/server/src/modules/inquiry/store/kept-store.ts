import type { InquiryState } from '@gatehouse/contract';
import { sql as rawSql } from 'kysely';
import type { Transaction } from '../../../kernel/database/transaction.js';
import type { KeptDocument } from '../../../kernel/module.js';
import { keptStates } from '../rules/kept.js';
import type { Application } from './application-store.js';

const inStates = (states: readonly InquiryState[]) => rawSql<boolean>`state = any(${states}::text[])`;
const isVoid = inStates(keptStates.void);
const objections = rawSql`from inquiry.objection objected where objected.application_id = application.id`;
const noneOpen = rawSql<boolean>`not exists (select 1 ${objections} and objected.ended_at is null)`;
const toldAndStanding = rawSql<boolean>`released_at is not null and decision is not null and not ${isVoid} and not exists (select 1 ${objections})`;

/** By which instant inquiries of a kind count, and what they have to be: as `keptAs` says it of one. */
const countings = {
  draft: {
    from: rawSql`changed_at`,
    where: rawSql<boolean>`asked_at is null and ${inStates([...keptStates.draft, ...keptStates.withdrawn])}`,
  },
  begun: { from: rawSql`changed_at`, where: rawSql<boolean>`asked_at is null and ${inStates(keptStates.begun)}` },
  refused: {
    from: rawSql`changed_at`,
    where: rawSql<boolean>`(${inStates(keptStates.refused)} or (asked_at is not null and ${inStates(keptStates.withdrawn)}))`,
  },
  told: { from: rawSql`released_at`, where: toldAndStanding },
  settled: { from: rawSql`coalesce(settled_at, released_at)`, where: toldAndStanding },
  void: { from: rawSql`changed_at`, where: rawSql<boolean>`${isVoid} and ${noneOpen}` },
  objected: {
    from: rawSql`(select max(objected.ended_at) ${objections})`,
    where: rawSql<boolean>`not ${isVoid} and exists (select 1 ${objections}) and ${noneOpen}`,
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
