import type { OpenSession } from '@gatehouse/contract';
import { withTransaction } from '../../../kernel/database/transaction.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { actingAccount } from '../policy.js';
import { idleSince } from '../rules/sign-in.js';
import { sessionStore } from '../store/session-store.js';
import { openSession } from '../views.js';

/** The viewer's own open sessions, newest first. Leaves no entry: it shows nobody but the viewer. */
export async function listSessions(kernel: Kernel, viewer: Viewer): Promise<{ items: OpenSession[] }> {
  const { accountId, sessionId } = actingAccount(viewer);
  return withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => {
    const sessions = await sessionStore(transaction).ofAccount(accountId, idleSince(transaction.now));
    return { items: sessions.map((session) => openSession(session, sessionId)) };
  });
}
