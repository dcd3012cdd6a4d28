import { type Insertable, type Selectable, sql as rawSql, type Updateable } from 'kysely';
import type { AccessEmergencyLookTable } from '../../../kernel/database/tables.generated.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import { viewerName } from '../../../kernel/viewer.js';

export type EmergencyLookRow = Selectable<AccessEmergencyLookTable>;
export type LookVerb = 'ask' | 'approve' | 'decline' | 'open-alone' | 'end' | 'review' | 'suspend' | 'lift';

const mostShown = 200;

/** Emergency looks and what was done to them, as far as the viewer may see them. */
export function emergencyLookStore({ sql, now, viewer }: Transaction) {
  const rows = () => sql.selectFrom('access.emergencyLook').selectAll();
  return {
    /** The latest first. */
    list: async (): Promise<EmergencyLookRow[]> => rows().orderBy('askedAt', 'desc').limit(mostShown).execute(),
    ofAccount: async (accountId: string): Promise<EmergencyLookRow[]> =>
      rows().where('accountId', '=', accountId).where('endedAt', 'is', null).execute(),
    /** Holds the row until the act ends, where the viewer may change it at all. */
    lock: async (id: string): Promise<void> => {
      await sql.selectFrom('access.emergencyLook').select('id').where('id', '=', id).forUpdate().execute();
    },
    /** @throws DomainError `not-found`, alike for "not there" and "not yours" */
    byId: async (id: string): Promise<EmergencyLookRow> =>
      (await rows().where('id', '=', id).executeTakeFirst()) ?? refuse('not-found'),
    isKnown: async (id: string): Promise<boolean> =>
      (await rows().where('id', '=', id).executeTakeFirst()) !== undefined,
    insert: async (look: Insertable<AccessEmergencyLookTable>): Promise<EmergencyLookRow> =>
      sql.insertInto('access.emergencyLook').values(look).returningAll().executeTakeFirstOrThrow(),
    update: async (id: string, changes: Updateable<AccessEmergencyLookTable>): Promise<void> => {
      await sql.updateTable('access.emergencyLook').set(changes).where('id', '=', id).execute();
    },
    note: async (lookId: string, verb: LookVerb): Promise<void> => {
      await sql
        .insertInto('access.emergencyLookAction')
        .values({ lookId, verb, actor: viewerName(viewer), at: now })
        .execute();
    },
    /** Looks that were opened and are not found in order: those of accounts that are or may have to be suspended. */
    unsettled: async (): Promise<EmergencyLookRow[]> =>
      rows()
        .where('openedAt', 'is not', null)
        .where(({ or, eb }) => or([eb('verdict', 'is', null), eb('verdict', '<>', 'in_order')]))
        .orderBy('accountId')
        .execute(),
    /** Looks whose review is due and of which the node that keeps the own page was not told, the earliest first; those that are withheld among them. */
    untold: async (): Promise<EmergencyLookRow[]> =>
      rows()
        .where('document', 'is not', null)
        .where('toldAt', 'is', null)
        .where('erasedAt', 'is', null)
        .where('reviewDueAt', '<=', now)
        .orderBy('reviewDueAt')
        .orderBy('id')
        .execute(),
    /** Lets a look be told once more, for a message of another node alone; answers false where it was not told. */
    tellAgain: async (id: string): Promise<boolean> => {
      const { rows: answers } = await rawSql<{
        isAgain: boolean;
      }>`select access.tell_look_again(${id}::uuid) as is_again`.execute(sql);
      return answers[0]?.isAgain === true;
    },
    /** Looks over which an account is suspended by now. */
    suspending: async (): Promise<EmergencyLookRow[]> => rows().where('suspendedAt', 'is not', null).execute(),
  };
}
