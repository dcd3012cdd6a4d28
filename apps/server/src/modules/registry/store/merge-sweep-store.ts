import type { Transaction } from '../../../kernel/database/transaction.js';
import { newId } from '../../../kernel/ids.js';

/** A look through everybody on record, as its row holds it. */
export type MergeSweepRow = {
  readonly id: string;
  readonly state: 'running' | 'stopped' | 'finished';
  readonly afterPersonId: string | null;
  readonly persons: number;
  readonly personsDone: number;
  readonly proposed: number;
  readonly version: number;
  readonly startedAt: Date;
};

const columns = ['id', 'state', 'afterPersonId', 'persons', 'personsDone', 'proposed', 'version', 'startedAt'] as const;

/** Sweeps for persons who stand twice. */
export function mergeSweepStore({ sql, now }: Transaction) {
  const rows = () => sql.selectFrom('registry.mergeSweep').select(columns).$castTo<MergeSweepRow>();

  return {
    byId: (id: string) => rows().where('id', '=', id).executeTakeFirst(),
    lock: (id: string) => rows().where('id', '=', id).forUpdate().executeTakeFirst(),
    last: () => rows().orderBy('startedAt', 'desc').orderBy('id', 'desc').limit(1).executeTakeFirst(),
    /** One that is running or stopped: there is never a second. */
    underWay: () => rows().where('state', 'in', ['running', 'stopped']).executeTakeFirst(),
    insert: async (startedBy: string): Promise<MergeSweepRow> => {
      const { count } = await sql
        .selectFrom('registry.person')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      const row = { id: newId(), state: 'running' as const, persons: Number(count), version: 1, startedAt: now };
      await sql
        .insertInto('registry.mergeSweep')
        .values({ ...row, startedBy })
        .execute();
      return { ...row, afterPersonId: null, personsDone: 0, proposed: 0 };
    },
    update: async (
      { id, version }: MergeSweepRow,
      change: Partial<Pick<MergeSweepRow, 'state' | 'afterPersonId' | 'personsDone' | 'proposed'>>,
    ) => {
      await sql
        .updateTable('registry.mergeSweep')
        .set({ ...change, version: version + 1 })
        .where('id', '=', id)
        .execute();
    },
    /** The next persons by id. */
    personsAfter: async (personId: string | null, limit: number): Promise<string[]> => {
      let query = sql.selectFrom('registry.person').select('id').where('canary', '=', false);
      if (personId !== null) query = query.where('id', '>', personId);
      return (await query.orderBy('id').limit(limit).execute()).map(({ id }) => id);
    },
  };
}
