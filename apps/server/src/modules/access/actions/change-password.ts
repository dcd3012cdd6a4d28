import { act } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import type { Transport } from '../../../kernel/http/route.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { systemViewer, type Viewer } from '../../../kernel/viewer.js';
import { hashPassword } from '../passwords.js';
import { actingAccount } from '../policy.js';
import { refuseUnfitPassword } from '../rules/password.js';
import { idleSince } from '../rules/sign-in.js';
import { accountStore } from '../store/account-store.js';
import { sessionStore } from '../store/session-store.js';
import { checkPassword, forgetTries } from './check-password.js';
import { recordAccountAction } from './record-action.js';

/**
 * Changes the own password and ends the other sessions. The present password is asked for and guessed as slowly as at
 * sign-in, so that an unlocked screen is not enough.
 * @throws DomainError `session-needed` for a program, `password-not-right`, `sign-in-waiting`, `request-invalid`
 */
export async function changePassword(
  kernel: Kernel,
  viewer: Viewer,
  input: { current: string; next: string },
  transport: Transport,
): Promise<undefined> {
  const { accountId, sessionId } = actingAccount(viewer);
  const login = await loginFromSession(kernel, viewer);
  const attempt = { login, password: input.current, address: transport.address };
  await checkPassword(kernel, { ...attempt, act: 'access.change-password', refusal: 'password-not-right' });
  refuseUnfitPassword(input.next, login, input.current);
  const passwordHash = await hashPassword(input.next);
  await act(kernel, viewer, 'access.change-password', async (context) => {
    await accountStore(context).update(accountId, { passwordHash, oneTimeUntil: null });
    await sessionStore(context).endAll(accountId, sessionId);
    await recordAccountAction(context, accountId, { verb: 'change-password', detail: {} });
  });
  await withTransaction(kernel.database, systemViewer('sign-in'), kernel.clock.now(), (transaction) =>
    forgetTries(transaction, attempt),
  );
  return undefined;
}

async function loginFromSession(kernel: Kernel, viewer: Viewer): Promise<string> {
  const { accountId, sessionId } = actingAccount(viewer);
  return withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => {
    const session = await sessionStore(transaction).byId(sessionId, idleSince(transaction.now));
    const account = await accountStore(transaction).byId(accountId);
    if (session === undefined || account === undefined) return refuse('session-needed');
    return account.login;
  });
}
