import { expect, test, vi } from 'vitest';
import { fakeClock } from '../clock.js';
import { drawFirstKeys, drawKeyEntry } from './key-entry.js';
import { everyScope } from './provider.js';
import { createKeyRing, type DataKeyRecord, loadedTogether } from './key-ring.js';
import { openText, sealText } from './sealed-field.js';
import { softwareKeyProvider } from './software-keys.js';

const start = new Date('2026-01-05T08:00:00Z');
const entries = drawFirstKeys('registry.example', start);
const here = { table: 'example.row', column: 'name', row: '7' };

function freshRing(limits: { capacity?: number; keepSeconds?: number } = {}) {
  const clock = fakeClock(start);
  const provider = softwareKeyProvider('test', 'here', entries);
  const unwrap = vi.spyOn(provider, 'unwrap');
  return { clock, unwrap, ring: createKeyRing(provider, { now: clock.now, ...limits }) };
}

/** A store over a list; counts how often and for how many it was asked. */
function storeOf(records: readonly DataKeyRecord[]) {
  const asked: number[] = [];
  const byId = new Map(records.map((record) => [record.id, record]));
  const load = async (ids: readonly string[]) => {
    asked.push(ids.length);
    return ids.flatMap((id) => byId.get(id) ?? []);
  };
  return { asked, load };
}

async function newRecords(count: number): Promise<DataKeyRecord[]> {
  const { ring } = freshRing();
  const made = await Promise.all(Array.from({ length: count }, () => ring.newDataKey('example.row')));
  return made.map(({ record }) => record);
}

test('what is sealed under a new data key opens from its stored record in another process', async () => {
  const { record, key } = await freshRing().ring.newDataKey('example.row');
  const sealed = sealText(key, here, '张三');
  expect(openText(await freshRing().ring.open(record), here, sealed)).toBe('张三');
});

test('the record holds no key in clear', async () => {
  const { record, key } = await freshRing().ring.newDataKey('example.row');
  expect(Buffer.from(record.wrapped).includes(key.secret.export())).toBe(false);
});

test('rows that share a data key unwrap it once, even when opened together', async () => {
  const { ring, unwrap } = freshRing();
  const [record] = await newRecords(1);
  if (record === undefined) throw new Error('no record');
  await Promise.all(Array.from({ length: 50 }, () => ring.open(record)));
  await ring.open(record);
  expect(unwrap).toHaveBeenCalledTimes(1);
});

test('thousands of rows load their data keys in few batches, each once', async () => {
  const { ring, unwrap } = freshRing();
  const records = await newRecords(loadedTogether + 500);
  const store = storeOf(records);
  const rows = [...records, ...records, ...records].map(({ id }) => id);
  const keys = await ring.openAll(rows, store);
  expect(keys.size).toBe(records.length);
  expect(store.asked).toEqual([loadedTogether, 500]);
  expect(unwrap).toHaveBeenCalledTimes(records.length);
  await ring.openAll(rows, store);
  expect(store.asked).toHaveLength(2);
});

test('a batch larger than the memory for keys is opened whole', async () => {
  const { ring } = freshRing({ capacity: 10 });
  const records = await newRecords(100);
  const keys = await ring.openAll(
    records.map(({ id }) => id),
    storeOf(records),
  );
  expect(keys.size).toBe(100);
});

test('a destroyed data key is absent from the answer', async () => {
  const { ring } = freshRing();
  const [kept, destroyed] = await newRecords(2);
  if (kept === undefined || destroyed === undefined) throw new Error('no record');
  const keys = await ring.openAll([kept.id, destroyed.id], storeOf([kept]));
  expect([...keys.keys()]).toEqual([kept.id]);
});

test('memory is bounded: the key not used for longest goes first', async () => {
  const { ring, unwrap } = freshRing({ capacity: 2 });
  const [one, two, three] = await newRecords(3);
  if (one === undefined || two === undefined || three === undefined) throw new Error('no record');
  for (const record of [one, two, one, three, one]) await ring.open(record);
  expect(unwrap).toHaveBeenCalledTimes(3);
  await ring.open(two);
  expect(unwrap).toHaveBeenCalledTimes(4);
});

test('a key that left the memory still works for whoever holds it', async () => {
  const { ring } = freshRing({ capacity: 1 });
  const { record, key } = await ring.newDataKey('example.row');
  const sealed = sealText(key, here, 'x');
  await ring.newDataKey('example.row');
  expect(openText(key, here, sealText(key, here, 'y'))).toBe('y');
  expect(openText(await ring.open(record), here, sealed)).toBe('x');
});

test('an unwrapped key is asked for again after its time, used or not', async () => {
  const { ring, clock, unwrap } = freshRing({ keepSeconds: 60 });
  const [record] = await newRecords(1);
  if (record === undefined) throw new Error('no record');
  await ring.open(record);
  clock.advance(59_999);
  await ring.open(record);
  expect(unwrap).toHaveBeenCalledTimes(1);
  clock.advance(1);
  await ring.open(record);
  expect(unwrap).toHaveBeenCalledTimes(2);
});

test('a forgotten key is not served from memory, not even one that was being opened', async () => {
  const { ring } = freshRing();
  const [record] = await newRecords(1);
  if (record === undefined) throw new Error('no record');
  const opening = ring.open(record);
  ring.forget([record.id]);
  await opening;
  expect((await ring.openAll([record.id], storeOf([]))).size).toBe(0);
  await ring.open(record);
  ring.forget([record.id]);
  expect((await ring.openAll([record.id], storeOf([]))).size).toBe(0);
});

test('a record under another kind is refused, also while the right one is in memory', async () => {
  const { ring } = freshRing();
  const { record } = await ring.newDataKey('example.row');
  await expect(ring.open({ ...record, kind: 'example.other' })).rejects.toThrow('data-key-unreadable');
});

test('rewrapping moves a record to the newest epoch and keeps the key', async () => {
  const { ring } = freshRing();
  const { record, key } = await ring.newDataKey('example.row');
  expect(await ring.rewrap(record)).toBeUndefined();
  const next = drawKeyEntry({
    node: 'registry.example',
    use: 'wrapping',
    scope: everyScope,
    sequence: 2,
    state: 'active',
    now: start,
  });
  const later = createKeyRing(softwareKeyProvider('test', 'here', [...entries, next]), { now: () => start });
  const moved = await later.rewrap(record);
  expect(moved).toMatchObject({ id: record.id, kind: record.kind, keyId: next.id });
  const opened = moved && (await later.open(moved));
  expect(opened?.secret.equals(key.secret)).toBe(true);
});
