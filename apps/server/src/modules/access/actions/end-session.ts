import type { AccountView } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { actingAccount } from '../policy.js';
import { isSignedInLately } from '../rules/second-factor.js';
import { idleSince } from '../rules/sign-in.js';
import { sessionStore } from '../store/session-store.js';
import { administeredAccount } from './administered.js';
import { loadAccountView } from './read-account.js';
import { recordAccountAction } from './record-action.js';

/**
 * Ends one of the viewer's own sessions. Whoever found this one open at a desk ends none: a factor was shown in it a short while ago.
 * @throws DomainError `sign-in-needed-again`, `session-needed` for a program; `not-found` for another account's, alike for one that is over
 */
export async function endSession(kernel: Kernel, viewer: Viewer, id: string): Promise<undefined> {
  const { accountId, sessionId } = actingAccount(viewer);
  return act(kernel, viewer, 'access.end-session', async (context) => {
    const sessions = sessionStore(context);
    await refuseUnlessLately(context, sessionId);
    const session = await sessions.byId(id, idleSince(context.now));
    if (session?.accountId !== accountId) refuse('not-found');
    await sessions.end(id);
    await context.record({ object: { kind: 'access.account', id: accountId }, details: { session: id } });
    return undefined;
  });
}

/**
 * Ends all of the viewer's own sessions but the one the request came with, in which a factor was shown a short while ago.
 * @throws DomainError `sign-in-needed-again`, `session-needed` for a program
 */
export async function endOtherSessions(kernel: Kernel, viewer: Viewer): Promise<undefined> {
  const { accountId, sessionId } = actingAccount(viewer);
  return act(kernel, viewer, 'access.end-other-sessions', async (context) => {
    await refuseUnlessLately(context, sessionId);
    await sessionStore(context).endAll(accountId, sessionId);
    await context.record({ object: { kind: 'access.account', id: accountId } });
    return undefined;
  });
}

async function refuseUnlessLately(transaction: Transaction, sessionId: string): Promise<void> {
  const session = await sessionStore(transaction).byId(sessionId, idleSince(transaction.now));
  if (session === undefined) return refuse('session-needed');
  const shown = { since: session.createdAt, shownAt: session.secondFactorAt };
  if (!isSignedInLately(shown, transaction.now)) refuse('sign-in-needed-again');
}

/**
 * Ends every session of an account that the viewer administers, at once: a browser was left open, or a machine is missing. What the account
 * may do stays; one administrator is enough.
 * @throws DomainError `not-found`, `account-closed`, `changed-meanwhile`
 */
export async function endAccountSessions(
  kernel: Kernel,
  viewer: Viewer,
  id: string,
  { version }: { readonly version: number },
): Promise<AccountView> {
  return act(kernel, viewer, 'access.end-account-sessions', async (context) => {
    await administeredAccount(context, id, version);
    await sessionStore(context).endAll(id);
    await recordAccountAction(context, id, { verb: 'end-sessions', detail: {} });
    return loadAccountView(context, id);
  });
}

/**
 * Ends every session of an older copy of the database that was put back: one of them may have been ended after it.
 * @param transaction of the restore, which leaves the entry
 */
export async function endSessionsOfBefore(transaction: Transaction): Promise<number> {
  return sessionStore(transaction).endEvery();
}
