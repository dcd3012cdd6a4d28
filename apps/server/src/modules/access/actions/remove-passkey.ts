import { act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import type { Transport } from '../../../kernel/http/route.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { actingAccount } from '../policy.js';
import { accountStore } from '../store/account-store.js';
import { passkeyStore } from '../store/passkey-store.js';
import { secondFactorStore } from '../store/second-factor-store.js';
import { sessionStore } from '../store/session-store.js';
import { checkOwnPassword } from './check-password.js';
import { recordAccountAction } from './record-action.js';

/**
 * Removes one of the own passkeys: it opens nothing any more, and the sessions it may have opened end. The last second factor
 * stays, as a device that shows codes does: without, the password alone would open the account.
 * @throws DomainError `not-found` for another account's, alike for one that is removed; `last-factor`, `password-not-right`,
 * `sign-in-waiting`, `session-needed`
 */
export async function removePasskey(
  kernel: Kernel,
  viewer: Viewer,
  id: string,
  { current }: { readonly current: string },
  transport: Transport,
): Promise<undefined> {
  const { accountId, sessionId } = actingAccount(viewer);
  const name = 'access.remove-passkey';
  await checkOwnPassword(kernel, viewer, { current, act: name }, transport);
  return act(kernel, viewer, name, async (context) => {
    await accountStore(context).lock(accountId);
    const passkeys = passkeyStore(context);
    const open = await passkeys.openOf(accountId);
    if (!open.some((passkey) => passkey.id === id)) refuse('not-found');
    const isLast = open.length === 1 && (await secondFactorStore(context).setSince(accountId)) === undefined;
    if (isLast) refuse('last-factor');
    await passkeys.end(id);
    await sessionStore(context).endAll(accountId, sessionId);
    await recordAccountAction(context, accountId, { verb: 'remove-passkey', detail: { passkeyId: id } });
    return undefined;
  });
}
