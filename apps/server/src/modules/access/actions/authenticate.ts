import { withTransaction } from '../../../kernel/database/transaction.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import type { Credentials } from '../../../kernel/http/options.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { systemViewer, type Viewer } from '../../../kernel/viewer.js';
import { idleSince } from '../rules/sign-in.js';
import { accountStore } from '../store/account-store.js';
import { sessionStore } from '../store/session-store.js';
import { tokenStore } from '../store/token-store.js';

/** How old the note of a session's last use may get: one write a minute, not one a request. */
const touchEveryMilliseconds = 60_000;

/** A secret of ours has 43 characters; anything much longer is not looked up. */
const longestSecret = 200;

/**
 * The account viewer behind an API token or a session cookie; undefined when it is not in force. The database looks again at
 * the start of every transaction (`kernel.viewer_is_real`), so that ending a session or role takes effect with the next one.
 */
export async function authenticateAccount(kernel: Kernel, credentials: Credentials): Promise<Viewer | undefined> {
  const secret = credentials.bearer ?? credentials.session;
  if (secret === undefined || secret.length > longestSecret) return undefined;
  const sender = systemViewer('sign-in');
  return withTransaction(kernel.database, sender, kernel.clock.now(), async (transaction) => {
    const opened =
      credentials.bearer === undefined
        ? await openSession(transaction, secret)
        : await tokenStore(transaction).bySecret(secret);
    if (opened === undefined) return undefined;
    const account = await accountStore(transaction).byId(opened.accountId);
    if (account === undefined || account.closedAt !== null) return undefined;
    return {
      kind: 'account',
      accountId: account.id,
      sessionId: opened.id,
      organisationId: account.organisation.id,
      divisionCode: account.organisation.divisionCode,
      roles: account.roles,
    };
  });
}

async function openSession(
  transaction: Transaction,
  secret: string,
): Promise<{ id: string; accountId: string } | undefined> {
  const { now } = transaction;
  const sessions = sessionStore(transaction);
  const session = await sessions.bySecret(secret, idleSince(now));
  if (session !== undefined && now.getTime() - session.lastSeenAt.getTime() > touchEveryMilliseconds) {
    await sessions.touch(session.id);
  }
  return session;
}
