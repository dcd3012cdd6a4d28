import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { inventedAnswer, inventedAsk } from '../../../../../test/harness/exchange-messages.js';
import { type FaultyWire, openFaultyWire } from '../../../../../test/harness/faulty-wire.js';
import { readConfig } from '../../config.js';
import { act } from '../../kernel/act.js';
import { type FakeClock, fakeClock } from '../../kernel/clock.js';
import { type Transaction, withTransaction } from '../../kernel/database/transaction.js';
import type { MessageReceivers } from '../../kernel/module.js';
import { systemViewer, type Viewer } from '../../kernel/viewer.js';
import { type Node, openNode } from '../../node.js';
import { exchangeHealth } from './actions/check-health.js';
import { endPeer, setPeer } from './actions/manage-peers.js';
import { messageSender } from './actions/send-message.js';
import { retryMessage } from './actions/work-outbox.js';
import type { ExchangeSetting } from './setting.js';

const operator: Viewer = { kind: 'operator', name: 'invented' };
const exchangeViewer = systemViewer('exchange');

/** A node of its own folder, keys and database, that may be killed and opened again. */
type Side = { readonly clock: FakeClock; readonly role: 'registry' | 'platform'; node: Node; address: string };

describe('two nodes over HTTP', () => {
  const asked: string[] = [];
  const answered: string[] = [];
  const folders: string[] = [];
  let registry: Side;
  let platform: Side;
  let wire: FaultyWire;
  let registryDatabase: string;

  const receives: Record<Side['role'], MessageReceivers> = {
    registry: {
      'inquiry.ask': async (context, messages) => {
        const send = messageSender(registry.node.kernel.keys);
        const answers = messages.map(({ from, body }) => ({ body: inventedAnswer(body.askId), peer: from.node }));
        await send(context, 'platform', 'inquiry.answer', answers);
        context.afterCommit(() => asked.push(...messages.map(({ body }) => body.askId)));
      },
    },
    platform: {
      'inquiry.answer': async (context, messages) =>
        context.afterCommit(() => answered.push(...messages.map(({ body }) => body.askId))),
    },
  };

  const open = async (role: Side['role'], folder: string, databaseUrl: string, clock: FakeClock): Promise<Side> => {
    const config = readConfig({
      GATEHOUSE_DATA: folder,
      GATEHOUSE_MODE: 'office',
      GATEHOUSE_ROLES: role,
      DATABASE_URL: databaseUrl,
      GATEHOUSE_LOG_LEVEL: 'silent',
    });
    const node = await openNode(config, { clock, receives: receives[role] });
    const address = await node.http.listen({ port: 0, host: '127.0.0.1' });
    return { clock, role, node, address };
  };
  const newFolder = async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gatehouse-two-'));
    folders.push(folder);
    return folder;
  };
  const settingOf = ({ node, role }: Side): ExchangeSetting => ({
    kernel: node.kernel,
    node: node.kernel.keys.describe().node,
    roles: [role],
    receivers: () => receives[role],
    published: async (entryIds) => new Set(entryIds),
    keptDays: 35,
  });
  const introduce = async (to: Side, other: Side, address: string) => {
    const { node } = settingOf(other);
    const publicKey = Buffer.from(other.node.kernel.keys.publicKey('exchange')).toString('base64');
    await setPeer(settingOf(to), operator, { node, role: other.role }, { address, publicKey });
  };

  beforeAll(async () => {
    registryDatabase = `two_${Math.random().toString(36).slice(2, 10)}`;
    await administer(`create database ${registryDatabase}`);
    const url = new URL(inject('postgresServer'));
    url.pathname = `/${registryDatabase}`;
    const start = new Date('2026-11-23T01:00:00Z');
    registry = await open('registry', await newFolder(), url.href, fakeClock(start));
    platform = await open('platform', await newFolder(), '', fakeClock(start));
    wire = await openFaultyWire();
    wire.leadTo(registry.address);
    await introduce(registry, platform, platform.address);
  });
  afterAll(async () => {
    await wire?.close();
    await platform?.node.close();
    await registry?.node.close();
    await administer(`drop database if exists ${registryDatabase} with (force)`);
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    asked.length = 0;
    answered.length = 0;
  });

  const ask = async (): Promise<string> => {
    const { kernel } = platform.node;
    const askId = crypto.randomUUID();
    await act(kernel, systemViewer('demonstration'), 'test.ask', async (context) => {
      await context.record({});
      await messageSender(kernel.keys)(context, 'registry', 'inquiry.ask', [{ body: inventedAsk(askId) }]);
    });
    return askId;
  };
  const deliver = async ({ node, clock }: Side) => {
    // Past every pause that a failure before may have set.
    clock.advance(700_000);
    await act(node.kernel, exchangeViewer, 'test.wake', async (context) => {
      await context.record({});
      await context.enqueue('exchange.deliver', {});
    });
    await node.kernel.jobs.drain();
  };
  const both = async () => {
    await deliver(platform);
    await deliver(registry);
  };
  const read = <T>({ node, clock }: Side, viewer: Viewer, work: (transaction: Transaction) => Promise<T>) =>
    withTransaction(node.kernel.database, viewer, clock.now(), work);
  const undelivered = (side: Side) =>
    read(side, exchangeViewer, ({ sql }) =>
      sql.selectFrom('exchange.outbox').select(['id', 'state', 'problem']).where('state', '<>', 'delivered').execute(),
    );
  const entries = (side: Side, name: string, outcome = 'done') =>
    read(side, systemViewer('sequencer'), async ({ sql }) => {
      const rows = await sql
        .selectFrom('journal.entry')
        .select('id')
        .where('act', '=', name)
        .where('outcome', '=', outcome)
        .execute();
      return rows.length;
    });
  const health = (side: Side, name: string) =>
    exchangeHealth(settingOf(side))
      .find((check) => check.name === name)
      ?.check();

  it('let a message wait while no peer is entered for its authority, and say so', async () => {
    const askId = await ask();
    await deliver(platform);
    expect((await health(platform, 'exchange.outbox'))?.en).toMatch('no peer is entered for registry');
    await introduce(platform, registry, wire.address);
    await both();
    expect([asked, answered]).toEqual([[askId], [askId]]);
    expect(await health(platform, 'exchange.outbox')).toBeUndefined();
  });

  it('handle a message once when its acknowledgement was lost', async () => {
    wire.next('lose-answer');
    const askId = await ask();
    await deliver(platform);
    expect(await undelivered(platform)).toHaveLength(1);
    await both();
    expect([asked, answered]).toEqual([[askId], [askId]]);
    expect(await undelivered(platform)).toEqual([]);
  });

  it('handle a message once when the wire carries it twice', async () => {
    const before = await entries(registry, 'exchange.receive-again');
    wire.next('twice');
    const askId = await ask();
    await both();
    expect([asked, answered]).toEqual([[askId], [askId]]);
    expect(await entries(registry, 'exchange.receive-again')).toBe(before + 1);
  });

  it('refuse and journal what was altered on the way, and take the message itself afterwards', async () => {
    const before = await entries(registry, 'exchange.receive', 'refused');
    wire.next('tamper');
    const askId = await ask();
    await deliver(platform);
    expect(asked).toEqual([]);
    expect(await entries(registry, 'exchange.receive', 'refused')).toBe(before + 1);
    await both();
    expect([asked, answered]).toEqual([[askId], [askId]]);
  });

  it('notice a message that overtakes another, and that the gap is closed', async () => {
    wire.next('refuse');
    const [late, early] = [await ask(), await ask()];
    await deliver(platform);
    expect(asked).toEqual([early]);
    expect(await entries(registry, 'exchange.notice-gap')).toBe(1);
    expect((await health(registry, 'exchange.inbox'))?.en).toMatch('1 missing');
    const [waiting] = await undelivered(platform);
    await retryMessage(settingOf(platform), operator, waiting?.id ?? '');
    await platform.node.kernel.jobs.drain();
    expect(asked).toEqual([early, late]);
    await deliver(registry);
    expect(answered.toSorted()).toEqual([early, late].toSorted());
    expect(await health(registry, 'exchange.inbox')).toBeUndefined();
  });

  it('deliver what was asked while the receiver was dead, once it lives again', async () => {
    const { clock, node } = registry;
    const folder = folders[0] ?? '';
    const url = new URL(inject('postgresServer'));
    url.pathname = `/${registryDatabase}`;
    await node.close();
    const askIds = [await ask(), await ask(), await ask()];
    await deliver(platform);
    expect((await undelivered(platform)).map(({ state }) => state)).toEqual(['waiting', 'waiting', 'waiting']);
    registry = await open('registry', folder, url.href, clock);
    wire.leadTo(registry.address);
    await both();
    expect([asked, answered]).toEqual([askIds, askIds]);
  });

  it('take nothing from a node whose peering has ended', async () => {
    await endPeer(settingOf(registry), operator, { node: settingOf(platform).node, role: 'platform' });
    await ask();
    await deliver(platform);
    expect(asked).toEqual([]);
    expect((await undelivered(platform)).map(({ state }) => state)).toEqual(['waiting']);
  });
});

async function administer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('postgresServer') });
  await client.connect();
  await client.query(statement);
  await client.end();
}
