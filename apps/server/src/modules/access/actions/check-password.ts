import { withTransaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import type { Transport } from '../../../kernel/http/route.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { systemViewer, type Viewer } from '../../../kernel/viewer.js';
import { verifyPassword } from '../passwords.js';
import { actingAccount } from '../policy.js';
import { isShownLately } from '../rules/second-factor.js';
import { idleSince, maySignIn } from '../rules/sign-in.js';
import { type Account, accountStore } from '../store/account-store.js';
import { sessionStore } from '../store/session-store.js';
import { countTry, forgetTries, passwordBucket, recordFailedTry } from './count-try.js';
import { renewSession } from './renew-session.js';

/** One try of a password: for which account, from where, and how a refusal is named. */
export type PasswordTry = {
  readonly login: string;
  readonly password: string;
  readonly address: string;
  readonly act: string;
  readonly refusal: 'sign-in-refused' | 'password-not-right';
};

const viewer = systemViewer('sign-in');

/**
 * Checks a password. A try counts before the password is looked at, so that tries sent at once are not free; whoever signs in
 * forgets the count. An unknown account, a closed one and a wrong password cost the same work and are refused alike.
 * @throws DomainError the try's own refusal; `sign-in-waiting` after several failures from one address for one account
 */
export async function checkPassword(kernel: Kernel, attempt: PasswordTry): Promise<Account> {
  const now = kernel.clock.now();
  const { account, waiting } = await withTransaction(kernel.database, viewer, now, async (transaction) => ({
    account: await accountStore(transaction).byLogin(attempt.login),
    waiting: await countTry(transaction, passwordBucket(attempt)),
  }));
  if (waiting > 0) {
    await recordFailedTry(kernel, attempt.act, account, 'sign-in-waiting');
    return refuse('sign-in-waiting', { seconds: waiting });
  }
  // Outside any transaction: the hash takes long on purpose.
  const matches = await verifyPassword(account?.passwordHash ?? null, attempt.password);
  if (matches && account !== undefined && maySignIn(account, kernel.clock.now())) return account;
  await recordFailedTry(kernel, attempt.act, account, attempt.refusal);
  return refuse(attempt.refusal);
}

/**
 * Asks somebody who is signed in for their password again, so that an unlocked screen is not enough. It is guessed as slowly as
 * at sign-in. Where a second factor is set up it must have been shown a short while ago (`show-factor`). The session goes on under
 * another secret.
 * @throws DomainError `session-needed` for a program, `factor-needed-again`, `password-not-right`, `sign-in-waiting`
 */
export async function checkOwnPassword(
  kernel: Kernel,
  viewerAtWork: Viewer,
  { current, act }: { readonly current: string; readonly act: string },
  transport: Pick<Transport, 'address' | 'startSession'>,
): Promise<Account> {
  const { account: own, sessionId, shownAt } = await ownSession(kernel, viewerAtWork);
  if (!isShownLately({ isSet: own.secondFactorSince !== null, shownAt }, kernel.clock.now())) {
    await recordFailedTry(kernel, act, own, 'factor-needed-again');
    return refuse('factor-needed-again');
  }
  const attempt = { login: own.login, password: current, address: transport.address };
  const account = await checkPassword(kernel, { ...attempt, act, refusal: 'password-not-right' });
  await withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => {
    await forgetTries(transaction, passwordBucket(attempt));
    await renewSession(transaction, sessionId, transport);
  });
  return account;
}

/** Whose session it is, and when the second factor was shown in it. */
export async function ownSession(
  kernel: Kernel,
  viewerAtWork: Viewer,
): Promise<{ readonly account: Account; readonly sessionId: string; readonly shownAt: Date | null }> {
  const { accountId, sessionId } = actingAccount(viewerAtWork);
  return withTransaction(kernel.database, viewerAtWork, kernel.clock.now(), async (transaction) => {
    const session = await sessionStore(transaction).byId(sessionId, idleSince(transaction.now));
    const account = await accountStore(transaction).byId(accountId);
    if (session === undefined || account === undefined) return refuse('session-needed');
    return { account, sessionId, shownAt: session.secondFactorAt };
  });
}
