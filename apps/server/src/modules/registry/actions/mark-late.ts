import { act } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { systemViewer } from '../../../kernel/viewer.js';
import type { Registry } from '../registry.js';
import { deskStore } from '../store/desk-store.js';

const viewer = systemViewer('matcher');
const chunk = 100;

/**
 * Marks comparisons whose turn, and questions whose day, ran out, each once, with an entry: from then on whoever looks after the registry
 * has them on their home. What a stopped node missed is marked when it runs again.
 */
export async function markLate({ kernel }: Pick<Registry, 'kernel'>, goesOn: () => boolean): Promise<void> {
  const { database, clock } = kernel;
  const found = () =>
    withTransaction(database, viewer, clock.now(), (transaction) => deskStore(transaction).unmarked(chunk));
  for (let late = await found(); late.length > 0 && goesOn(); late = await found())
    await act(kernel, viewer, 'registry.mark-late', async (context) => {
      const store = deskStore(context);
      for (const one of late) {
        const object = { kind: one.kind, id: one.id };
        await context.record({ object, details: { turn: one.turn, marked: await store.mark(one) } });
      }
    });
}
