import type { ApiTokenView } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { actingAccount } from '../policy.js';
import { tokenStore } from '../store/token-store.js';
import { tokenView } from '../views.js';
import { recordAccountAction } from './record-action.js';

/** The viewer's own API tokens, newest first. Leaves no entry: it shows nobody but the viewer. */
export async function listTokens(kernel: Kernel, viewer: Viewer): Promise<{ items: ApiTokenView[] }> {
  const { accountId } = actingAccount(viewer);
  return withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => {
    const tokens = await tokenStore(transaction).ofAccount(accountId);
    return { items: tokens.map(tokenView) };
  });
}

/**
 * Ends one of the viewer's own API tokens at once.
 * @throws DomainError `not-found` for another account's, alike for one that is over
 */
export async function endToken(kernel: Kernel, viewer: Viewer, id: string): Promise<undefined> {
  const { accountId } = actingAccount(viewer);
  return act(kernel, viewer, 'access.end-token', async (context) => {
    const tokens = tokenStore(context);
    const token = await tokens.byId(id);
    if (token === undefined || token.accountId !== accountId || token.endedAt !== null) refuse('not-found');
    await tokens.end(id);
    await recordAccountAction(context, accountId, { verb: 'end-token', detail: { tokenId: id } });
    return undefined;
  });
}
