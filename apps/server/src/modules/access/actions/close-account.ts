import type { AccountView } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { refuseOneself } from '../policy.js';
import { accountStore } from '../store/account-store.js';
import { recoveryStore } from '../store/recovery-store.js';
import { administeredAccount } from './administered.js';
import { endFactor } from './end-factor.js';
import { endRights } from './end-rights.js';
import { loadAccountView } from './read-account.js';
import { recordAccountAction } from './record-action.js';

/**
 * Closes an account for good, with its sessions, tokens, roles, stand-ins and second factor, at once. One administrator is enough: taking
 * rights away must not wait for a second.
 * @throws DomainError `not-found`, `account-closed`, `changed-meanwhile`, `not-to-oneself`
 */
export async function closeAccount(
  kernel: Kernel,
  viewer: Viewer,
  id: string,
  { version }: { version: number },
): Promise<AccountView> {
  return act(kernel, viewer, 'access.close-account', async (context) => {
    await administeredAccount(context, id, version);
    refuseOneself(viewer, id);
    await endRights(context, id);
    await endFactor(context, id);
    await recoveryStore(context).endOf(id);
    await accountStore(context).update(id, { closedAt: context.now, passwordHash: null, oneTimeUntil: null });
    await recordAccountAction(context, id, { verb: 'close', detail: {} });
    return loadAccountView(context, id);
  });
}
