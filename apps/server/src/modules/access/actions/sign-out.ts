import { act } from '../../../kernel/act.js';
import type { Transport } from '../../../kernel/http/route.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { actingAccount } from '../policy.js';
import { sessionStore } from '../store/session-store.js';

/** Ends the session the request came with. */
export async function signOut(kernel: Kernel, viewer: Viewer, transport: Transport): Promise<undefined> {
  const { accountId, sessionId } = actingAccount(viewer);
  return act(kernel, viewer, 'access.sign-out', async (context) => {
    await sessionStore(context).end(sessionId);
    await context.record({ object: { kind: 'access.account', id: accountId } });
    context.afterCommit(transport.endSession);
    return undefined;
  });
}
