import type { accountEndpoints, AccountView, RequestOf } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { requirePhone } from '../rules/work-phone.js';
import { accountStore } from '../store/account-store.js';
import { phoneToken } from '../work-phone-token.js';
import { administeredAccount } from './administered.js';
import { loadAccountView } from './read-account.js';
import { recordAccountAction } from './record-action.js';

/**
 * Changes the display name or the work phone of an account; what is left out stays.
 * @throws DomainError `not-found`, `account-closed`, `changed-meanwhile`, `request-invalid`
 */
export async function changeAccount(
  kernel: Kernel,
  viewer: Viewer,
  id: string,
  { version, displayName, workPhone }: RequestOf<typeof accountEndpoints.change>['body'],
): Promise<AccountView> {
  const phone = typeof workPhone === 'string' ? phoneToken(kernel.keys, requirePhone(workPhone)) : workPhone;
  return act(kernel, viewer, 'access.change-account', async (context) => {
    const before = await administeredAccount(context, id, version);
    const changes = {
      displayName: displayName ?? before.displayName,
      phoneToken: phone === undefined ? before.phoneToken : phone,
    };
    await accountStore(context).update(id, changes);
    await recordAccountAction(context, id, {
      verb: 'change',
      detail: { displayName: changes.displayName, hasWorkPhone: changes.phoneToken !== null },
    });
    return loadAccountView(context, id);
  });
}
