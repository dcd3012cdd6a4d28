import type { AccountView } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { roleGrantStore } from '../store/role-grant-store.js';
import { standInStore } from '../store/stand-in-store.js';
import { administeredAccount } from './administered.js';
import { loadAccountView } from './read-account.js';
import { recordAccountAction } from './record-action.js';

/**
 * Ends a role, or declines one that was proposed. Whoever stands in for the account in that role stops with it.
 * @throws DomainError `not-found`
 */
export async function endRole(
  kernel: Kernel,
  viewer: Viewer,
  { id, grantId }: { id: string; grantId: string },
): Promise<AccountView> {
  return act(kernel, viewer, 'access.end-role', async (context) => {
    await administeredAccount(context, id);
    const grants = roleGrantStore(context);
    const grant = (await grants.openOf([id])).find((open) => open.id === grantId);
    if (grant === undefined) refuse('not-found');
    await grants.end([grantId]);
    await recordAccountAction(context, id, { verb: 'end-role', detail: { grantId } });
    const standIns = await standInStore(context).ofAccount(id);
    for (const { id: standInId } of standIns.filter((s) => s.absentAccountId === id && s.role === grant.role)) {
      await standInStore(context).end(standInId);
      await recordAccountAction(context, id, { verb: 'end-stand-in', detail: { standInId } });
    }
    return loadAccountView(context, id);
  });
}
