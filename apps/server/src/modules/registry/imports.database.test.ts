import { builtInPacks, loadPack } from '@gatehouse/law';
import { systemViewer, withTransaction } from '@gatehouse/server';
import { beforeAll, expect, it } from 'vitest';
import { importFile, numberedRow } from '../../../../../test/harness/import-file.js';
import { makeWorld, signInAs } from '../../../../../test/harness/people.js';
import {
  type Call,
  callAs,
  declareSources,
  inventedNumber,
  registryWorld,
} from '../../../../../test/harness/registry-world.js';
import { onChosenEngines } from '../../../../../test/harness/test-node.js';
import type { RowCells } from './import/row-entry.js';

const world = registryWorld();
const { mostFreshHours: mostFresh, countWithinHours: countWithin } = loadPack(
  builtInPacks.get('demonstration'),
  builtInPacks,
).pack.sourceFeeds;

onChosenEngines(
  'imports',
  (node) => {
    let registrar: Call;
    beforeAll(async () => {
      await makeWorld(node());
      await declareSources(node());
      registrar = await callAs(node(), 'registrar');
    });

    const upload = async (rows: readonly RowCells[], query = 'source=court-a') => {
      const bytes = await importFile(rows);
      const boundary = 'invented-boundary';
      const payload = Buffer.concat([
        Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="rows.csv"\r\n\r\n`),
        Buffer.from(bytes),
        Buffer.from(`\r\n--${boundary}--\r\n`),
      ]);
      const headers = {
        ...(await signInAs(node(), 'registrar')),
        'content-type': `multipart/form-data; boundary=${boundary}`,
      };
      const answer = await node().http.inject({
        method: 'POST',
        url: `/api/registry/imports?${query}`,
        headers,
        payload,
      });
      return { status: answer.statusCode, body: answer.json() as Record<string, unknown> };
    };
    const idOf = (answer: { body: Record<string, unknown> }) => (answer.body['import'] as { id: string }).id;
    const read = async (id: string) => (await registrar('GET', `/api/registry/imports/${id}`)).body;
    const step = async (id: string, verb: string) =>
      registrar('POST', `/api/registry/imports/${id}/${verb}`, { version: (await read(id))['version'] });
    const countOf = (table: 'registry.record' | 'registry.person' | 'registry.importRow') =>
      withTransaction(node().kernel.database, systemViewer('demonstration'), node().clock.now(), async ({ sql }) => {
        const { count } = await sql
          .selectFrom(table)
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .executeTakeFirstOrThrow();
        return count;
      });

    it('tells new, held, refused and sealed rows apart, keeps nothing of a sealed one, and lets a held one be mended', async () => {
      const wrong = `${inventedNumber('19800101', 3).slice(0, 17)}${inventedNumber('19800101', 3).endsWith('1') ? '2' : '1'}`;
      const juvenile = { doc_number: inventedNumber('20000102', 4), act_from: '2015-06-01', sentence_months: '60' };
      const answer = await upload([
        numberedRow(1),
        numberedRow(2, { effective_date: '' }),
        numberedRow(3, { doc_number: wrong }),
        numberedRow(4, juvenile),
        numberedRow(5, { offence_codes: '264' }),
      ]);
      expect(answer.status).toBe(201);
      expect(JSON.stringify(answer.body)).not.toContain('100101');
      const id = idOf(answer);
      await step(id, 'check');
      await node().kernel.jobs.drain();
      expect(await read(id)).toMatchObject({
        state: 'checked',
        counts: { new: 1, changed: 0, same: 0, held: 1, refused: 3 },
        sealedByLaw: [{ rule: 'juvenile-crime', count: 1 }],
      });
      const rows = await registrar('GET', `/api/registry/imports/${id}/rows`);
      expect(rows.body['items']).toMatchObject([
        { row: 3, outcome: 'refused', problems: [{ row: 3, code: 'registry-record-not-final' }] },
        { row: 4, outcome: 'held', problems: [{ row: 4, column: '证件号码 / Document number' }] },
        { row: 6, outcome: 'refused', problems: [{ row: 6, code: 'registry-record-out-of-scope' }] },
      ]);
      expect(JSON.stringify(rows.body)).not.toContain('100101');
      const mended = await registrar('POST', `/api/registry/imports/${id}/rows/4/mend`, {
        values: { doc_number: inventedNumber('19800101', 3) },
      });
      expect(mended.body).toMatchObject({ outcome: 'new' });
      await step(id, 'hand-over');
      await node().kernel.jobs.drain();
      expect(await read(id)).toMatchObject({ state: 'entered', counts: { new: 2, held: 0 } });
      expect(await countOf('registry.record')).toBe(2);
    });

    it('knows the same file again', async () => {
      expect((await upload([numberedRow(1), numberedRow(9)])).status).toBe(201);
      expect(await upload([numberedRow(1), numberedRow(9)])).toMatchObject({
        status: 409,
        body: { code: 'registry-import-known' },
      });
    });

    it('killed half-way in checking and in entering, it loses nothing and doubles nothing', async () => {
      const before = await countOf('registry.record');
      const rows = Array.from({ length: 230 }, (_, index) => numberedRow(100 + index));
      const id = idOf(await upload(rows));
      const dieAfter = async (commits: number, verb: string, queue: string) => {
        const { journal } = node().kernel;
        const append = journal.append;
        let left = commits;
        const broken = { ...journal, append };
        await step(id, verb);
        Object.assign(journal, {
          append: async (...given: Parameters<typeof append>) => {
            const [first] = given[1];
            if (first?.act.includes('-import-rows') === true && first.outcome === 'done' && left-- <= 0)
              throw new Error('killed');
            return append(...given);
          },
        });
        await node().kernel.jobs.drain();
        Object.assign(journal, broken);
        const half = await read(id);
        await withTransaction(
          node().kernel.database,
          systemViewer('demonstration'),
          node().clock.now(),
          (transaction) => node().kernel.jobs.enqueue(transaction, [{ queue, data: { importId: id } }]),
        );
        await node().kernel.jobs.drain();
        return half;
      };
      const half = await dieAfter(1, 'check', 'registry.check-import');
      expect(half).toMatchObject({ state: 'checking', rowsDone: 100 });
      expect(await read(id)).toMatchObject({
        state: 'checked',
        rowsDone: 230,
        counts: { new: 230, held: 0, refused: 0 },
      });
      expect(await dieAfter(1, 'hand-over', 'registry.enter-import')).toMatchObject({ state: 'entering' });
      expect(await read(id)).toMatchObject({ state: 'entered', counts: { new: 230 } });
      expect((await countOf('registry.record')) - before).toBe(230);
    });

    it('rows that belong together are one person, whether they come in one lot or one after the other', async () => {
      const people = await countOf('registry.person');
      const number = inventedNumber('19800101', 400);
      const same = { doc_number: number };
      const rows = [
        numberedRow(400),
        numberedRow(401, same),
        numberedRow(402, same),
        numberedRow(1),
        numberedRow(403, { source_reference: '虚构400', ...same }),
      ];
      const id = idOf(await upload(rows));
      await step(id, 'check');
      await node().kernel.jobs.drain();
      await step(id, 'hand-over');
      await node().kernel.jobs.drain();
      expect(await read(id)).toMatchObject({ state: 'entered', counts: { new: 3, same: 2 } });
      expect((await countOf('registry.person')) - people).toBe(1);
    });

    it('a long import gives way after a turn: what a colleague hands over meanwhile is done before it goes on', async () => {
      const long = idOf(
        await upload(Array.from({ length: 620 }, (_, index) => numberedRow(index, { name: `乙${index}` }))),
      );
      const short = idOf(await upload([numberedRow(7, { name: '丙' })]));
      await step(long, 'check');
      await step(short, 'check');
      const { journal } = node().kernel;
      const append = journal.append;
      const order: string[] = [];
      Object.assign(journal, {
        append: async (...given: Parameters<typeof append>) => {
          const [first] = given[1];
          if (first?.act === 'registry.check-import-rows') order.push(first.object?.id ?? '');
          return append(...given);
        },
      });
      await node().kernel.jobs.drain();
      Object.assign(journal, { append });
      expect(order.indexOf(short)).toBeGreaterThan(-1);
      expect(order.indexOf(short)).toBeLessThan(order.lastIndexOf(long));
      expect(await read(long)).toMatchObject({ state: 'checked', rowsDone: 620 });
    });

    it('a numbered source of which a delivery is missing, or whose rows are counted otherwise, does not count as heard of', async () => {
      const administrator = await callAs(node(), 'admin');
      await administrator('POST', '/api/registry/sources', {
        code: 'court-n',
        nameEn: 'Numbered court (invented)',
        nameZh: '编号法院（虚构）',
        kind: 'court',
        querySource: 'sexual_offence_registry',
        freshHours: 24,
        isNumbered: true,
      });
      const receipt = (number?: number) =>
        registrar('POST', '/api/registry/sources/court-n/receipts', {
          upTo: node().clock.now().toISOString(),
          reference: 'letter',
          ...(number === undefined ? {} : { number }),
        });
      const count = (firstNumber: number, lastNumber: number, rows: number) =>
        registrar('POST', '/api/registry/sources/court-n/counts', {
          firstNumber,
          lastNumber,
          rows,
          reference: 'count',
        });
      const numbered = async () => {
        const { items } = (await registrar('GET', '/api/registry/sources')).body as { items: { code: string }[] };
        return items.find(({ code }) => code === 'court-n');
      };

      expect((await receipt()).body).toMatchObject({ code: 'registry-delivery-number-missing' });
      const firstAt = node().clock.now().toISOString();
      expect((await receipt(1)).body).toMatchObject({ state: 'fresh', why: null });
      expect((await receipt(1)).body).toMatchObject({ code: 'registry-delivery-known' });
      node().clock.advance(60_000);
      const lacking = { state: 'silent', why: 'delivery_missing', missingNumbers: [2], silentSince: firstAt };
      expect((await receipt(3)).body).toMatchObject(lacking);

      const file = [numberedRow(7001), numberedRow(7002)];
      const id = idOf(await upload(file, 'source=court-n&number=2'));
      expect((await upload([numberedRow(7003)], 'source=court-n&number=2')).body).toMatchObject({
        code: 'registry-delivery-known',
      });
      expect((await receipt(2)).body).toMatchObject({ code: 'registry-delivery-known' });
      await step(id, 'check');
      await node().kernel.jobs.drain();
      // Checked is not entered: what waits to be handed over is not here yet.
      expect(await numbered()).toMatchObject(lacking);
      await step(id, 'hand-over');
      await node().kernel.jobs.drain();
      expect(await numbered()).toMatchObject({ state: 'fresh', missingNumbers: [] });

      // Of none of the three it has said how many rows it sent: owed since the first of them, by the hours of the pack.
      const owed = new Date(new Date(firstAt).getTime() + countWithin * 3_600_000).toISOString();
      expect(await numbered()).toMatchObject({ count: { dueAt: owed, isLate: false } });
      expect((await count(2, 3, 2)).body).toMatchObject({ count: { dueAt: owed, isLate: false } });
      expect((await count(1, 3, 3)).body).toMatchObject({ state: 'silent', why: 'counts_differ', count: null });
      expect((await count(1, 3, 2)).body).toMatchObject({ state: 'fresh', why: null });
      expect((await count(1, 4, 2)).body).toMatchObject({ why: 'delivery_missing', missingNumbers: [4] });
      // A file and an empty delivery under one number at one instant: one of them takes it.
      const both = await Promise.all([upload([numberedRow(7010)], 'source=court-n&number=4'), receipt(4)]);
      expect(both.map(({ status }) => status >= 400)).toEqual(expect.arrayContaining([true, false]));
      expect(both.find(({ status }) => status >= 400)?.body).toMatchObject({ code: 'registry-delivery-known' });
      const other = await registrar('POST', '/api/registry/sources/court-a/counts', {
        firstNumber: 1,
        lastNumber: 1,
        rows: 0,
        reference: 'count',
      });
      expect(other.body).toMatchObject({ code: 'registry-source-not-numbered' });

      // The fifth is never counted: named by the page, on the home of the registrar, and by health.
      expect((await receipt(5)).status).toBe(200);
      node().clock.advance(countWithin * 3_600_000 + 1000);
      registrar = await callAs(node(), 'registrar');
      expect(await numbered()).toMatchObject({ count: { isLate: true } });
      const { tasks } = (await registrar('GET', '/api/registry/overview')).body as { tasks: { kind: string }[] };
      expect(tasks.find(({ kind }) => kind === 'late-count')).toMatchObject({ count: 1, overdue: true });
      const said = async () =>
        (
          (await node().http.inject({ url: '/api/health' })).json() as { reasons: { check: string; en: string }[] }
        ).reasons.find(({ check }) => check === 'registry.counts')?.en;
      expect(await said()).toContain('Numbered court (invented): no count of what it sent');
      await count(5, 5, 0);
      expect(await numbered()).toMatchObject({ count: null });
      expect(await said()).toBeUndefined();
    });

    it('a source may say nothing for no longer than the law pack lets any', async () => {
      const administrator = await callAs(node(), 'admin');
      const declared = {
        code: 'court-slow',
        nameEn: 'Slow court (invented)',
        nameZh: '缓报法院（虚构）',
        kind: 'court',
      };
      const refused = await administrator('POST', '/api/registry/sources', {
        ...{ ...declared, querySource: 'sexual_offence_registry', freshHours: mostFresh + 1 },
      });
      expect(refused).toMatchObject({
        status: 422,
        body: { fields: [{ path: 'freshHours', message: { en: expect.stringContaining(`${mostFresh} hours`) } }] },
      });
    });
  },
  {},
  { modules: [world.module] },
);
