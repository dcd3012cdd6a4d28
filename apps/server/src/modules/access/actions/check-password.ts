import { createHash } from 'node:crypto';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { systemViewer } from '../../../kernel/viewer.js';
import { verifyPassword } from '../passwords.js';
import { failuresForgottenBefore, maySignIn, waitAfterFailures } from '../rules/sign-in.js';
import { type Account, accountStore } from '../store/account-store.js';
import { signInAttemptStore } from '../store/sign-in-attempt-store.js';

/** One try of a password: for which account, from where, and how a refusal is named. */
export type PasswordTry = {
  readonly login: string;
  readonly password: string;
  readonly address: string;
  readonly act: 'access.sign-in' | 'access.change-password';
  readonly refusal: 'sign-in-refused' | 'password-not-right';
};

const viewer = systemViewer('sign-in');

/** Where the tries for one account name from one address are counted. */
export function attemptBucket({ login, address }: Pick<PasswordTry, 'login' | 'address'>): Buffer {
  return createHash('sha256').update(`${login}\0${address}`).digest();
}

/**
 * Checks a password. A try counts before the password is looked at, so that tries sent at once are not free; whoever signs in
 * forgets the count. An unknown account, a closed one and a wrong password cost the same work and are refused alike.
 * @throws DomainError the try's own refusal; `sign-in-waiting` after several failures from one address for one account
 */
export async function checkPassword(kernel: Kernel, attempt: PasswordTry): Promise<Account> {
  const { account, waiting } = await countTry(kernel, attempt);
  if (waiting > 0) {
    await recordFailure(kernel, attempt, account, 'sign-in-waiting');
    return refuse('sign-in-waiting', { seconds: waiting });
  }
  // Outside any transaction: the hash takes long on purpose.
  const matches = await verifyPassword(account?.passwordHash ?? null, attempt.password);
  if (matches && account !== undefined && maySignIn(account, kernel.clock.now())) return account;
  await recordFailure(kernel, attempt, account, attempt.refusal);
  return refuse(attempt.refusal);
}

/** Forgets the tries that led to the right password. */
export async function forgetTries(
  transaction: Parameters<typeof signInAttemptStore>[0],
  attempt: Pick<PasswordTry, 'login' | 'address'>,
): Promise<void> {
  await signInAttemptStore(transaction).forget(attemptBucket(attempt));
}

function countTry(kernel: Kernel, attempt: PasswordTry): Promise<{ account: Account | undefined; waiting: number }> {
  const bucket = attemptBucket(attempt);
  return withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => {
    const { now } = transaction;
    const attempts = signInAttemptStore(transaction);
    await attempts.forgetOlderThan(failuresForgottenBefore(now));
    const before = await attempts.lock(bucket);
    const account = await accountStore(transaction).byLogin(attempt.login);
    if (before.retryAfter > now) {
      return { account, waiting: Math.ceil((before.retryAfter.getTime() - now.getTime()) / 1000) };
    }
    const failures = before.failures + 1;
    await attempts.count(bucket, failures, new Date(now.getTime() + waitAfterFailures(failures) * 1000));
    return { account, waiting: 0 };
  });
}

async function recordFailure(
  kernel: Kernel,
  { act }: PasswordTry,
  account: Account | undefined,
  code: string,
): Promise<void> {
  await withTransaction(kernel.database, viewer, kernel.clock.now(), (transaction) =>
    kernel.journal.append(transaction, [
      {
        act,
        outcome: 'refused',
        object: account === undefined ? undefined : { kind: 'access.account', id: account.id },
        details: { code },
      },
    ]),
  );
}
