import { type AccountView, isRole } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { actingAccount, refuseSecondByFirst } from '../policy.js';
import { refuseUnfitRole } from '../rules/roles.js';
import { roleGrantStore } from '../store/role-grant-store.js';
import { administeredAccount } from './administered.js';
import { loadAccountView } from './read-account.js';
import { recordAccountAction } from './record-action.js';

/**
 * Confirms a role that another administrator proposed. The exclusions are looked at again: what the account holds may have
 * changed since.
 * @throws DomainError `second-administrator-needed`, `not-to-oneself`, `roles-exclude-each-other`, `changed-meanwhile` when it
 * is in force already, `not-found`
 */
export async function confirmRole(
  kernel: Kernel,
  viewer: Viewer,
  { id, grantId }: { id: string; grantId: string },
): Promise<AccountView> {
  const administrator = actingAccount(viewer);
  return act(kernel, viewer, 'access.confirm-role', async (context) => {
    const account = await administeredAccount(context, id);
    const grants = roleGrantStore(context);
    const grant = (await grants.openOf([id])).find((open) => open.id === grantId);
    if (grant === undefined || !isRole(grant.role)) refuse('not-found');
    if (grant.inForceFrom !== null) refuse('changed-meanwhile');
    refuseSecondByFirst(administrator, grant);
    refuseUnfitRole(grant.role, account.organisation.kind, await grants.rolesDue(id));
    await grants.confirm(grantId, administrator.accountId);
    await recordAccountAction(context, id, { verb: 'confirm-role', detail: { grantId } });
    return loadAccountView(context, id);
  });
}
