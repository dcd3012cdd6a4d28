import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inventedAnswer, inventedAsk } from '../../../../../test/harness/exchange-messages.js';
import { onChosenEngines, openTestNode, type TestNode } from '../../../../../test/harness/test-node.js';
import { act } from '../../kernel/act.js';
import { withTransaction } from '../../kernel/database/transaction.js';
import { systemViewer } from '../../kernel/viewer.js';
import { deliverDue } from './actions/deliver-due.js';
import { type HandOver, handOverOf } from './actions/hand-over.js';
import { messageSender } from './actions/send-message.js';
import { deliveryRules, missing } from './rules/delivery.js';
import type { ExchangeSetting } from './setting.js';
import { channelStore } from './store/channel-store.js';
import { outboxStore } from './store/outbox-store.js';

/**
 * What can go wrong with one call. `fails-together`: the receiver fails on several messages and takes each by itself. `crash`:
 * the sender dies after the receiver's commit, before it noted anything.
 */
const faults = ['none', 'lost-before', 'lost-after', 'twice', 'receiver-fails', 'fails-together', 'crash'] as const;
type Fault = (typeof faults)[number];

/** A node whose receivers answer, whose wire does harm, and which counts what was handled for good. */
function exchangeWithFaults(node: TestNode, coming: Fault[]) {
  const handled: string[] = [];
  let failing: 'no' | 'together' | 'always' = 'no';
  const failOn = (count: number): void => {
    if (failing === 'always' || (failing === 'together' && count > 1))
      throw new Error('invented failure of a receiver');
  };
  const setting: ExchangeSetting = {
    kernel: node.kernel,
    node: node.kernel.keys.describe().node,
    roles: ['registry', 'platform'],
    published: async (entryIds) => new Set(entryIds),
    keptDays: 35,
    receivers: () => ({
      'inquiry.ask': async (context, messages) => {
        const send = messageSender(node.kernel.keys);
        const answers = messages.map(({ body, from }) => ({ body: inventedAnswer(body.askId), peer: from.node }));
        await send(context, 'platform', 'inquiry.answer', answers);
        failOn(messages.length);
        context.afterCommit(() => handled.push(...messages.map(({ body }) => `asked ${body.askId}`)));
      },
      'inquiry.answer': async (context, messages) => {
        failOn(messages.length);
        context.afterCommit(() => handled.push(...messages.map(({ body }) => `answered ${body.askId}`)));
      },
    }),
  };
  const sound = handOverOf(setting);
  const handOver: HandOver = async (destination, signed) => {
    const fault = coming.shift() ?? 'none';
    if (fault === 'lost-before') return [{ kind: 'unreachable', problem: 'unreachable' }];
    failing = fault === 'receiver-fails' ? 'always' : fault === 'fails-together' ? 'together' : 'no';
    const results = await sound(destination, signed);
    failing = 'no';
    if (fault === 'crash') throw new Error('invented crash');
    if (fault === 'lost-after') return [{ kind: 'unreachable', problem: 'timeout' }];
    return fault === 'twice' ? sound(destination, signed) : results;
  };
  return { setting, handOver, handled };
}

async function deliverEverything(node: TestNode, setting: ExchangeSetting, handOver: HandOver): Promise<number> {
  let open = 1;
  for (let round = 0; open > 0 && round < 100; round += 1) {
    node.clock.advance(deliveryRules.longestPause * 1000);
    await deliverDue(setting, handOver).catch(() => undefined);
    open = await withTransaction(
      node.kernel.database,
      systemViewer('exchange'),
      node.clock.now(),
      async (transaction) => (await outboxStore(transaction).undelivered()).reduce((sum, { count }) => sum + count, 0),
    );
  }
  return open;
}

onChosenEngines('whatever fails on the way', (node) => {
  it('every question is handled once and every answer is handled once', { timeout: 240_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.constantFrom(...faults), { maxLength: 12 }),
        async (count, coming) => {
          const { setting, handOver, handled } = exchangeWithFaults(node(), [...coming]);
          const askIds = Array.from({ length: count }, () => crypto.randomUUID());
          for (const askId of askIds)
            await act(node().kernel, systemViewer('demonstration'), 'test.ask', async (context) => {
              await context.record({});
              await messageSender(node().kernel.keys)(context, 'registry', 'inquiry.ask', [
                { body: inventedAsk(askId) },
              ]);
            });
          expect(await deliverEverything(node(), setting, handOver)).toBe(0);
          expect(handled.toSorted()).toEqual(askIds.flatMap((id) => [`asked ${id}`, `answered ${id}`]).toSorted());
          const channels = await withTransaction(
            node().kernel.database,
            systemViewer('exchange'),
            node().clock.now(),
            (transaction) => channelStore(transaction).all(),
          );
          expect(channels.filter(({ direction }) => direction === 'in').map(missing)).toEqual([0, 0]);
        },
      ),
      { numRuns: 12 },
    );
  });
});

describe('acts that send', () => {
  let opened: Awaited<ReturnType<typeof openTestNode>> | undefined;
  beforeAll(async () => {
    opened = await openTestNode('postgres');
  });
  afterAll(() => opened?.remove());

  it('do not wait for each other: the number is given at dispatch', async () => {
    const kernel = opened?.node.kernel;
    if (kernel === undefined) throw new Error('the node is not open');
    const send = (after: Promise<unknown>) =>
      act(kernel, systemViewer('demonstration'), 'test.ask', async (context) => {
        await context.record({});
        await messageSender(kernel.keys)(context, 'registry', 'inquiry.ask', [{ body: inventedAsk() }]);
        await after;
      });
    // The first act ends only after the second has: it would never end if the second waited for it.
    const gate: { open?: () => void } = {};
    const first = send(new Promise<void>((resolve) => (gate.open = resolve)));
    await send(Promise.resolve());
    gate.open?.();
    await first;
  });
});
