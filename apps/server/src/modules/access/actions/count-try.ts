import { createHash } from 'node:crypto';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { systemViewer } from '../../../kernel/viewer.js';
import { failuresForgottenBefore, waitAfterFailures } from '../rules/sign-in.js';
import { signInAttemptStore } from '../store/sign-in-attempt-store.js';

const viewer = systemViewer('sign-in');

/** Where the tries of passwords for one account name from one address are counted. */
export function passwordBucket({ login, address }: { readonly login: string; readonly address: string }): Buffer {
  return createHash('sha256').update(`${login}\0${address}`).digest();
}

/** Where the tries of codes are counted, which only a right password leads to. No account name makes a password's bucket of it. */
export function codeBucket({ login, address }: { readonly login: string; readonly address: string }): Buffer {
  return createHash('sha256')
    .update(JSON.stringify(['code', login, address]))
    .digest();
}

/**
 * Counts a try before it is looked at, so that tries sent at once are not free.
 * @returns how many seconds it has to wait; 0: it may be looked at
 */
export async function countTry(transaction: Transaction, bucket: Buffer): Promise<number> {
  const { now } = transaction;
  const attempts = signInAttemptStore(transaction);
  await attempts.forgetOlderThan(failuresForgottenBefore(now));
  const before = await attempts.lock(bucket);
  if (before.retryAfter > now) return Math.ceil((before.retryAfter.getTime() - now.getTime()) / 1000);
  const failures = before.failures + 1;
  await attempts.count(bucket, failures, new Date(now.getTime() + waitAfterFailures(failures) * 1000));
  return 0;
}

/** Forgets the tries that led to the right one. */
export async function forgetTries(transaction: Transaction, bucket: Buffer): Promise<void> {
  await signInAttemptStore(transaction).forget(bucket);
}

/** A try that failed leaves an entry, of the account where there is one. */
export async function recordFailedTry(
  kernel: Kernel,
  act: string,
  account: { readonly id: string } | undefined,
  code: string,
): Promise<void> {
  const object = account === undefined ? undefined : { kind: 'access.account', id: account.id };
  await withTransaction(kernel.database, viewer, kernel.clock.now(), (transaction) =>
    kernel.journal.append(transaction, [{ act, outcome: 'refused', object, details: { code } }]),
  );
}
