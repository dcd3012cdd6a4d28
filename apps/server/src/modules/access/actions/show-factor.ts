import type { RequestOf, secondFactorEndpoints } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import type { Transport } from '../../../kernel/http/route.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { systemViewer, type Viewer } from '../../../kernel/viewer.js';
import { sessionStore } from '../store/session-store.js';
import { ownSession } from './check-password.js';
import { codeBucket, forgetTries, recordFailedTry } from './count-try.js';
import { renewSession } from './renew-session.js';
import { findCode, takeCode, tryCode, wayOf } from './take-code.js';

const signInViewer = systemViewer('sign-in');
const name = 'access.show-factor';

/**
 * Shows the second factor again in the session that is open, by a code of the device or a recovery code, before something that opens the account
 * is changed. Guessed as slowly as at sign-in; each code is taken once. The session goes on under another secret.
 * @throws DomainError `session-needed` for a program, `code-not-right`, `sign-in-waiting`
 */
export async function showFactor(
  kernel: Kernel,
  viewer: Viewer,
  { code }: RequestOf<typeof secondFactorEndpoints.show>['body'],
  transport: Pick<Transport, 'address' | 'startSession'>,
): Promise<Record<string, never>> {
  const { account, sessionId } = await ownSession(kernel, viewer);
  const { address } = transport;
  const { waiting, fits } = await withTransaction(kernel.database, signInViewer, kernel.clock.now(), (transaction) =>
    tryCode(transaction, kernel.keys, account, { code, address }),
  );
  if (!fits) {
    const refusal = waiting > 0 ? 'sign-in-waiting' : 'code-not-right';
    await recordFailedTry(kernel, name, account, refusal);
    return refuse(refusal, { seconds: waiting });
  }
  await act(kernel, viewer, name, async (context) => {
    // Looked at again: another request may have taken it since.
    const fitting = (await findCode(context, kernel.keys, account.id, code)) ?? refuse('code-not-right');
    await takeCode(context, account.id, fitting);
    await sessionStore(context).showFactor(sessionId);
    await renewSession(context, sessionId, transport);
    await context.record({ object: { kind: 'access.account', id: account.id }, details: { by: wayOf(fitting) } });
  });
  await withTransaction(kernel.database, signInViewer, kernel.clock.now(), (transaction) =>
    forgetTries(transaction, codeBucket({ login: account.login, address })),
  );
  return {};
}
