import { act } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { systemViewer } from '../../../kernel/viewer.js';
import type { ExchangeSetting } from '../setting.js';
import { outboxStore } from '../store/outbox-store.js';

const atOnce = 1000;
const day = 86_400_000;

/** Empties acknowledged messages that were sent longer ago than they are kept for; a chunk is an act. */
export async function forgetSent({ kernel, keptDays }: ExchangeSetting, goesOn: () => boolean): Promise<void> {
  const before = new Date(kernel.clock.now().getTime() - keptDays * day);
  while (goesOn() && (await forgetSome(kernel, before)) === atOnce);
}

async function forgetSome(kernel: ExchangeSetting['kernel'], before: Date): Promise<number> {
  const viewer = systemViewer('exchange');
  const old = await withTransaction(kernel.database, viewer, kernel.clock.now(), (transaction) =>
    outboxStore(transaction).keptBefore(before, atOnce),
  );
  if (old.length === 0) return 0;
  return act(kernel, viewer, 'exchange.forget-sent', async (context) => {
    await outboxStore(context).forget(old);
    await context.record({ details: { messages: old.length } });
    return old.length;
  });
}
