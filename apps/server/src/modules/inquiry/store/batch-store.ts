import { type Insertable, sql as rawSql, type Selectable, type Updateable } from 'kysely';
import type { InquiryBatchTable } from '../../../kernel/database/tables.generated.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';

export type BatchState = 'READING' | 'PROCESSING' | 'STOPPED' | 'READY' | 'REFUSED' | 'CANCELLED';
export type Batch = Omit<Selectable<InquiryBatchTable>, 'state'> & { readonly state: BatchState };

/** How the rows of a list stand. */
export type BatchCounts = {
  readonly withProblems: number;
  readonly unproven: number;
  readonly byState: Readonly<Record<string, number>>;
};

/** Lists of a unit. */
export function batchStore({ sql, now }: Transaction) {
  const rows = () => sql.selectFrom('inquiry.batch').selectAll();
  return {
    insert: async (batch: Omit<Insertable<InquiryBatchTable>, 'createdAt' | 'changedAt'>): Promise<Batch> =>
      (await sql
        .insertInto('inquiry.batch')
        .values({ ...batch, createdAt: now, changedAt: now })
        .returningAll()
        .executeTakeFirstOrThrow()) as Batch,
    byId: async (id: string): Promise<Batch> => {
      const row = await rows().where('id', '=', id).executeTakeFirst();
      return row === undefined ? refuse('not-found') : (row as Batch);
    },
    /** The list, held against others until the transaction ends. */
    held: async (id: string): Promise<Batch> => {
      const row = await rows().where('id', '=', id).forUpdate().executeTakeFirst();
      return row === undefined ? refuse('not-found') : (row as Batch);
    },
    byContent: async (unitId: string, tokens: readonly Buffer[]): Promise<Batch | undefined> =>
      (await rows()
        .where('unitId', '=', unitId)
        .where('contentToken', 'in', [...tokens])
        .where('state', 'not in', ['REFUSED', 'CANCELLED'])
        .orderBy('createdAt', 'desc')
        .executeTakeFirst()) as Batch | undefined,
    newestFirst: async (limit: number, offset: number): Promise<Batch[]> =>
      (await rows().orderBy('createdAt', 'desc').orderBy('id').limit(limit).offset(offset).execute()) as Batch[],
    /** Lists that are being read and have not moved since. */
    unfinished: async (before: Date): Promise<string[]> =>
      (
        await sql
          .selectFrom('inquiry.batch')
          .select('id')
          .where('state', 'in', ['READING', 'PROCESSING'])
          .where('changedAt', '<=', before)
          .execute()
      ).map(({ id }) => id),
    /**
     * Writes a list one version on. The version of a list moves with what people do, not with its progress. A step takes away until when it is kept:
     * it counts anew.
     */
    update: async (
      { id, version }: Pick<Batch, 'id' | 'version'>,
      changes: Omit<Updateable<InquiryBatchTable>, 'id' | 'version' | 'state'> & { state?: BatchState },
    ): Promise<Batch> => {
      const row = await sql
        .updateTable('inquiry.batch')
        .set({ ...changes, version: version + 1, changedAt: now, keepUntil: null })
        .where('id', '=', id)
        .where('version', '=', version)
        .returningAll()
        .executeTakeFirst();
      return row === undefined ? refuse('changed-meanwhile') : (row as Batch);
    },
    progress: async (id: string, changes: { done: number; state: BatchState }): Promise<void> => {
      await sql
        .updateTable('inquiry.batch')
        .set({ ...changes, changedAt: now, keepUntil: null })
        .where('id', '=', id)
        .execute();
    },
    counts: async (ids: readonly string[]): Promise<ReadonlyMap<string, BatchCounts>> => {
      const counts = new Map<string, { withProblems: number; unproven: number; byState: Record<string, number> }>();
      if (ids.length === 0) return counts;
      const groups = await sql
        .selectFrom('inquiry.application')
        .select([
          'batchId',
          'state',
          rawSql<number>`count(*)::int`.as('count'),
          rawSql<number>`count(*) filter (where problem_count > 0)::int`.as('withProblems'),
          rawSql<number>`count(*) filter (where identity_proof is null and problem_count = 0)::int`.as('unproven'),
        ])
        .where('batchId', 'in', [...ids])
        .groupBy(['batchId', 'state'])
        .execute();
      for (const { batchId, state, count, withProblems, unproven } of groups) {
        const one = counts.get(batchId ?? '') ?? { withProblems: 0, unproven: 0, byState: {} };
        one.byState[state] = count;
        counts.set(batchId ?? '', {
          ...one,
          withProblems: one.withProblems + withProblems,
          unproven: one.unproven + unproven,
        });
      }
      return counts;
    },
  };
}
