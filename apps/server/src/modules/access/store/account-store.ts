import { isRole, type Role } from '@gatehouse/contract';
import type { Transaction } from '../../../kernel/database/transaction.js';

/** An account with the roles in force at the instant of the transaction, stand-ins included. */
export type Account = {
  readonly id: string;
  readonly login: string;
  readonly displayName: string;
  readonly passwordHash: string | null;
  readonly closedAt: Date | null;
  readonly organisation: {
    readonly id: string;
    readonly kind: string;
    readonly nameZh: string;
    readonly nameEn: string;
    readonly divisionCode: string;
  };
  readonly roles: readonly Role[];
};

/** Accounts and their roles, as far as the viewer may see them. */
export function accountStore(transaction: Transaction) {
  const { sql, now } = transaction;

  const accounts = () =>
    sql
      .selectFrom('access.account as account')
      .innerJoin('access.organisation as organisation', 'organisation.id', 'account.organisationId')
      .select([
        'account.id',
        'account.login',
        'account.displayName',
        'account.passwordHash',
        'account.closedAt',
        'organisation.id as organisationId',
        'organisation.kind',
        'organisation.nameZh',
        'organisation.nameEn',
        'organisation.divisionCode',
      ]);

  const rolesOf = async (accountId: string): Promise<Role[]> => {
    const granted = await sql
      .selectFrom('access.roleGrant')
      .select('role')
      .where('accountId', '=', accountId)
      .where('inForceFrom', 'is not', null)
      .where('endedAt', 'is', null)
      .execute();
    const standingIn = await sql
      .selectFrom('access.standIn')
      .select('role')
      .where('accountId', '=', accountId)
      .where('confirmedBy', 'is not', null)
      .where('endedAt', 'is', null)
      .where('startsAt', '<=', now)
      .where('endsAt', '>', now)
      .execute();
    return [...new Set([...granted, ...standingIn].map((row) => row.role))].filter(isRole).sort();
  };

  const withRoles = async (
    row: Awaited<ReturnType<ReturnType<typeof accounts>['executeTakeFirst']>>,
  ): Promise<Account | undefined> => {
    if (row === undefined) return undefined;
    const { organisationId, kind, nameZh, nameEn, divisionCode, ...account } = row;
    return {
      ...account,
      organisation: { id: organisationId, kind, nameZh, nameEn, divisionCode },
      roles: await rolesOf(row.id),
    };
  };

  return {
    byLogin: async (login: string) => withRoles(await accounts().where('account.login', '=', login).executeTakeFirst()),
    byId: async (id: string) => withRoles(await accounts().where('account.id', '=', id).executeTakeFirst()),
  };
}
