import type { AnswerOf, registryDeskEndpoints } from '@gatehouse/contract';
import { withTransaction } from '../../../kernel/database/transaction.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Registry } from '../registry.js';
import { deskStore } from '../store/desk-store.js';

/** How much waits at each turn of the desk, and how much of it is late. Of nobody. */
export async function readDesk(
  { kernel }: Registry,
  viewer: Viewer,
): Promise<AnswerOf<typeof registryDeskEndpoints.desk>> {
  const waits = await withTransaction(kernel.database, viewer, kernel.clock.now(), (transaction) =>
    deskStore(transaction).waits(),
  );
  return {
    items: waits.map(({ oldestDueAt, ...turn }) => ({ ...turn, oldestDueAt: oldestDueAt?.toISOString() ?? null })),
  };
}
