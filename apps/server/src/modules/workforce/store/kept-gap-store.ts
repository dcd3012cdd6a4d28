import { sql as rawSql } from 'kysely';
import type { Transaction } from '../../../kernel/database/transaction.js';
import type { KeptDocument } from '../../../kernel/module.js';
import type { Employment } from './employment-store.js';

/** A closed gap as its time of keeping needs to know it. */
type KeptGap = KeptDocument & {
  /** A procuratorate was told of it, and has not closed it. */
  readonly isInUse: boolean;
  readonly employment: Pick<Employment, 'id' | 'dataKeyId' | 'person'> | undefined;
};

const among = (ids: readonly string[]) => rawSql<boolean>`id = any(${ids}::uuid[])`;
const isWritten = rawSql<boolean>`exists (select 1 from workforce.gap_step step where step.gap_id = gap.id and step.words is not null)`;
const isInUse = rawSql<boolean>`exists (select 1 from workforce.gap_referral told where told.gap_id = gap.id and told.closed_at is null)`;

/** What was written about gaps, as it is kept and erased. */
export function keptGapStore({ sql, now }: Transaction) {
  const kept = () =>
    sql
      .selectFrom('workforce.gap')
      .select(['id', 'closedAt as countedFrom'])
      .where('closedAt', 'is not', null)
      .where('erasedAt', 'is', null)
      .where(isWritten)
      .$narrowType<{ countedFrom: Date }>();
  const employmentsOf = async (ids: readonly string[]) =>
    new Map(
      (
        await sql
          .selectFrom('workforce.gap')
          .innerJoin('workforce.employment as employed', 'employed.id', 'employmentId')
          .select(['workforce.gap.id as gapId', 'employed.id', 'employed.dataKeyId', 'employed.person'])
          .where(rawSql<boolean>`gap.id = any(${ids}::uuid[])`)
          .execute()
      ).map(({ gapId, ...employment }) => [gapId, employment]),
    );
  return {
    walk: async (after: KeptDocument | undefined, before: Date, limit: number): Promise<KeptDocument[]> => {
      let query = kept().where('closedAt', '<', before);
      if (after !== undefined)
        query = query.where(rawSql<boolean>`(closed_at, id) > (${after.countedFrom}, ${after.id}::uuid)`);
      return query.orderBy('closedAt').orderBy('id').limit(limit).execute();
    },
    /** Those of these that are kept still, with whom each is about where it is about one. */
    still: async (ids: readonly string[]): Promise<KeptGap[]> => {
      const rows = await kept().select(isInUse.as('isInUse')).where(among(ids)).execute();
      const employments = await employmentsOf(ids);
      return rows.map((row) => ({ ...row, employment: employments.get(row.id) }));
    },
    /** Takes the words away; answers the keys under which they were sealed. */
    erase: async (ids: readonly string[]): Promise<string[]> => {
      const gaps = await sql
        .updateTable('workforce.gap')
        .set({ erasedAt: now })
        .where(among(ids))
        .where('closedAt', 'is not', null)
        .where('erasedAt', 'is', null)
        .returning('id')
        .execute();
      const steps = await sql
        .updateTable('workforce.gapStep')
        .set({ words: Buffer.alloc(0) })
        .where(rawSql<boolean>`gap_id = any(${gaps.map(({ id }) => id)}::uuid[])`)
        .where('words', 'is not', null)
        .returning('dataKeyId')
        .execute();
      return steps.flatMap(({ dataKeyId }) => (dataKeyId === null ? [] : [dataKeyId]));
    },
  };
}
