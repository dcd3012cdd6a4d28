import type { ExchangeRole, OutboxMessageView, Page } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { ExchangeSetting } from '../setting.js';
import { outboxStore } from '../store/outbox-store.js';

/** What was not acknowledged yet, without its content. */
export async function listOutbox(
  { kernel }: ExchangeSetting,
  viewer: Viewer,
  query: { state: 'waiting' | 'dead'; limit: number; cursor?: string | undefined },
): Promise<Page<OutboxMessageView>> {
  const after = Number(query.cursor ?? 0);
  if (!Number.isSafeInteger(after)) refuse('request-invalid');
  const rows = await withTransaction(kernel.database, viewer, kernel.clock.now(), (transaction) =>
    outboxStore(transaction).list(query.state, after, query.limit + 1),
  );
  const items = rows.slice(0, query.limit);
  return {
    items: items.map(({ position: _, toRole, state, createdAt, retryAt, ...row }) => ({
      ...row,
      to: toRole as ExchangeRole,
      state: state as OutboxMessageView['state'],
      createdAt: createdAt.toISOString(),
      retryAt: retryAt.toISOString(),
    })),
    next: rows.length > query.limit ? String(items.at(-1)?.position) : undefined,
  };
}

/** Sends a dead message again, or a waiting one before its time. */
export async function retryMessage({ kernel }: ExchangeSetting, viewer: Viewer, id: string): Promise<undefined> {
  return act(kernel, viewer, 'exchange.retry', async (context) => {
    if (!(await outboxStore(context).retry(id))) refuse('not-found');
    await context.record({ object: { kind: 'exchange.message', id } });
    await context.enqueue('exchange.deliver', {});
    return undefined;
  });
}
