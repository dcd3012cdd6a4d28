import type { jointFileStates } from '@gatehouse/contract';
import { type Insertable, type Selectable, sql as rawSql, type Updateable } from 'kysely';
import type { WorkforceJointFileTable } from '../../../kernel/database/tables.generated.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import type { Unplaced } from '../rules/divide.js';
import type { Load } from './load-store.js';

type State = (typeof jointFileStates)[number];
export type JointFile = Omit<Selectable<WorkforceJointFileTable>, 'state' | 'unplaced'> & {
  readonly state: State;
  readonly unplaced: readonly Unplaced[];
};

/** What became of the part of one unit, as the authority that brought the file may know it. */
export type JointPart = Pick<
  Load,
  'unitId' | 'state' | 'stoppedIn' | 'rows' | 'done' | 'taken' | 'dataKeyId' | 'sentBack'
> & {
  readonly loadId: string;
  readonly counts: Readonly<Record<string, number>>;
};

const atWork: readonly State[] = ['READING', 'DIVIDING'];

/** Files with the staff of many units. */
export function jointFileStore({ sql, now }: Transaction) {
  const rows = () => sql.selectFrom('workforce.jointFile').selectAll();
  return {
    insert: async (
      file: Omit<Insertable<WorkforceJointFileTable>, 'createdAt' | 'changedAt' | 'state'>,
    ): Promise<JointFile> =>
      (await sql
        .insertInto('workforce.jointFile')
        .values({ ...file, state: 'READING', createdAt: now, changedAt: now })
        .returningAll()
        .executeTakeFirstOrThrow()) as unknown as JointFile,

    byId: async (id: string): Promise<JointFile> =>
      ((await rows().where('id', '=', id).executeTakeFirst()) as unknown as JointFile | undefined) ??
      refuse('not-found'),

    /** The file, held against others until the transaction ends. */
    held: async (id: string): Promise<JointFile> =>
      ((await rows().where('id', '=', id).forUpdate().executeTakeFirst()) as unknown as JointFile | undefined) ??
      refuse('not-found'),

    /** Whether a file of this authority is not through yet. */
    isOneUnderway: async (organisationId: string): Promise<boolean> =>
      (await sql
        .selectFrom('workforce.jointFile')
        .select('id')
        .where('organisationId', '=', organisationId)
        .where('state', 'in', [...atWork, 'STOPPED'])
        .executeTakeFirst()) !== undefined,

    newest: async (limit: number): Promise<JointFile[]> =>
      (await rows().orderBy('createdAt', 'desc').orderBy('id').limit(limit).execute()) as unknown as JointFile[],

    /** Files that are being worked and have not moved since. */
    unfinished: async (before: Date): Promise<string[]> =>
      (
        await sql
          .selectFrom('workforce.jointFile')
          .select('id')
          .where('state', 'in', atWork)
          .where('changedAt', '<=', before)
          .execute()
      ).map(({ id }) => id),

    /** Writes a file one version on; refused where it has moved on meanwhile. */
    update: async (
      { id, version }: Pick<JointFile, 'id' | 'version'>,
      changes: Omit<Updateable<WorkforceJointFileTable>, 'id' | 'version' | 'state'> & { readonly state?: State },
    ): Promise<JointFile> => {
      const row = await sql
        .updateTable('workforce.jointFile')
        .set({ ...changes, version: version + 1, changedAt: now })
        .where('id', '=', id)
        .where('version', '=', version)
        .returningAll()
        .executeTakeFirst();
      return row === undefined ? refuse('changed-meanwhile') : (row as unknown as JointFile);
    },

    /** Notes that it moves, and rows that came to no unit after all. */
    note: async (id: string, unplaced: readonly Unplaced[]): Promise<void> => {
      await sql
        .updateTable('workforce.jointFile')
        .set({ unplaced: rawSql`unplaced || ${JSON.stringify(unplaced)}::jsonb`, changedAt: now })
        .where('id', '=', id)
        .execute();
    },

    /** The part of each unit; of a file of the viewer's own authority alone. */
    parts: async (id: string): Promise<JointPart[]> =>
      (await rawSql<JointPart>`select * from workforce.joint_units(${id}::uuid)`.execute(sql)).rows,

    /** Rows that units cannot take, by the row of the file; of a file of the viewer's own authority alone. */
    problems: async (id: string): Promise<{ unitId: string; rowNumber: number; problems: unknown }[]> =>
      (
        await rawSql<{
          unitId: string;
          rowNumber: number;
          problems: unknown;
        }>`select * from workforce.joint_problems(${id}::uuid)`.execute(sql)
      ).rows,
  };
}
