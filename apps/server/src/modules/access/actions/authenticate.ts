import { withTransaction } from '../../../kernel/database/transaction.js';
import type { Credentials } from '../../../kernel/http/options.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { systemViewer, type Viewer } from '../../../kernel/viewer.js';
import { accountStore } from '../store/account-store.js';
import { sessionStore } from '../store/session-store.js';

/**
 * The account viewer behind a session cookie or an API token; undefined when it is not in force.
 */
export async function authenticateAccount(kernel: Kernel, credentials: Credentials): Promise<Viewer | undefined> {
  const secret = credentials.bearer ?? credentials.session;
  if (secret === undefined || secret.length > 200) return undefined;
  const kind = credentials.bearer === undefined ? 'session' : 'apiToken';
  return withTransaction(kernel.database, systemViewer('sign-in'), kernel.clock.now(), async (transaction) => {
    const session = await sessionStore(transaction).bySecret(secret, kind);
    if (session === undefined) return undefined;
    const account = await accountStore(transaction).byId(session.accountId);
    if (account === undefined || account.closedAt !== null) return undefined;
    return {
      kind: 'account',
      accountId: account.id,
      sessionId: session.id,
      organisationId: account.organisation.id,
      divisionCode: account.organisation.divisionCode,
      roles: account.roles,
    };
  });
}
