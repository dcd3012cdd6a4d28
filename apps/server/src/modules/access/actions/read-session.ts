import type { SessionView } from '@gatehouse/contract';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { sessionEnd } from '../rules.js';
import { accountStore } from '../store/account-store.js';
import { sessionView } from '../views.js';

/** Who is signed in. Leaves no entry: it shows nobody but the viewer. */
export async function readSession(kernel: Kernel, viewer: Viewer): Promise<SessionView> {
  if (viewer.kind !== 'account') refuse('not-signed-in');
  return withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => {
    const account = await accountStore(transaction).byId(viewer.accountId);
    if (account === undefined) refuse('not-signed-in');
    return sessionView(account, sessionEnd(transaction.now));
  });
}
