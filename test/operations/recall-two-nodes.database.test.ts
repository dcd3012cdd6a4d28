import { systemViewer, withTransaction } from '@gatehouse/server';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { emptyDatabase, type TestDatabase } from '../harness/empty-database.js';
import { type FaultyWire, openFaultyWire } from '../harness/faulty-wire.js';
import { type Authority, introduce, openAuthority } from '../harness/own-authority.js';
import { type Call, callAs, declareSources, inventedNumber, inventedRecord } from '../harness/registry-world.js';
import { walkingClock } from '../harness/walking-clock.js';

type Person = { readonly name: string; readonly number: string };

const patience = { timeout: 60_000, interval: 100 };
const calls = {} as Record<'clerk' | 'reviewer' | 'registrar' | 'verifier' | 'comparer' | 'comparer-2', Call>;

let registry: Authority;
let platform: Authority;
let wire: FaultyWire;
let database: TestDatabase;

async function good(login: keyof typeof calls, method: 'GET' | 'POST', url: string, body?: object) {
  return vi.waitFor(async () => {
    const answer = await calls[login](method, `/api/${url}`, body);
    if (answer.status >= 300) throw new Error(`${login} ${url}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }, patience);
}

const read = (id: string) => good('clerk', 'GET', `inquiries/${id}`);

async function until(id: string, state: string): Promise<void> {
  await vi.waitFor(async () => expect((await read(id)).state).toBe(state), patience);
}

/** Somebody serving is asked about. */
async function asked({ name, number }: Person): Promise<string> {
  const draft = { purpose: 'annual', postClass: 'teacher', employmentForm: 'contract', startDate: '2020-09-01' };
  const person = { name, documents: [{ type: 'resident_id', number }] };
  const id = String((await good('clerk', 'POST', 'inquiries', { ...draft, person })).id);
  const step = async (login: 'clerk' | 'reviewer', deed: string, more: object = {}) =>
    good(login, 'POST', `inquiries/${id}/${deed}`, { version: (await read(id)).version, ...more });
  await step('clerk', 'prove-identity', { kind: 'original_seen' });
  await step('clerk', 'serve-notice', { servedOn: '2026-11-20' });
  await step('clerk', 'submit');
  await step('reviewer', 'approve');
  return id;
}

async function onRecord(person: Person): Promise<string> {
  const { recordId } = await good('registrar', 'POST', 'registry/records', inventedRecord(person));
  await good('verifier', 'POST', 'registry/verifications', { items: [{ recordId, version: 1 }] });
  return String(recordId);
}

async function bothFindTheSame(): Promise<void> {
  for (const login of ['comparer', 'comparer-2'] as const) {
    const item = await vi.waitFor(async () => {
      const { items } = await good(login, 'GET', 'registry/comparisons');
      const [first] = items as { id: string; version: number }[];
      if (first === undefined) throw new Error(`nothing waits for ${login}`);
      return first;
    }, patience);
    const opinion = { version: item.version, ending: 'same_person', reason: 'Compared line by line.' };
    await good(login, 'POST', `registry/comparisons/${item.id}/opinions`, opinion);
  }
}

async function withdrawn(recordId: string): Promise<void> {
  const change = { verb: 'withdraw', version: 2, reason: 'Entered about somebody else.', validFrom: '2020-01-01' };
  const { proposalId } = await good('registrar', 'POST', `registry/records/${recordId}/proposals`, change);
  const decision = { recordVersion: 2, decision: 'confirm', reason: 'Compared with the source.' };
  await good('verifier', 'POST', `registry/proposals/${String(proposalId)}/decision`, decision);
}

async function entries(act: string): Promise<number> {
  const { node } = platform;
  const found = await withTransaction(node.kernel.database, systemViewer('sequencer'), node.clock.now(), ({ sql }) =>
    sql.selectFrom('journal.entry').select('id').where('act', '=', act).where('outcome', '=', 'done').execute(),
  );
  return found.length;
}

async function arrived(): Promise<{ type: string; sequence: number }[]> {
  const { node } = platform;
  return withTransaction(node.kernel.database, systemViewer('exchange'), node.clock.now(), ({ sql }) =>
    sql.selectFrom('exchange.inbox').select(['type', 'sequence']).orderBy('receivedAt').execute(),
  );
}

/** Answers that were refused on their way and wait to be sent again. */
async function refusedAnswers(): Promise<number> {
  const { node } = registry;
  const waiting = await withTransaction(node.kernel.database, systemViewer('exchange'), node.clock.now(), ({ sql }) =>
    sql
      .selectFrom('exchange.outbox')
      .select('id')
      .where('type', '=', 'inquiry.answer')
      .where('state', '=', 'waiting')
      .where('attempts', '>', 0)
      .execute(),
  );
  return waiting.length;
}

/** Past the pauses after a refusal, and past a window of the pack, until something is so. */
async function passing(side: Authority, isSo: () => Promise<void>): Promise<void> {
  await vi.waitFor(async () => {
    side.node.clock.advance(61_000);
    await isSo();
  }, patience);
}

beforeAll(async () => {
  database = await emptyDatabase();
  wire = await openFaultyWire();
  const clock = () => walkingClock(new Date('2026-11-23T01:00:01Z'));
  registry = await openAuthority('registry', database.url, clock());
  platform = await openAuthority('platform', '', clock());
  await declareSources(registry.node);
  wire.leadTo(platform.address);
  await introduce(registry, platform, wire.address);
  await introduce(platform, registry, registry.address);
  for (const login of ['clerk', 'reviewer'] as const) calls[login] = await callAs(platform.node, login);
  for (const login of ['registrar', 'verifier', 'comparer', 'comparer-2'] as const)
    calls[login] = await callAs(registry.node, login);
  for (const { node } of [registry, platform]) node.start();
});
afterAll(async () => {
  await registry?.close();
  await platform?.close();
  await wire?.close();
  await database?.drop();
});

it(
  'a withdrawn record voids its answer at the other authority once, though the acknowledgement is lost',
  { timeout: 180_000 },
  async () => {
    const person = { name: '上官云舒', number: inventedNumber('19610203', 1) };
    const recordId = await onRecord(person);
    const id = await asked(person);
    await bothFindTheSame();
    await until(id, 'RELEASED');
    expect(await read(id)).toMatchObject({ decision: { outcome: 'record_found' } });
    wire.next('lose-answer');
    await withdrawn(recordId);
    await until(id, 'RECALLED');
    await passing(registry, async () => expect(await entries('exchange.receive-again')).toBeGreaterThan(0));
    expect([await entries('inquiry.recall'), await entries('inquiry.tell-recall')]).toEqual([1, 3]);
  },
);

it(
  'a recall that overtakes its answer leaves nothing of it: the question is put anew and told as no record',
  { timeout: 180_000 },
  async () => {
    const person = { name: '皇甫若水', number: inventedNumber('19610304', 2) };
    const recordId = await onRecord(person);
    const id = await asked(person);
    // The answer is refused on its way once; the recall is faster.
    wire.next('refuse');
    await bothFindTheSame();
    await vi.waitFor(async () => expect(await refusedAnswers()).toBe(1), patience);
    const before = await arrived();
    await withdrawn(recordId);
    await vi.waitFor(async () => expect((await arrived()).length).toBeGreaterThan(before.length), patience);
    const [first] = (await arrived()).slice(before.length);
    expect(first?.type).toBe('inquiry.recall');
    expect((await read(id)).state).toBe('ASKING');
    await passing(registry, async () => {
      const types = (await arrived()).slice(before.length).map(({ type }) => type);
      expect(types.filter((type) => type === 'inquiry.answer')).toHaveLength(2);
    });
    await passing(platform, async () => expect((await read(id)).state).toBe('RELEASED'));
    expect(await read(id)).toMatchObject({ decision: { outcome: 'no_record' } });
    expect(await entries('inquiry.ask-anew')).toBe(1);
  },
);
