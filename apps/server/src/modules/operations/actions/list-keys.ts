import type { AnswerOf, operationsEndpoints } from '@gatehouse/contract';
import { withTransaction } from '../../../kernel/database/transaction.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { newestEpoch } from '../../../kernel/keys/index.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { keyStore } from '../key-store.js';
import { tokenKeyProgress } from './renew-token-key.js';

/** The keys of the node as an operator may see them, and how many data keys each epoch of wrapping holds. No secret is in it. */
export async function listKeys(kernel: Kernel, viewer: Viewer): Promise<AnswerOf<typeof operationsEndpoints.listKeys>> {
  const { provider, keys } = kernel.keys.describe();
  const counts = await withTransaction(kernel.database, viewer, kernel.clock.now(), (transaction) =>
    keyStore(transaction).countByEpoch(),
  );
  const newest = newestEpoch(kernel.keys.describe(), 'wrapping');
  const left = [...counts].reduce((sum, [id, count]) => (id === newest ? sum : sum + count), 0);
  return {
    provider,
    keys: keys.map(({ id, use, scope, suite, state, createdAt }) => ({
      id,
      use,
      scope,
      suite,
      state,
      createdAt,
      dataKeys: use === 'wrapping' ? (counts.get(id) ?? 0) : null,
    })),
    left,
    tokens: await tokenKeyProgress(kernel, viewer),
  };
}
