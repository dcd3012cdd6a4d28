import { isPermitted, type StandInView } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { actingAccount } from '../policy.js';
import { standInStore } from '../store/stand-in-store.js';
import { standInView } from '../views.js';

const most = 500;

/** Stand-ins not yet over: the viewer's own on either side; for an administrator those of all accounts they administer. */
export async function listStandIns(kernel: Kernel, viewer: Viewer): Promise<{ items: StandInView[] }> {
  const { accountId, roles } = actingAccount(viewer);
  return act(kernel, viewer, 'access.list-stand-ins', async (context) => {
    const store = standInStore(context);
    const administers = roles.some((role) => isPermitted(role, 'access:manage-accounts'));
    const standIns = administers ? await store.administered(most) : await store.ofAccount(accountId);
    await context.record({ details: { rows: standIns.length } });
    return { items: standIns.map((standIn) => standInView(standIn, context.now)) };
  });
}
