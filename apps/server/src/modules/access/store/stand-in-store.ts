import type { Selectable } from 'kysely';
import type { AccessStandInTable } from '../../../kernel/database/tables.generated.js';
import type { Transaction } from '../../../kernel/database/transaction.js';

/** A stand-in: proposed, confirmed or ended. */
export type StandIn = Selectable<AccessStandInTable>;

/** Stand-ins, as far as the viewer may see them. */
export function standInStore({ sql, now }: Transaction) {
  const notOver = () =>
    sql.selectFrom('access.standIn').selectAll().where('endedAt', 'is', null).where('endsAt', '>', now);

  return {
    byId: async (id: string): Promise<StandIn | undefined> =>
      sql.selectFrom('access.standIn').selectAll().where('id', '=', id).executeTakeFirst(),
    insert: async (standIn: Omit<StandIn, 'confirmedBy' | 'endedAt'>) => {
      await sql.insertInto('access.standIn').values(standIn).execute();
    },
    confirm: async (id: string, confirmedBy: string) => {
      await sql.updateTable('access.standIn').set({ confirmedBy }).where('id', '=', id).execute();
    },
    end: async (id: string) => {
      await sql.updateTable('access.standIn').set({ endedAt: now }).where('id', '=', id).execute();
    },
    /** Not over yet, with the account on either side. */
    ofAccount: async (accountId: string): Promise<StandIn[]> =>
      notOver()
        .where((expression) =>
          expression.or([expression('accountId', '=', accountId), expression('absentAccountId', '=', accountId)]),
        )
        .orderBy('startsAt')
        .execute(),
    /** Not over yet, among the accounts the viewer administers. */
    administered: async (limit: number): Promise<StandIn[]> =>
      notOver()
        .where(({ fn, val, eb }) =>
          eb(fn<boolean>('access.administers_account', ['access.standIn.accountId']), '=', val(true)),
        )
        .orderBy('startsAt')
        .limit(limit)
        .execute(),
  };
}
