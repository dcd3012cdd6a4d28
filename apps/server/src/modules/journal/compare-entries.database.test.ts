import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type {
  EntryDifference,
  Finding,
  JournalEntrySummary,
  JournalEntryView,
  LogComparison,
} from '@gatehouse/contract';
import { sql as rawSql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { compareAll, compareOnce, comparisonOf } from '../../../../../test/harness/compared-entries.js';
import { makeWorld, type SignedIn, signInAs } from '../../../../../test/harness/people.js';
import { onBothEngines } from '../../../../../test/harness/test-node.js';
import { reopenJournal } from '../../../../../test/harness/whole-log.js';
import { withTransaction } from '../../kernel/database/transaction.js';
import { systemViewer } from '../../kernel/viewer.js';

const many = 700;
const token = (byte: number) => Buffer.alloc(32, byte).toString('hex');

onBothEngines('every entry beside the published log', (node) => {
  let auditor: SignedIn;
  /** Whoever can write into the database past all that the application may. */
  const intrude = <Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> =>
    node().kernel.database.asOwner(async (client) => (await client.query<Row>(text, [...values])).rows);
  const append = (act: string, subjects: readonly string[] = []) =>
    withTransaction(node().kernel.database, systemViewer('maintenance'), node().clock.now(), async (transaction) => {
      const id = crypto.randomUUID();
      const object = { kind: 'test', id: act };
      await node().kernel.journal.append(transaction, [{ id, act, outcome: 'done', object, subjects }]);
      return id;
    });
  const published = async (act: string, subjects: readonly string[] = []) => {
    const id = await append(act, subjects);
    await (await reopenJournal(node())).sequencer.run();
    const [place] = await intrude<{ at: number }>(
      'select leaf_index::int as at from journal.place where entry_id = $1',
      [id],
    );
    return { id, place: place?.at ?? -1 };
  };
  const get = async <Body>(url: string): Promise<Body> =>
    (await node().http.inject({ url, headers: auditor })).json<Body>();
  const found = async () => (await get<{ comparison: LogComparison }>('/api/journal/head')).comparison.differences;
  const read = (id: string) => get<JournalEntryView>(`/api/journal/entries/${id}`);
  const journalled = async () => {
    const [row] = await intrude<{ count: number }>(
      `select count(*)::int as count from journal.entry where act = 'journal.compare-entries'`,
    );
    return row?.count ?? 0;
  };
  const doctor = async () => {
    const examined = node().routes.find(({ endpoint }) => endpoint.path === '/api/operations/examinations');
    const operator = { kind: 'operator', name: 'root' } as const;
    const answer = await examined?.run(operator, { body: undefined, params: {}, query: {} }, undefined as never);
    return (answer as { findings: Finding[] }).findings.find(({ name }) => name === 'journal-entries');
  };
  const health = async () => {
    const answer = await node().http.inject({ url: '/api/health' });
    const { status, reasons } = answer.json<{ status: string; reasons: { check: string; en: string; zh: string }[] }>();
    return { status, reason: reasons.find(({ check }) => check === 'journal.entries') };
  };

  beforeAll(async () => {
    await makeWorld(node());
    for (let entry = 0; entry < many; entry += 1) await append(`test.entry-${entry}`, [token(entry % 7)]);
    await compareAll(node());
    auditor = await signInAs(node(), 'auditor');
  });

  it('fits, all of it, and nothing is said or journalled of it', async () => {
    const progress = await comparisonOf(node());
    const [head] = await intrude<{ size: number }>('select published_size::int as size from journal.head');
    expect(progress?.wholeCompared).toBe(head?.size);
    expect(progress?.wholeCompared).toBeGreaterThanOrEqual(many);
    expect(progress?.wholeErased).toBe(0);
    expect(await found()).toEqual([]);
    expect(await journalled()).toBe(0);
    expect((await health()).reason).toBeUndefined();
    const examined = await doctor();
    expect(examined?.state).toBe('fits');
    expect(examined?.en).toContain(`all ${progress?.wholeCompared} compared`);
  });

  const another = 'account:0b7e0000-0000-4000-8000-000000000009';
  const flipped = (column: string) => `${column} = set_byte(${column}, 45, (get_byte(${column}, 45) # 1))`;
  it.each<readonly [string, string, string, EntryDifference]>([
    ['who did it', 'journal.entry set actor = $2', another, 'actor'],
    ['when', 'journal.entry set at = $2', '2026-01-01T00:00:00Z', 'time'],
    ['what was done', 'journal.entry set act = $2', 'test.something-else', 'act'],
    ['whether it was done', 'journal.entry set outcome = $2', 'refused', 'outcome'],
    ['what it was about', 'journal.entry set object_id = $2', 'something-else', 'object'],
    ['its commitment', 'journal.entry set commitment = decode($2, $$hex$$)', token(99), 'commitment'],
    [
      'what was sealed',
      `journal.entry set ${flipped('sealed')}, object_kind = coalesce($2, object_kind)`,
      'test',
      'content',
    ],
  ])(
    'is found and named where somebody changes %s, once, and ends once it is put back',
    async (_, change, value, name) => {
      const { id, place } = await published('test.changed');
      const [before] = await intrude<{ row: object }>(
        'select to_jsonb(entry) as row from journal.entry entry where id = $1',
        [id],
      );
      const entries = await journalled();
      await intrude(`update ${change} where id = $1`, [id, value]);
      await compareAll(node());
      expect(await found()).toMatchObject([{ log: 1, index: place, entryId: id, changed: [name] }]);
      expect(await journalled()).toBe(entries + 1);
      await compareAll(node());
      expect(await journalled()).toBe(entries + 1);
      await intrude(
        `update journal.entry set (commitment, sealed, act, outcome, actor, object_kind, object_id, at) =
         (select commitment, sealed, act, outcome, actor, object_kind, object_id, at from jsonb_populate_record(null::journal.entry, $2))
        where id = $1`,
        [id, JSON.stringify(before?.row)],
      );
      await compareAll(node());
      expect(await found()).toEqual([]);
      expect(await journalled()).toBe(entries + 2);
    },
  );

  it.each<readonly [string, string]>([
    ['replaced', `update journal.entry_subject set subject_token = decode('${token(77)}', 'hex') where entry_id = $1`],
    ['taken away', 'delete from journal.entry_subject where entry_id = $1'],
    ['added', `insert into journal.entry_subject (entry_id, subject_token) values ($1, decode('${token(78)}', 'hex'))`],
  ])('is found where the person concerned was %s', async (_, change) => {
    const { id, place } = await published('test.person', [token(5)]);
    await intrude(change, [id]);
    await compareAll(node());
    expect(await found()).toMatchObject([{ index: place, entryId: id, changed: ['subjects'] }]);
    expect(await read(id)).toMatchObject({ act: 'test.person', changed: ['subjects'] });
    await intrude('delete from journal.entry_subject where entry_id = $1', [id]);
    await intrude(`insert into journal.entry_subject values ($1, decode('${token(5)}', 'hex'))`, [id]);
    await compareAll(node());
    expect(await found()).toEqual([]);
  });

  it('is found where two entries changed places', async () => {
    const [one, two] = [await published('test.first'), await published('test.second')];
    const swap = (from: string, to: string) =>
      intrude('update journal.place set entry_id = $2 where entry_id = $1', [from, to]);
    const aside = crypto.randomUUID();
    const change = async () => {
      await swap(one.id, aside);
      await swap(two.id, one.id);
      await swap(aside, two.id);
    };
    await change();
    await compareAll(node());
    expect(await found()).toMatchObject([
      { index: one.place, entryId: two.id, changed: ['place'] },
      { index: two.place, entryId: one.id, changed: ['place'] },
    ]);
    await change();
    await compareAll(node());
    expect(await found()).toEqual([]);
  });

  it('is found where a row is gone, and where its place is', async () => {
    const { id, place } = await published('test.gone');
    const [before] = await intrude<{ row: object }>(
      'select to_jsonb(entry) as row from journal.entry entry where id = $1',
      [id],
    );
    await intrude('delete from journal.entry where id = $1', [id]);
    await compareAll(node());
    expect(await found()).toMatchObject([{ index: place, entryId: id, changed: ['missing'] }]);
    await intrude('insert into journal.entry select (jsonb_populate_record(null::journal.entry, $1)).*', [
      JSON.stringify(before?.row),
    ]);
    const [held] = await intrude<{ row: object }>(
      'delete from journal.place where entry_id = $1 returning to_jsonb(place) as row',
      [id],
    );
    await compareAll(node());
    expect(await found()).toMatchObject([
      { index: place, entryId: null, changed: ['missing'] },
      { log: null, index: null, entryId: id, changed: ['unplaced'] },
    ]);
    expect(await read(id)).toMatchObject({ changed: ['unplaced'], actor: null, act: null });
    await intrude('insert into journal.place select (jsonb_populate_record(null::journal.place, $1)).*', [
      JSON.stringify(held?.row),
    ]);
    await compareAll(node());
    expect(await found()).toEqual([]);
  });

  it('is found where a row was added that never was in the log, without a place or with an invented one', async () => {
    const { id: model } = await published('test.model');
    const [invented, placed] = [crypto.randomUUID(), crypto.randomUUID()];
    for (const [at, id] of [invented, placed].entries())
      await intrude(
        `insert into journal.entry (id, commitment, data_key_id, sealed, act, outcome, actor, at)
         select $2, decode($3, 'hex'), data_key_id, sealed, 'test.invented', outcome, actor, at from journal.entry where id = $1`,
        [model, id, token(120 + at)],
      );
    await intrude(
      `insert into journal.place (log, leaf_index, entry_id, commitment) select 1, 1000000, id, commitment from journal.entry where id = $1`,
      [placed],
    );
    await compareAll(node());
    expect(await found()).toMatchObject([
      { log: 1, index: 1_000_000, entryId: placed, changed: ['unplaced'] },
      { log: null, index: null, entryId: invented, changed: ['unplaced'] },
    ]);
    for (const id of [invented, placed]) expect(await read(id)).toMatchObject({ changed: ['unplaced'], act: null });
    await intrude('delete from journal.place where entry_id = $1', [placed]);
    await intrude('delete from journal.entry where id = any ($1)', [[invented, placed]]);
    await compareAll(node());
    expect(await found()).toEqual([]);
  });

  it.each(['tile/0/000', 'tile/entries/000'])('is found where the published file %s was changed', async (name) => {
    const path = join(node().folder, 'log', name);
    const kept = await readFile(path);
    const changed = Buffer.from(kept);
    changed[40] = (changed[40] ?? 0) ^ 1;
    await writeFile(path, changed);
    await compareAll(node());
    expect(await found()).toMatchObject([{ log: 1, index: 0, entryId: null, changed: ['files'] }]);
    const [first] = await intrude<{ id: string }>(
      'select entry_id as id from journal.place where log = 1 and leaf_index = 3',
    );
    expect((await read(first?.id ?? '')).changed).toEqual(['files']);
    await writeFile(path, kept);
    await compareAll(node());
    expect(await found()).toEqual([]);
  });

  it('fits where the key of an entry was destroyed: it is erased, and its leaf stays', async () => {
    const { id } = await published('test.erased');
    await intrude(
      `update kernel.data_key set wrapped = null, destroyed_at = now() where id = (select data_key_id from journal.entry where id = $1)`,
      [id],
    );
    const [key] = await intrude<{ id: string }>('select data_key_id as id from journal.entry where id = $1', [id]);
    node().kernel.keys.forget([key?.id ?? '']);
    await compareAll(node());
    expect(await found()).toEqual([]);
    expect((await comparisonOf(node()))?.wholeErased).toBe(1);
  });

  it('names an altered key as an altered entry, and keeps no other shut by it', async () => {
    const { id, place } = await published('test.key');
    const [key] = await intrude<{ id: string }>('select data_key_id as id from journal.entry where id = $1', [id]);
    const turn = () =>
      intrude('update kernel.data_key set wrapped = set_byte(wrapped, 9, (get_byte(wrapped, 9) # 1)) where id = $1', [
        key?.id,
      ]);
    await turn();
    node().kernel.keys.forget([key?.id ?? '']);
    await compareAll(node());
    expect(await found()).toMatchObject([{ index: place, entryId: id, changed: ['content'] }]);
    expect(await read(id)).toMatchObject({ changed: ['content'], actor: null, canonical: null, salt: null });
    await turn();
    await compareAll(node());
    expect(await found()).toEqual([]);
  });

  it('goes on after a stop where the round was', async () => {
    await compareAll(node());
    await compareOnce(node(), 1);
    const stopped = await comparisonOf(node());
    expect(stopped).toMatchObject({ log: 0, walked: 256 });
    await compareOnce(node(), 0);
    expect(await comparisonOf(node())).toEqual(stopped);
    const positions: number[] = [];
    for (let turn = 0; turn < 20 && (await comparisonOf(node()))?.walked !== 0; turn += 1) {
      positions.push((await comparisonOf(node()))?.walked ?? 0);
      await compareOnce(node());
    }
    expect(positions).toEqual([...positions].sort((one, other) => one - other));
    expect(new Set(positions).size).toBe(positions.length);
    const progress = await comparisonOf(node());
    expect(progress?.wholeBeganAt).toEqual(stopped?.beganAt);
    const [head] = await intrude<{ size: number }>('select published_size::int as size from journal.head');
    expect(progress?.wholeCompared).toBe(head?.size);
  });

  it('begins anew where somebody put the round behind the end of the log', async () => {
    await intrude('update journal.entry_comparison set log = 1, next_index = 1000000000');
    await compareOnce(node());
    expect(await comparisonOf(node())).toMatchObject({ log: 0, nextIndex: 0, walked: 0 });
  });

  describe('where a name was put beside an entry that is not its own', () => {
    let changed: { readonly id: string; readonly place: number };
    let actor: string | null;
    beforeAll(async () => {
      changed = await published('test.blamed', [token(6)]);
      actor = (await read(changed.id)).actor;
      await intrude('update journal.entry set actor = $2 where id = $1', [changed.id, another]);
    });

    it('is shown to the auditor as it was published, at once, with a statement and without that name', async () => {
      const entry = await read(changed.id);
      expect(entry).toMatchObject({ changed: ['actor'], act: 'test.blamed', index: changed.place });
      expect([actor, entry.actor]).toEqual(['system:maintenance', 'system:maintenance']);
      expect(JSON.stringify(entry)).not.toContain(another);
    });

    it('is told by health without saying which, and by doctor with what to do, in both languages', async () => {
      await compareAll(node());
      const { status, reason } = await health();
      expect(status).toBe('failing');
      expect([reason?.en, reason?.zh].join(' ')).toContain('gatehouse doctor');
      expect(JSON.stringify(reason)).not.toContain(String(changed.place));
      const wrong = await doctor();
      expect(wrong?.state).toBe('fails');
      expect(wrong?.en).toContain(
        `1 no longer are what was published: ${changed.place} of log 1 (who did it). Copy database and log`,
      );
      expect(wrong?.zh).toContain(`1 条与已公布的日志不符：日志 1 第 ${changed.place} 号 (行为人)。请先原样复制`);
      expect(JSON.stringify(wrong)).not.toContain(another);
    });

    it('is marked in the list of entries, once the comparison has found it', async () => {
      const list = await get<{ items: JournalEntrySummary[] }>('/api/journal/entries?act=test.blamed');
      expect(list.items).toMatchObject([{ id: changed.id, changed: ['actor'] }]);
      const others = await get<{ items: JournalEntrySummary[] }>('/api/journal/entries?act=test.first');
      expect(others.items).toMatchObject([{ changed: [] }]);
    });

    it('is journalled by place and random id, and nothing else of it', async () => {
      const [found] = await intrude<{ id: string }>(
        'select found_in as id from journal.entry_difference where entry_id = $1 and ended_at is null',
        [changed.id],
      );
      const entry = await read(found?.id ?? '');
      expect(entry).toMatchObject({
        actor: 'system:entry-comparison',
        changed: [],
        object: { kind: 'journal.log', id: '1' },
      });
      expect(entry.details).toEqual({
        ...{ differ: 1, fitAgain: 0, fitting: [] },
        different: [{ log: 1, leafIndex: changed.place, entryId: changed.id, differs: ['actor'] }],
      });
    });
  });

  it('is read by the comparison, which changes nothing of it', async () => {
    const asComparison = (text: string) =>
      withTransaction(node().kernel.database, systemViewer('entry-comparison'), node().clock.now(), ({ sql }) =>
        rawSql.raw(text).execute(sql),
      );
    await expect(asComparison(`update journal.entry set actor = 'x'`)).rejects.toThrow(/permission denied/);
    await expect(asComparison('delete from journal.entry')).rejects.toThrow(/permission denied/);
    await expect(asComparison('delete from journal.entry_difference')).rejects.toThrow(/permission denied/);
  });
});
