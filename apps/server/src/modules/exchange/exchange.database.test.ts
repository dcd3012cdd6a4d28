import { expect, it } from 'vitest';
import { inventedAnswer, inventedAsk } from '../../../../../test/harness/exchange-messages.js';
import { onBothEngines, type TestNode } from '../../../../../test/harness/test-node.js';
import { act } from '../../kernel/act.js';
import { withTransaction } from '../../kernel/database/transaction.js';
import type { MessageReceivers } from '../../kernel/module.js';
import { systemViewer } from '../../kernel/viewer.js';
import { messageSender, type SendOptions } from './actions/send-message.js';

const answered: string[] = [];
let current: TestNode | undefined;

const receives: MessageReceivers = {
  'inquiry.ask': async (context, { from, body }) => {
    if (current === undefined) throw new Error('no node');
    const send = messageSender(current.kernel.keys);
    await send(context, 'platform', 'inquiry.answer', inventedAnswer(body.askId), { peer: from.node });
  },
  'inquiry.answer': async ({ afterCommit }, { body }) => afterCommit(() => answered.push(body.askId)),
};

onBothEngines(
  'the exchange inside one node',
  (node) => {
    const ask = (askId: string, options: SendOptions = {}) =>
      act(node().kernel, systemViewer('demonstration'), 'test.ask', async (context) => {
        current = node();
        await context.record({});
        await messageSender(node().kernel.keys)(context, 'registry', 'inquiry.ask', inventedAsk(askId), options);
      });
    const outbox = () =>
      withTransaction(node().kernel.database, systemViewer('exchange'), node().clock.now(), ({ sql }) =>
        sql.selectFrom('exchange.outbox').selectAll().orderBy('position').execute(),
      );

    it('carries a question and its answer, numbered in order, and keeps no body of what was acknowledged', async () => {
      const ids = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
      answered.length = 0;
      for (const id of ids) await ask(id);
      await node().kernel.jobs.drain();
      expect(answered).toEqual(ids);
      const rows = await outbox();
      expect(rows.map(({ toRole, sequence, state, body }) => [toRole, sequence, state, body])).toEqual([
        ...[1, 2, 3].map((sequence) => ['registry', sequence, 'delivered', null]),
        ...[1, 2, 3].map((sequence) => ['platform', sequence, 'delivered', null]),
      ]);
    });

    it('sends nothing for an act that did not commit', async () => {
      const before = (await outbox()).length;
      const failing = act(node().kernel, systemViewer('demonstration'), 'test.ask', async (context) => {
        await context.record({});
        await messageSender(node().kernel.keys)(context, 'registry', 'inquiry.ask', inventedAsk());
        throw new Error('invented');
      });
      await expect(failing).rejects.toThrow('invented');
      expect(await outbox()).toHaveLength(before);
    });
  },
  {},
  { receives },
);
