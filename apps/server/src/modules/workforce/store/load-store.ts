import type { rosterStates } from '@gatehouse/contract';
import { type Insertable, type Selectable, type Updateable } from 'kysely';
import type { WorkforceRosterLoadTable } from '../../../kernel/database/tables.generated.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';

export type LoadState = (typeof rosterStates)[number];
export type Load = Omit<Selectable<WorkforceRosterLoadTable>, 'state' | 'stoppedIn'> & {
  readonly state: LoadState;
  readonly stoppedIn: 'READING' | 'COMPARING' | 'TAKING' | null;
};

/** How many rows of each kind were taken, and how many could not be. */
export type Taken = { readonly new: number; readonly changed: number; readonly left: number; readonly refused: number };

export const nothingTaken: Taken = { new: 0, changed: 0, left: 0, refused: 0 };

const ended: readonly LoadState[] = ['TAKEN', 'REFUSED', 'DISCARDED'];
const atWork: readonly LoadState[] = ['READING', 'COMPARING', 'TAKING'];

/** Files of units on their way to the roster. */
export function loadStore({ sql, now }: Transaction) {
  const rows = () => sql.selectFrom('workforce.rosterLoad').selectAll();
  return {
    insert: async (
      load: Omit<Insertable<WorkforceRosterLoadTable>, 'createdAt' | 'changedAt' | 'state'> & {
        readonly state?: LoadState;
      },
    ): Promise<Load> =>
      (await sql
        .insertInto('workforce.rosterLoad')
        .values({ state: 'READING', ...load, createdAt: now, changedAt: now })
        .returningAll()
        .executeTakeFirstOrThrow()) as Load,

    byId: async (id: string): Promise<Load> =>
      ((await rows().where('id', '=', id).executeTakeFirst()) as Load | undefined) ?? refuse('not-found'),

    /** The load, held against others until the transaction ends. */
    held: async (id: string): Promise<Load> =>
      ((await rows().where('id', '=', id).forUpdate().executeTakeFirst()) as Load | undefined) ?? refuse('not-found'),

    /** The one load of a unit that has not come to its end, held. */
    openOf: async (unitId: string): Promise<Load | undefined> =>
      (await rows().where('unitId', '=', unitId).where('state', 'not in', ended).forUpdate().executeTakeFirst()) as
        Load | undefined,

    /** The part of a unit in a file that its authority brought. */
    ofJointFile: async (jointFileId: string, unitId: string): Promise<Load | undefined> =>
      (await rows()
        .where('jointFileId', '=', jointFileId)
        .where('unitId', '=', unitId)
        .forUpdate()
        .executeTakeFirst()) as Load | undefined,

    /** How many files that its authority brought wait for a unit. */
    broughtWaiting: async (unitId: string): Promise<number> =>
      (
        await sql
          .selectFrom('workforce.rosterLoad')
          .select('id')
          .where('unitId', '=', unitId)
          .where('jointFileId', 'is not', null)
          .where('state', '=', 'READY')
          .execute()
      ).length,

    /** Loads that are being worked and have not moved since; not the parts of a file that is still being divided, which its job goes on with. */
    unfinished: async (before: Date): Promise<Pick<Load, 'id' | 'state'>[]> =>
      (await sql
        .selectFrom('workforce.rosterLoad')
        .select(['id', 'state'])
        .where('state', 'in', atWork)
        .where('changedAt', '<=', before)
        .where(({ or, eb, not, exists, selectFrom }) =>
          or([
            eb('state', '=', 'TAKING'),
            not(
              exists(
                selectFrom('workforce.jointFile')
                  .select('workforce.jointFile.id')
                  .whereRef('workforce.jointFile.id', '=', 'workforce.rosterLoad.jointFileId')
                  .where('workforce.jointFile.state', 'in', ['READING', 'DIVIDING', 'STOPPED']),
              ),
            ),
          ]),
        )
        .execute()) as Pick<Load, 'id' | 'state'>[],

    /** Writes a load one version on. Its version moves with what people do, not with its progress. */
    update: async (
      { id, version }: Pick<Load, 'id' | 'version'>,
      changes: Omit<Updateable<WorkforceRosterLoadTable>, 'id' | 'version' | 'state'> & { readonly state?: LoadState },
    ): Promise<Load> => {
      const row = await sql
        .updateTable('workforce.rosterLoad')
        .set({ ...changes, version: version + 1, changedAt: now })
        .where('id', '=', id)
        .where('version', '=', version)
        .returningAll()
        .executeTakeFirst();
      return row === undefined ? refuse('changed-meanwhile') : (row as Load);
    },

    progress: async (
      id: string,
      changes: { readonly state: LoadState; readonly done?: number; readonly taken?: Taken },
    ): Promise<void> => {
      const { taken, ...rest } = changes;
      await sql
        .updateTable('workforce.rosterLoad')
        .set({ ...rest, ...(taken === undefined ? {} : { taken: JSON.stringify(taken) }), changedAt: now })
        .where('id', '=', id)
        .execute();
    },
  };
}
