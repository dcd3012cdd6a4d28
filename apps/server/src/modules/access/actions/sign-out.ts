import { act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import type { Transport } from '../../../kernel/http/route.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { sessionStore } from '../store/session-store.js';

/** Ends the session the request came with. */
export async function signOut(kernel: Kernel, viewer: Viewer, transport: Transport): Promise<undefined> {
  if (viewer.kind !== 'account') refuse('not-signed-in');
  return act(kernel, viewer, 'access.sign-out', async (context) => {
    await sessionStore(context).end(viewer.sessionId);
    await context.record({ object: { kind: 'access.account', id: viewer.accountId } });
    context.afterCommit(transport.endSession);
    return undefined;
  });
}
