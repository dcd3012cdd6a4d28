import { expect, it } from 'vitest';
import { inventedAnswer, inventedAsk } from '../../../../../test/harness/exchange-messages.js';
import { onBothEngines, type TestNode } from '../../../../../test/harness/test-node.js';
import { act } from '../../kernel/act.js';
import { withTransaction } from '../../kernel/database/transaction.js';
import type { MessageReceivers } from '../../kernel/module.js';
import { systemViewer, type Viewer } from '../../kernel/viewer.js';
import { exchangeHealth } from './actions/check-health.js';
import { deliverDue } from './actions/deliver-due.js';
import { handOverOf } from './actions/hand-over.js';
import { endPeer, listPeers, setPeer } from './actions/manage-peers.js';
import { messageSender } from './actions/send-message.js';
import type { ExchangeSetting } from './setting.js';

const operator: Viewer = { kind: 'operator', name: 'invented' };
const answered: string[] = [];
let current: TestNode | undefined;

const receives: MessageReceivers = {
  'inquiry.ask': async (context, messages) => {
    if (current === undefined) throw new Error('no node');
    const send = messageSender(current.kernel.keys);
    const answers = messages.map(({ from, body }) => ({ body: inventedAnswer(body.askId), peer: from.node }));
    await send(context, 'platform', 'inquiry.answer', answers);
  },
  'inquiry.answer': async ({ afterCommit }, messages) =>
    afterCommit(() => answered.push(...messages.map(({ body }) => body.askId))),
};

onBothEngines(
  'the exchange inside one node',
  (node) => {
    const ask = (askId: string, options: { entryId?: string } = {}) =>
      act(node().kernel, systemViewer('demonstration'), 'test.ask', async (context) => {
        current = node();
        await context.record({});
        await messageSender(node().kernel.keys)(context, 'registry', 'inquiry.ask', [
          { ...options, body: inventedAsk(askId) },
        ]);
      });
    const settingOf = (): ExchangeSetting => ({
      kernel: node().kernel,
      node: node().kernel.keys.describe().node,
      roles: ['registry', 'platform'],
      receivers: () => receives,
      published: async (entryIds) => new Set(entryIds),
      keptDays: 35,
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

    it('holds a message back until its entry stands in a checkpoint, and lets the others pass', async () => {
      const published = new Set<string>();
      const setting = { ...settingOf(), published: async () => published };
      const entryId = crypto.randomUUID();
      const [held, free] = [crypto.randomUUID(), crypto.randomUUID()];
      await ask(held, { entryId });
      await ask(free);
      answered.length = 0;
      expect(await deliverDue(setting, handOverOf(setting))).toEqual({ beforeCheckpoint: true });
      expect(answered).toEqual([free]);
      published.add(entryId);
      expect(await deliverDue(setting, handOverOf(setting))).toEqual({ beforeCheckpoint: false });
      expect(answered).toEqual([free, held]);
    });

    it('finds its numbering again after a restored backup', async () => {
      // The backup knows nothing of what was sent since; the receiver does.
      await withTransaction(node().kernel.database, systemViewer('exchange'), node().clock.now(), async ({ sql }) => {
        await sql.updateTable('exchange.channel').set({ lastSequence: 0 }).where('direction', '=', 'out').execute();
        await sql.updateTable('exchange.outbox').set({ sequence: null }).execute();
      });
      const [one, other] = [crypto.randomUUID(), crypto.randomUUID()];
      answered.length = 0;
      await ask(one);
      await ask(other);
      for (let round = 0; round < 12; round += 1) {
        node().clock.advance(3000);
        await deliverDue(settingOf(), handOverOf(settingOf()));
      }
      expect(answered.toSorted()).toEqual([one, other].toSorted());
      expect(await exchangeHealth(settingOf())[1]?.check()).toBeUndefined();
    });

    it('keeps peers as their actions left them', async () => {
      const [publicKey, newKey] = [Buffer.alloc(32, 1).toString('base64'), Buffer.alloc(32, 2).toString('base64')];
      const enter = (name: string, key: string, address = 'https://peer.example') =>
        setPeer(settingOf(), operator, { node: name, role: 'platform' }, { address, publicKey: key });
      await enter('one', publicKey);
      await enter('two', publicKey);
      await enter('two', newKey, 'https://elsewhere.example');
      await endPeer(settingOf(), operator, { node: 'one', role: 'platform' });
      await expect(enter('three', newKey, 'http://peer.example')).rejects.toMatchObject({
        code: 'exchange-address-unprotected',
      });
      const actions = await withTransaction(node().kernel.database, operator, node().clock.now(), ({ sql }) =>
        sql.selectFrom('exchange.peerAction').selectAll().orderBy('position').execute(),
      );
      const replayed = new Map<string, [string | null, string | undefined]>();
      for (const { node: name, verb, address, publicKey: key } of actions)
        if (verb === 'set') replayed.set(name, [address, key?.toString('base64')]);
        else replayed.delete(name);
      const { items } = await listPeers(settingOf(), operator);
      expect(new Map(items.map((peer) => [peer.node, [peer.address, peer.publicKey]]))).toEqual(replayed);
      expect(items.map((peer) => [peer.node, peer.publicKey])).toEqual([['two', newKey]]);
    });

    it('refuses a body or a direction that was not agreed', async () => {
      const send = (to: 'registry' | 'platform', body: object) =>
        act(node().kernel, systemViewer('demonstration'), 'test.ask', async (context) => {
          await context.record({});
          await messageSender(node().kernel.keys)(context, to, 'inquiry.cancel', [{ body: body as { askId: string } }]);
        });
      await expect(send('registry', { askId: 'x' })).rejects.toMatchObject({ code: 'exchange-message-invalid' });
      await expect(send('platform', { askId: crypto.randomUUID() })).rejects.toMatchObject({
        code: 'exchange-message-invalid',
      });
    });

    it('stores no body in clear, and takes peers and the outbox from the operator alone', async () => {
      await ask(crypto.randomUUID());
      const waiting = (await outbox()).filter(({ state }) => state === 'waiting');
      expect(waiting.map(({ body }) => body?.includes('100101'))).toEqual([false]);
      for (const url of ['/api/exchange/peers', '/api/exchange/outbox', '/api/exchange/identity'])
        expect((await node().http.inject({ url })).statusCode).toBe(404);
    });

    it('sends nothing for an act that did not commit', async () => {
      const before = (await outbox()).length;
      const failing = act(node().kernel, systemViewer('demonstration'), 'test.ask', async (context) => {
        await context.record({});
        await messageSender(node().kernel.keys)(context, 'registry', 'inquiry.ask', [{ body: inventedAsk() }]);
        throw new Error('invented');
      });
      await expect(failing).rejects.toThrow('invented');
      expect(await outbox()).toHaveLength(before);
    });
  },
  {},
  { receives },
);
