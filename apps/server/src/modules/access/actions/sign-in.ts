import { createHash } from 'node:crypto';
import type { SessionView } from '@gatehouse/contract';
import { hash, verify } from '@node-rs/argon2';
import { act } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import type { Transport } from '../../../kernel/http/route.js';
import { newId, newSecret } from '../../../kernel/ids.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { systemViewer } from '../../../kernel/viewer.js';
import { sessionEnd, waitAfterFailures } from '../rules.js';
import { accountStore } from '../store/account-store.js';
import { sessionStore } from '../store/session-store.js';
import { sessionView } from '../views.js';

const viewer = systemViewer('sign-in');

/** Hash of a password nobody has, so that an unknown account costs the same time as a wrong password. */
const nobodysPassword = hash(newSecret());

/**
 * Starts a session.
 * @throws DomainError `sign-in-refused` alike for an unknown account, a closed one and a wrong password; `sign-in-waiting`
 * after several failures from one address for one account
 */
export async function signIn(
  kernel: Kernel,
  input: { account: string; password: string },
  transport: Transport,
): Promise<SessionView> {
  const bucket = createHash('sha256').update(`${input.account}\0${transport.address}`).digest();
  const { account, failures } = await withTransaction(
    kernel.database,
    viewer,
    kernel.clock.now(),
    async (transaction) => {
      const attempt = await sessionStore(transaction).failures(bucket);
      if (attempt !== undefined && attempt.retryAfter > transaction.now) {
        refuse('sign-in-waiting', {
          seconds: Math.ceil((attempt.retryAfter.getTime() - transaction.now.getTime()) / 1000),
        });
      }
      return { account: await accountStore(transaction).byLogin(input.account), failures: attempt?.failures ?? 0 };
    },
  );
  // Outside any transaction: the hash takes long on purpose.
  const matches = await verify(account?.passwordHash ?? (await nobodysPassword), input.password);
  if (account === undefined || account.closedAt !== null || !matches) return refuseSignIn(kernel, bucket, failures + 1);

  const secret = newSecret();
  return act(kernel, viewer, 'access.sign-in', async (context) => {
    const session = {
      id: newId(),
      accountId: account.id,
      secret,
      address: transport.address,
      userAgent: transport.userAgent,
      expiresAt: sessionEnd(context.now),
    };
    await sessionStore(context).start(session);
    await sessionStore(context).forgetFailures(bucket);
    await context.record({ object: { kind: 'access.account', id: account.id } });
    context.afterCommit(() => transport.startSession(secret, session.expiresAt));
    return sessionView(account, session.expiresAt);
  });
}

async function refuseSignIn(kernel: Kernel, bucket: Buffer, failures: number): Promise<never> {
  await withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => {
    const retryAfter = new Date(transaction.now.getTime() + waitAfterFailures(failures) * 1000);
    await sessionStore(transaction).countFailure(bucket, failures, retryAfter);
    await kernel.journal.append(transaction, {
      act: 'access.sign-in',
      outcome: 'refused',
      details: { code: 'sign-in-refused', failures },
    });
  });
  return refuse('sign-in-refused');
}
