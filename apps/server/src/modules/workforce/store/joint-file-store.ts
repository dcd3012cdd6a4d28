import type { jointFileStates } from '@gatehouse/contract';
import { type Insertable, type Selectable, sql as rawSql, type Updateable } from 'kysely';
import type { WorkforceJointFileTable } from '../../../kernel/database/tables.generated.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import { type NamedUnit, type Unplaced, unplacedRows } from '../rules/divide.js';
import type { Load } from './load-store.js';

type State = (typeof jointFileStates)[number];
export type JointFile = Omit<Selectable<WorkforceJointFileTable>, 'state' | 'unplaced' | 'known'> & {
  readonly state: State;
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

/** All but what may be long: that is read where it is needed, not whenever somebody asks how far a file is. */
const columns = [
  'id',
  'organisationId',
  'createdBy',
  'dataKeyId',
  'fileName',
  'fileId',
  'whole',
  'state',
  'rows',
  'units',
  'columns',
  'problems',
  'unplacedRows',
  'version',
  'keepUntil',
  'erasedAt',
  'createdAt',
  'changedAt',
] as const;

/** Files with the staff of many units. */
export function jointFileStore({ sql, now }: Transaction) {
  const rows = () => sql.selectFrom('workforce.jointFile').select(columns);
  return {
    insert: async (
      file: Omit<Insertable<WorkforceJointFileTable>, 'createdAt' | 'changedAt' | 'state'>,
    ): Promise<JointFile> =>
      (await sql
        .insertInto('workforce.jointFile')
        .values({ ...file, state: 'READING', createdAt: now, changedAt: now })
        .returning(columns)
        .executeTakeFirstOrThrow()) as JointFile,

    byId: async (id: string): Promise<JointFile> =>
      ((await rows().where('id', '=', id).executeTakeFirst()) as JointFile | undefined) ?? refuse('not-found'),

    /** The file, held against others until the transaction ends. */
    held: async (id: string): Promise<JointFile> =>
      ((await rows().where('id', '=', id).forUpdate().executeTakeFirst()) as JointFile | undefined) ??
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
      (await rows().orderBy('createdAt', 'desc').orderBy('id').limit(limit).execute()) as JointFile[],

    /** Files that are being worked and have not moved since, nor the part of any unit. */
    unfinished: async (before: Date): Promise<string[]> =>
      (
        await sql
          .selectFrom('workforce.jointFile as file')
          .select('file.id')
          .where('file.state', 'in', atWork)
          .where('file.changedAt', '<=', before)
          .where(({ not, exists, selectFrom }) =>
            not(
              exists(
                selectFrom('workforce.rosterLoad as load')
                  .select('load.id')
                  .whereRef('load.jointFileId', '=', 'file.id')
                  .where('load.changedAt', '>', before),
              ),
            ),
          )
          .execute()
      ).map(({ id }) => id),

    /** The units that its authority had when it was first read; undefined where it was not read yet. */
    known: async (id: string): Promise<readonly NamedUnit[] | undefined> => {
      const row = await sql
        .selectFrom('workforce.jointFile')
        .select('known')
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      return (row.known ?? undefined) as readonly NamedUnit[] | undefined;
    },

    /** Rows that came to no unit, in the order of the file. */
    unplaced: async (id: string): Promise<Unplaced[]> => {
      const row = await sql
        .selectFrom('workforce.jointFile')
        .select('unplaced')
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      return [...(row.unplaced as Unplaced[])].sort((one, other) => one.row - other.row);
    },

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
        .returning(columns)
        .executeTakeFirst();
      return row === undefined ? refuse('changed-meanwhile') : (row as JointFile);
    },

    /** Notes that it moves, and rows that came to no unit after all. */
    note: async (id: string, unplaced: readonly Unplaced[]): Promise<void> => {
      await sql
        .updateTable('workforce.jointFile')
        .set({
          unplaced: rawSql`unplaced || ${JSON.stringify(unplaced)}::jsonb`,
          unplacedRows: rawSql`unplaced_rows + ${unplacedRows(unplaced)}::integer`,
          changedAt: now,
        })
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
