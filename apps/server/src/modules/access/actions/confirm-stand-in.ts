import { isRole, type StandInView } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { actingAccount, refuseSecondByFirst } from '../policy.js';
import { refuseUnfitStandIn, standInState } from '../rules/stand-in.js';
import { standInStore } from '../store/stand-in-store.js';
import { standInView } from '../views.js';
import { administeredAccount } from './administered.js';
import { loadStanding } from './load-standing.js';
import { recordAccountAction } from './record-action.js';

/**
 * Confirms a stand-in that somebody else proposed; what both accounts hold is looked at again. Both are held meanwhile, so
 * that no role is confirmed beside it.
 * @throws DomainError `second-administrator-needed`, `not-to-oneself`, `roles-exclude-each-other`, `changed-meanwhile`,
 * `not-found`
 */
export async function confirmStandIn(kernel: Kernel, viewer: Viewer, id: string): Promise<StandInView> {
  const administrator = actingAccount(viewer);
  return act(kernel, viewer, 'access.confirm-stand-in', async (context) => {
    const store = standInStore(context);
    const standIn = await store.byId(id);
    if (standIn === undefined || !isRole(standIn.role)) refuse('not-found');
    const { absentAccountId, accountId, role } = standIn;
    for (const side of [absentAccountId, accountId].sort()) await administeredAccount(context, side);
    if (standInState(standIn, context.now) !== 'proposed') refuse('changed-meanwhile');
    refuseSecondByFirst(administrator, standIn);
    const absent = await loadStanding(context, absentAccountId);
    refuseUnfitStandIn(role, absent.account.organisation.kind, absent, await loadStanding(context, accountId));
    await store.confirm(id, administrator.accountId);
    await recordAccountAction(context, absentAccountId, { verb: 'confirm-stand-in', detail: { standInId: id } });
    return standInView({ ...standIn, confirmedBy: administrator.accountId }, context.now);
  });
}
