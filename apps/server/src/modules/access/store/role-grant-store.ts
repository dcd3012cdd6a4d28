import { isRole, type Role } from '@gatehouse/contract';
import type { Selectable } from 'kysely';
import type { AccessRoleGrantTable } from '../../../kernel/database/tables.generated.js';
import type { Transaction } from '../../../kernel/database/transaction.js';

/** A role of an account: proposed, in force or ended. */
export type RoleGrant = Selectable<AccessRoleGrantTable>;

/** A grant as it is made. One that an operator makes at set-up is in force at once, with nobody behind it. */
export type NewRoleGrant = Pick<RoleGrant, 'id' | 'accountId' | 'role' | 'proposedBy'> & {
  readonly inForceFrom?: Date;
};

/** Roles of accounts. */
export function roleGrantStore({ sql, now }: Transaction) {
  const inForce = async (accountId: string): Promise<string[]> => {
    const rows = await sql
      .selectFrom('access.roleGrant')
      .select('role')
      .where('accountId', '=', accountId)
      .where('inForceFrom', 'is not', null)
      .where('endedAt', 'is', null)
      .execute();
    return rows.map((row) => row.role);
  };
  const standingIn = async (accountId: string, startsBefore: Date | undefined): Promise<string[]> => {
    let query = sql
      .selectFrom('access.standIn')
      .select('role')
      .where('accountId', '=', accountId)
      .where('confirmedBy', 'is not', null)
      .where('endedAt', 'is', null)
      .where('endsAt', '>', now);
    if (startsBefore !== undefined) query = query.where('startsAt', '<=', startsBefore);
    return (await query.execute()).map((row) => row.role);
  };
  const rolesAmong = (words: readonly string[]): Role[] => [...new Set(words)].filter(isRole).sort();

  return {
    /** The roles an account may act with now: its own and those it stands in for. */
    rolesInForce: async (accountId: string) =>
      rolesAmong([...(await inForce(accountId)), ...(await standingIn(accountId, now))]),
    /** The account's own roles, in force. */
    ownRoles: async (accountId: string) => rolesAmong(await inForce(accountId)),
    /** What a new role must go together with: roles in force, and stand-ins now and to come. */
    rolesDue: async (accountId: string) =>
      rolesAmong([...(await inForce(accountId)), ...(await standingIn(accountId, undefined))]),
    /** Proposed and in force, of each account, oldest first. */
    openOf: async (accountIds: readonly string[]): Promise<RoleGrant[]> => {
      if (accountIds.length === 0) return [];
      return sql
        .selectFrom('access.roleGrant')
        .selectAll()
        .where('accountId', 'in', [...accountIds])
        .where('endedAt', 'is', null)
        .orderBy('proposedAt')
        .orderBy('role')
        .execute();
    },
    insert: async (grant: NewRoleGrant) => {
      await sql
        .insertInto('access.roleGrant')
        .values({ ...grant, proposedAt: now })
        .execute();
    },
    confirm: async (id: string, confirmedBy: string) => {
      await sql.updateTable('access.roleGrant').set({ confirmedBy, inForceFrom: now }).where('id', '=', id).execute();
    },
    end: async (ids: readonly string[]) => {
      if (ids.length === 0) return;
      await sql
        .updateTable('access.roleGrant')
        .set({ endedAt: now })
        .where('id', 'in', [...ids])
        .execute();
    },
  };
}
