import type { ExchangeMessage, ExchangeMessageType, ExchangeRole, ExchangeStanding } from '@gatehouse/contract';
import { recoverNode, systemViewer, withTransaction } from '@gatehouse/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act } from '../../apps/server/src/kernel/act.js';
import { messageSender } from '../../apps/server/src/modules/exchange/actions/send-message.js';
import { standingBytes } from '../../apps/server/src/modules/exchange/rules/envelope.js';
import { emptyDatabase, type TestDatabase } from '../harness/empty-database.js';
import { type FaultyWire, openFaultyWire } from '../harness/faulty-wire.js';
import { copyOfDatabase } from '../harness/older-copy.js';
import { type Authority, configOf, introduce, openAgain, openAuthority } from '../harness/own-authority.js';
import { inventedNumber } from '../harness/registry-world.js';
import { walkingClock } from '../harness/walking-clock.js';

const day = 86_400_000;
const start = new Date('2026-11-23T01:00:01Z');

/** Casework and platform on nodes of their own, either of which is put back from an older copy while the other goes on. */
describe('a node that was put back from a backup', () => {
  const sides = {} as Record<'casework' | 'platform', Authority>;
  const wires = {} as Record<'casework' | 'platform', FaultyWire>;
  const putBack = {} as Record<'casework' | 'platform', () => Promise<void>>;
  let database: TestDatabase;

  const each = ['casework', 'platform'] as const;
  const pass = (milliseconds: number) => each.forEach((role) => sides[role].node.clock.advance(milliseconds));
  const settle = async () => {
    for (let round = 0; round < 3; round += 1)
      for (const role of each) {
        pass(11 * 60_000);
        await sides[role].node.turn();
      }
  };
  const send = async <T extends ExchangeMessageType>(
    from: 'casework' | 'platform',
    to: ExchangeRole,
    type: T,
    body: ExchangeMessage<T>,
  ) => {
    const { kernel } = sides[from].node;
    await act(kernel, systemViewer('demonstration'), 'test.send', async (context) => {
      await context.record({});
      await messageSender(kernel.keys)(context, to, type, [{ body }]);
    });
  };
  const tell = async (serial: number): Promise<string> => {
    const prohibitionId = crypto.randomUUID();
    const number = inventedNumber('19790303', serial);
    const person = { name: '周庚七', formerNames: [], documents: [{ type: 'resident_id' as const, number }] };
    const days = { postClasses: null, beginsOn: '2026-01-01', endsOn: null };
    await send('casework', 'platform', 'prohibition.tell', {
      prohibitionId,
      person,
      ...days,
      toldAt: start.toISOString(),
    });
    return prohibitionId;
  };
  const owe = async (): Promise<string> => {
    const referralId = crypto.randomUUID();
    const at = start.toISOString();
    const unit = { en: 'Invented school', zh: '虚构学校' };
    await send('platform', 'casework', 'gap.owed', {
      ...{ referralId, version: 1, divisionCode: '100101', unit, authority: null, above: null, kind: 'no_roster' },
      ...{ postClass: null, missing: null, since: at, foundAt: at, escalatedAt: at, owedAt: at, stillThere: true },
      course: [{ step: 'mend', responsible: 'unit', begunAt: at, dueAt: at, overdueAt: at, endedAt: null }],
      closed: null,
    });
    return referralId;
  };
  const rows = (role: 'casework' | 'platform', text: string): Promise<Record<string, unknown>[]> =>
    sides[role].node.kernel.database.asOwner(async (client) => (await client.query(text)).rows);
  const barring = async () => {
    const found = await rows('platform', 'select id, ended_at from workforce.prohibition');
    return Object.fromEntries(found.map(({ id, ended_at }) => [String(id), ended_at === null ? 'bars' : 'ended']));
  };
  const owed = async () => (await rows('casework', 'select id from supervision.owed_gap')).map(({ id }) => String(id));
  const entries = async (role: 'casework' | 'platform', name: string) => {
    const { kernel, clock } = sides[role].node;
    return withTransaction(kernel.database, systemViewer('sequencer'), clock.now(), async ({ sql }) => {
      const found = sql.selectFrom('journal.entry').select('id').where('act', '=', name).where('outcome', '=', 'done');
      return (await found.execute()).length;
    });
  };
  const inboxHealth = async (role: 'casework' | 'platform') => {
    const answer = await sides[role].node.http.inject({ url: '/api/health' });
    const { reasons } = answer.json<{ reasons: { check: string; en: string }[] }>();
    return reasons.find(({ check }) => check === 'exchange.inbox')?.en;
  };
  const openAnew = async (role: 'casework' | 'platform') => {
    sides[role] = await openAgain(sides[role]);
    wires[role].leadTo(sides[role].address);
  };
  const backUp = async (role: 'casework' | 'platform') => {
    const { node, databaseUrl, stop } = sides[role];
    await stop();
    putBack[role] = await copyOfDatabase(node, databaseUrl, 'older');
    await openAnew(role);
  };
  const restore = async (role: 'casework' | 'platform') => {
    await sides[role].stop();
    await putBack[role]();
    await recoverNode(configOf(sides[role]), { reason: 'the disk failed', operator: 'root' });
    await openAnew(role);
  };

  beforeAll(async () => {
    database = await emptyDatabase();
    sides.platform = await openAuthority('platform', database.url, walkingClock(start));
    sides.casework = await openAuthority('casework', '', walkingClock(start));
    for (const role of each) {
      wires[role] = await openFaultyWire();
      wires[role].leadTo(sides[role].address);
    }
    await introduce(sides.casework, sides.platform, wires.platform.address);
    await introduce(sides.platform, sides.casework, wires.casework.address);
  });
  afterAll(async () => {
    for (const role of each) {
      await sides[role]?.close();
      await wires[role]?.close();
    }
    await database?.drop();
  });

  let first: string;
  let lost: string;
  let lifted: string;

  it('gets once more what it took after the backup, each once, though messages are lost and doubled on the way', async () => {
    first = await tell(1);
    await settle();
    await backUp('platform');
    lost = await tell(2);
    lifted = await tell(3);
    await settle();
    await send('casework', 'platform', 'prohibition.end', { prohibitionId: lifted, endedAt: start.toISOString() });
    await settle();
    expect(await barring()).toEqual({ [first]: 'bars', [lost]: 'bars', [lifted]: 'ended' });
    await restore('platform');
    expect(await barring()).toEqual({ [first]: 'bars' });
    // Something new arrives before it has asked: what is missing lies before it.
    const next = await tell(4);
    wires.platform.next('pass', 'lose-answer', 'twice');
    await settle();
    await settle();
    expect(await barring()).toEqual({ [first]: 'bars', [lost]: 'bars', [lifted]: 'ended', [next]: 'bars' });
    expect(await entries('platform', 'workforce.receive-prohibition')).toBe(4);
    expect(await entries('platform', 'workforce.end-prohibition')).toBe(1);
    expect(await entries('platform', 'exchange.ask-again')).toBe(1);
    expect(await inboxHealth('platform')).toBeUndefined();
  });

  it('asks by itself, also where nothing new comes from which it could see that something is missing', async () => {
    await backUp('casework');
    const referral = await owe();
    await settle();
    expect(await owed()).toEqual([referral]);
    await restore('casework');
    expect(await owed()).toEqual([]);
    await settle();
    await settle();
    expect(await owed()).toEqual([referral]);
    expect(await entries('casework', 'exchange.ask-again')).toBe(1);
  });

  it('asks nothing and is told nothing where nothing was lost', async () => {
    const before = await entries('platform', 'exchange.receive-again');
    pass(day);
    await settle();
    pass(day);
    await settle();
    expect(await entries('platform', 'exchange.ask-again')).toBe(1);
    expect(await entries('platform', 'exchange.receive-again')).toBe(before);
  });

  it('is told how many are lost for good where they are kept no longer: their days are the law pack’s', async () => {
    const kept = 'select count(*)::int as kept from exchange.outbox where state = $$delivered$$ and body is not null';
    expect((await rows('casework', kept))[0]?.['kept']).toBeGreaterThan(0);
    pass(36 * day);
    await settle();
    await restore('platform');
    await settle();
    expect(await barring()).toEqual({ [first]: 'bars' });
    expect(await inboxHealth('platform')).toMatch(/\d+ from .+ were lost with an older copy/);
  });

  it('refuses what nobody it knows says, and what was said long ago', async () => {
    const { node } = sides.casework;
    const told = (standing: object, signature = Buffer.alloc(64).toString('base64')) =>
      node.http.inject({ method: 'POST', url: '/api/exchange/standings', payload: { standing, signature } });
    const from = { node: sides.platform.node.kernel.keys.describe().node, role: 'platform' as const };
    const to = { node: node.kernel.keys.describe().node, role: 'casework' as const };
    const standing: ExchangeStanding = { from, to, upTo: 0, missing: [], askedAt: node.clock.now().toISOString() };
    expect((await told(standing)).json()).toMatchObject({ code: 'exchange-signature-invalid' });
    const stranger = { ...standing, from: { node: 'nobody', role: 'platform' } };
    expect((await told(stranger)).json()).toMatchObject({ code: 'exchange-peer-unknown' });
    const old = { ...standing, askedAt: '2026-11-01T00:00:00.000Z' };
    const signed = await sides.platform.node.kernel.keys.sign('exchange', standingBytes(old));
    expect((await told(old, Buffer.from(signed).toString('base64'))).json()).toMatchObject({
      code: 'exchange-standing-old',
    });
  });
});
