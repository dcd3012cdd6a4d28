import { sql as rawSql } from 'kysely';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { newId } from '../../../kernel/ids.js';

/** A look at everybody enrolled, as its row holds it. */
export type RescreeningRow = {
  readonly id: string;
  readonly state: 'running' | 'stopped' | 'finished';
  readonly afterEnrolmentId: string | null;
  readonly enrolments: number;
  readonly enrolmentsDone: number;
  readonly news: number;
  readonly version: number;
  readonly startedAt: Date;
};

const columns = [
  'id',
  'state',
  'afterEnrolmentId',
  'enrolments',
  'enrolmentsDone',
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
    insert: async (startedBy: string): Promise<RescreeningRow> => {
      const counted = await rawSql<{ enrolments: number }>`select registry.enrolled_count() as enrolments`.execute(sql);
      const enrolments = counted.rows[0]?.enrolments ?? 0;
      const row = { id: newId(), state: 'running' as const, enrolments, version: 1, startedAt: now };
      await sql
        .insertInto('registry.rescreening')
        .values({ ...row, startedBy })
        .execute();
      return { ...row, afterEnrolmentId: null, enrolmentsDone: 0, news: 0 };
    },
    update: async (
      { id, version }: RescreeningRow,
      change: Partial<Pick<RescreeningRow, 'state' | 'afterEnrolmentId' | 'enrolments' | 'enrolmentsDone' | 'news'>>,
    ) => {
      await sql
        .updateTable('registry.rescreening')
        .set({ ...change, version: version + 1 })
        .where('id', '=', id)
        .execute();
    },
  };
}
