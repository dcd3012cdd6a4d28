import { sql as rawSql } from 'kysely';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { newId } from '../../../kernel/ids.js';

export type RescreeningStage = 'enrolments' | 'records' | 'crowd';

/** Where a look begins. */
export const beginning = {
  stage: 'enrolments' as RescreeningStage,
  ...{ lists: [], crowd: [], crowdWaiting: [], crowdAfterId: null, crowdDone: 0, lookedAt: null },
  ...{ afterEnrolmentId: null, enrolmentsDone: 0, afterRecordId: null, records: 0, recordsDone: 0 },
};

/** A look at everybody enrolled, as its row holds it. */
export type RescreeningRow = {
  readonly id: string;
  readonly state: 'running' | 'stopped' | 'finished';
  readonly stage: RescreeningStage;
  /** The lists of the index that anybody enrolled may be compared with, as far as they were looked at. */
  readonly lists: readonly string[];
  readonly afterEnrolmentId: string | null;
  readonly enrolments: number;
  readonly enrolmentsDone: number;
  readonly afterRecordId: string | null;
  readonly records: number;
  readonly recordsDone: number;
  readonly crowd: readonly string[];
  readonly crowdWaiting: readonly string[];
  readonly crowdAfterId: string | null;
  readonly crowdDone: number;
  /** The right edge of the Merkle tree of the ids looked at. */
  readonly lookedAt: Buffer | null;
  readonly news: number;
  readonly version: number;
  readonly startedAt: Date;
};

const columns = [
  'id',
  'state',
  'stage',
  'lists',
  'afterEnrolmentId',
  'enrolments',
  'enrolmentsDone',
  'afterRecordId',
  'records',
  'recordsDone',
  'crowd',
  'crowdWaiting',
  'crowdAfterId',
  'crowdDone',
  'lookedAt',
  'news',
  'version',
  'startedAt',
] as const;

/** Looks at everybody enrolled. */
export function rescreeningStore({ sql, now }: Transaction) {
  const rows = () => sql.selectFrom('registry.rescreening').select(columns).$castTo<RescreeningRow>();

  return {
    byId: (id: string) => rows().where('id', '=', id).executeTakeFirst(),
    lock: (id: string) => rows().where('id', '=', id).forUpdate().executeTakeFirst(),
    last: () => rows().orderBy('startedAt', 'desc').orderBy('id', 'desc').limit(1).executeTakeFirst(),
    /** One that is running or stopped: there is never a second. */
    underWay: () => rows().where('state', 'in', ['running', 'stopped']).forUpdate().executeTakeFirst(),
    /** @param crowd begins with these records alone, whom more people agree with than are compared for one */
    insert: async (startedBy: string, crowd: readonly string[] = []): Promise<RescreeningRow> => {
      const counted = await rawSql<{ enrolments: number }>`select registry.enrolled_count() as enrolments`.execute(sql);
      const enrolments = counted.rows[0]?.enrolments ?? 0;
      const stage: RescreeningStage = crowd.length > 0 ? 'crowd' : 'enrolments';
      const row = { id: newId(), state: 'running' as const, stage, crowd, enrolments, version: 1, startedAt: now };
      await sql
        .insertInto('registry.rescreening')
        .values({ ...row, crowd: [...crowd], startedBy })
        .execute();
      return { ...beginning, ...row, news: 0 };
    },
    update: async (
      { id, version }: RescreeningRow,
      { lists, crowd, crowdWaiting, ...change }: Partial<Omit<RescreeningRow, 'id' | 'version' | 'startedAt'>>,
    ) => {
      await sql
        .updateTable('registry.rescreening')
        .set({
          ...change,
          ...(lists && { lists: [...lists] }),
          ...(crowd && { crowd: [...crowd] }),
          ...(crowdWaiting && { crowdWaiting: [...crowdWaiting] }),
          version: version + 1,
        })
        .where('id', '=', id)
        .execute();
    },
  };
}
