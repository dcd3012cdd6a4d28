import type { Transaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import type { Standing } from '../rules/stand-in.js';
import { type Account, accountStore } from '../store/account-store.js';
import { roleGrantStore } from '../store/role-grant-store.js';

/**
 * An account on one side of a stand-in, as the rules look at it.
 * @throws DomainError `not-found`
 */
export async function loadStanding(transaction: Transaction, id: string): Promise<Standing & { account: Account }> {
  const account = await accountStore(transaction).byId(id);
  if (account === undefined) refuse('not-found');
  const grants = roleGrantStore(transaction);
  return {
    account,
    id,
    organisationId: account.organisation.id,
    closedAt: account.closedAt,
    roles: await grants.ownRoles(id),
    due: await grants.rolesDue(id),
  };
}
