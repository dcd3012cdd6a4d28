import { act } from '../../../kernel/act.js';
import type { Transport } from '../../../kernel/http/route.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { hashPassword } from '../passwords.js';
import { actingAccount } from '../policy.js';
import { refuseUnfitPassword } from '../rules/password.js';
import { accountStore } from '../store/account-store.js';
import { sessionStore } from '../store/session-store.js';
import { checkOwnPassword } from './check-password.js';
import { recordAccountAction } from './record-action.js';

/**
 * Changes the own password and ends the other sessions. The present password is asked for and guessed as slowly as at
 * sign-in, so that an unlocked screen is not enough.
 * @throws DomainError `session-needed` for a program, `password-not-right`, `sign-in-waiting`, `request-invalid`
 */
export async function changePassword(
  kernel: Kernel,
  viewer: Viewer,
  { current, next }: { current: string; next: string },
  transport: Transport,
): Promise<undefined> {
  const { accountId, sessionId } = actingAccount(viewer);
  const { login } = await checkOwnPassword(kernel, viewer, { current, act: 'access.change-password' }, transport);
  refuseUnfitPassword(next, login, current);
  const passwordHash = await hashPassword(next);
  return act(kernel, viewer, 'access.change-password', async (context) => {
    await accountStore(context).update(accountId, { passwordHash, oneTimeUntil: null });
    await sessionStore(context).endAll(accountId, sessionId);
    await recordAccountAction(context, accountId, { verb: 'change-password', detail: {} });
    return undefined;
  });
}
