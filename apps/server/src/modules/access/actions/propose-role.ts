import type { AccountView, Role } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import { newId } from '../../../kernel/ids.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { actingAccount, refuseOneself } from '../policy.js';
import { refuseUnfitRole } from '../rules/roles.js';
import { roleGrantStore } from '../store/role-grant-store.js';
import { administeredAccount } from './administered.js';
import { loadAccountView } from './read-account.js';
import { recordAccountAction } from './record-action.js';

/**
 * Proposes a role. It is in force once another administrator has confirmed it.
 * @throws DomainError `not-to-oneself`, `role-held-already`, `role-not-for-this-organisation`, `roles-exclude-each-other`
 */
export async function proposeRole(
  kernel: Kernel,
  viewer: Viewer,
  id: string,
  { role }: { role: Role },
): Promise<AccountView> {
  const { accountId: proposedBy } = actingAccount(viewer);
  return act(kernel, viewer, 'access.propose-role', async (context) => {
    const account = await administeredAccount(context, id);
    refuseOneself(viewer, id);
    const grants = roleGrantStore(context);
    if ((await grants.openOf([id])).some((grant) => grant.role === role)) refuse('role-held-already');
    refuseUnfitRole(role, account.organisation.kind, await grants.rolesDue(id));
    const grantId = newId();
    await grants.insert({ id: grantId, accountId: id, role, proposedBy });
    await recordAccountAction(context, id, { verb: 'propose-role', detail: { grantId, role } });
    return loadAccountView(context, id);
  });
}
