import type { SessionView } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import type { Transport } from '../../../kernel/http/route.js';
import { newId, newSecret } from '../../../kernel/ids.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { systemViewer, type Viewer } from '../../../kernel/viewer.js';
import { hashPassword, isOutdated } from '../passwords.js';
import { sessionEnd } from '../rules/sign-in.js';
import { accountStore } from '../store/account-store.js';
import { sessionStore } from '../store/session-store.js';
import { sessionView } from '../views.js';
import { checkPassword, forgetTries } from './check-password.js';

/**
 * Starts a session under a secret drawn now, whatever the browser sent, and ends the one it had. A password kept under older
 * parameters is kept under today's from here on.
 * @param before who the browser was signed in as
 * @throws DomainError `sign-in-refused` alike for an unknown account, a closed one and a wrong password; `sign-in-waiting`
 */
export async function signIn(
  kernel: Kernel,
  before: Viewer,
  input: { account: string; password: string },
  transport: Transport,
): Promise<SessionView> {
  const attempt = { login: input.account, password: input.password, address: transport.address };
  const account = await checkPassword(kernel, { ...attempt, act: 'access.sign-in', refusal: 'sign-in-refused' });
  const outdated = account.passwordHash !== null && isOutdated(account.passwordHash);
  const passwordHash = outdated ? await hashPassword(input.password) : undefined;

  const secret = newSecret();
  return act(kernel, systemViewer('sign-in'), 'access.sign-in', async (context) => {
    const sessions = sessionStore(context);
    const session = {
      id: newId(),
      accountId: account.id,
      secret,
      address: transport.address,
      userAgent: transport.userAgent,
      expiresAt: sessionEnd(context.now),
    };
    if (before.kind === 'account') await sessions.end(before.sessionId);
    await sessions.start(session);
    await forgetTries(context, attempt);
    if (passwordHash !== undefined) await accountStore(context).update(account.id, { passwordHash });
    await context.record({ object: { kind: 'access.account', id: account.id } });
    context.afterCommit(() => transport.startSession(secret, session.expiresAt));
    return sessionView(account, session.expiresAt);
  });
}
