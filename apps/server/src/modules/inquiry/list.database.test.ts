import type { Words } from '@gatehouse/contract';
import { type OutputRow, readTable, writeTable } from '@gatehouse/tabular';
import { beforeAll, expect, it } from 'vitest';
import {
  answerFrom,
  caller,
  inquiryTestModule,
  inventedNumber,
  lastAskId,
  signedIn,
  uploadFile,
} from '../../../../../test/harness/inquiry-world.js';
import { makeWorld, type SignedIn, type World } from '../../../../../test/harness/people.js';
import { onChosenEngines } from '../../../../../test/harness/test-node.js';
import { openReleaseWindows } from './actions/open-release-windows.js';
import { rowsInChunk } from './actions/process-list.js';
import { resumeInterruptedLists } from './events.js';
import { listColumns } from './list/columns.js';

const world = inquiryTestModule();
const rowsInFile = 500;

/** Rows of invented people; every hundredth has a number whose check digit is wrong, and one stands there twice. */
function fileRows(from: number): OutputRow[] {
  return Array.from({ length: rowsInFile }, (_, at) => {
    const number = inventedNumber(`19${String(60 + (from % 30))}0101`, at === 77 ? 76 : at);
    const wrong = at % 100 === 17 ? number.slice(0, 17) + (number.endsWith('1') ? '2' : '1') : number;
    return {
      number: at + 1,
      name: `李乙${at}`,
      documentType: '居民身份证',
      documentNumber: wrong,
      postClass: '教师',
      employmentForm: '合同制',
      startDate: '2020/9/1',
      purpose: '年度查询',
    };
  });
}

onChosenEngines(
  'a list',
  (node) => {
    let sessions: Record<'clerk' | 'reviewer', SignedIn>;
    const clerk = caller(node, () => sessions.clerk);
    const reviewer = caller(node, () => sessions.reviewer);
    const platform = () => ({ kernel: node().kernel, doors: world.doors });
    let organisations: World['organisations'];
    let list = '';
    let file: Uint8Array;

    beforeAll(async () => {
      ({ organisations } = await makeWorld(node()));
      sessions = await signedIn(node(), ['clerk', 'reviewer']);
      await openReleaseWindows(platform());
      file = await writeTable(fileRows(1), { format: 'xlsx', columns: listColumns, language: 'zh' });
    });
    const renameNextDoor = () =>
      node().kernel.database.asOwner(async (client) => {
        const { school, schoolNextDoor } = organisations;
        await client.query(`update access.organisation set credit_code = '12100101MB0000001B' where id = '${school}'`);
        await client.query(
          `update access.organisation set name_zh = '甲县第一小学（虚构）' where id = '${schoolNextDoor}'`,
        );
      });
    const look = async () => (await clerk('GET', `/api/inquiry-batches/${list}`)).body;

    it('is killed in the middle and resumed, and every row is there exactly once', async () => {
      const answer = await uploadFile(node(), sessions.clerk, file, '花名册.xlsx');
      expect([answer.statusCode, answer.json()]).toEqual([202, expect.objectContaining({ state: 'READING' })]);
      list = answer.json().id;
      // One organisation is read per chunk: the power goes in the third.
      world.failAfter = 3;
      await node().kernel.jobs.drain();
      expect(await look()).toMatchObject({
        state: 'PROCESSING',
        progress: { rows: rowsInFile, done: 2 * rowsInChunk },
      });

      await resumeInterruptedLists(platform());
      expect(await look()).toMatchObject({ state: 'READY', progress: { rows: rowsInFile, done: rowsInFile } });
      const rows = new Set<number>();
      let cursor = '';
      do {
        const page = await clerk('GET', `/api/inquiry-batches/${list}/rows?limit=200${cursor}`);
        for (const { rowNumber } of page.body.items as { rowNumber: number }[]) rows.add(rowNumber);
        cursor = page.body.next === undefined ? '' : `&cursor=${String(page.body.next)}`;
      } while (cursor !== '');
      expect(rows.size).toBe(rowsInFile);
      await resumeInterruptedLists(platform());
      const { counts } = (await look()) as { counts: { byState: Record<string, number> } };
      expect(counts.byState).toEqual({ DRAFT: rowsInFile });
    });

    it('the same file twice is recognised', async () => {
      const again = await uploadFile(node(), sessions.clerk, file, 'other.xlsx');
      expect([again.statusCode, again.json().code]).toEqual([409, 'list-known']);
      expect(again.body).toContain(list);
    });

    it('problems name row and column in words, and never a number', async () => {
      const page = await clerk('GET', `/api/inquiry-batches/${list}/rows?problems=with&limit=50`);
      const items = page.body.items as {
        rowNumber: number;
        fields: { row: number; column: string; message: { zh: string } }[];
      }[];
      expect(items.map(({ rowNumber }) => rowNumber)).toEqual([19, 79, 119, 219, 319, 419]);
      expect(items[0]?.fields[0]).toMatchObject({ row: 19, column: '证件号码' });
      expect(items[1]?.fields[0]?.message.zh).toContain('第78行');
      expect(withoutIds(JSON.stringify(page.body))).not.toMatch(/\d{6}[12]\d{3}/);
    });

    it('a row is mended inline, the others are set aside and still count as not yet asked', async () => {
      const page = await clerk('GET', `/api/inquiry-batches/${list}/rows?problems=with&limit=1`);
      const [row] = page.body.items as { id: string }[];
      const draft = (await clerk('GET', `/api/inquiries/${row?.id}/draft`)).body as { person: object };
      const person = { ...draft.person, documents: [{ type: 'resident_id', number: inventedNumber('19610101', 17) }] };
      const mended = await clerk('PUT', `/api/inquiries/${row?.id}`, { ...draft, person });
      expect([mended.status, mended.body.problems]).toEqual([200, 0]);

      const { version } = await look();
      const blocked = await clerk('POST', `/api/inquiry-batches/${list}/submit`, { version });
      expect(blocked.body.code).toBe('list-has-problems');
      const aside = await clerk('POST', `/api/inquiry-batches/${list}/set-aside`, { version });
      expect(aside.body).toMatchObject({ setAside: { progress: { rows: 5 }, setAsideFrom: list } });
      const home = await clerk('GET', '/api/inquiry-home');
      expect(home.body).toMatchObject({ figures: { notYetAsked: rowsInFile } });
    });

    it('is proven, served, sent, approved, asked, told and exported', async () => {
      const all = rowsInFile - 5;
      const some = 30;
      const page = await clerk('GET', `/api/inquiry-batches/${list}/rows?limit=${some}`);
      const rows = (page.body.items as { id: string }[]).map(({ id }) => id);
      const proven = await clerk('POST', `/api/inquiry-batches/${list}/prove-identity`, {
        kind: 'original_seen',
        rows,
      });
      expect(proven.body).toMatchObject({ state: 'DONE', progress: { rows: some, done: some, left: 0 } });
      const served = await clerk('POST', `/api/inquiry-batches/${list}/serve-notices`, {
        servedOn: '2026-11-20',
        rows,
      });
      expect(served.body).toMatchObject({ state: 'DONE', progress: { done: some, left: 0 } });
      const { version } = await look();
      const sent = await clerk('POST', `/api/inquiry-batches/${list}/submit`, { version, rows });
      expect(sent.body).toMatchObject({ state: 'DONE', progress: { done: some, left: 0 } });

      // Another unit of the county bears the name of this one, and has nothing here: the unit reads its name as it is.
      await renameNextDoor();
      const inbox = await reviewer('GET', '/api/inquiry-reviews?limit=3');
      const unitOf = ({ body }: { body: Record<string, unknown> }) => (body.items as { unit: Words }[])[0]?.unit.zh;
      expect(unitOf(inbox)).toBe('甲县第一小学（虚构）（代码末位001B）');
      expect(unitOf(await clerk('GET', '/api/inquiries?limit=1'))).toBe('甲县第一小学（虚构）');
      const items = (inbox.body.items as { id: string; version: number }[]).map(({ id, version: seen }) => ({
        id,
        version: seen,
      }));
      const stale = { id: items[2]?.id, version: 1 };
      const approved = await reviewer('POST', '/api/inquiry-reviews/approve', { items: [...items.slice(0, 2), stale] });
      expect(approved.body).toMatchObject({ state: 'DONE', progress: { rows: 3, done: 2, left: 1 } });
      const left = await reviewer('GET', `/api/inquiry-deeds/${String(approved.body.id)}/left`);
      expect(left.body.items).toMatchObject([{ inquiryId: stale.id, code: 'changed-meanwhile' }]);
      await node().kernel.jobs.drain();
      const askId = lastAskId(world);
      await answerFrom(node(), world.module, askId, 'no_record');
      node().clock.advance(61_000);
      await openReleaseWindows(platform());

      const answer = await node().http.inject({
        method: 'POST',
        url: '/api/inquiries/export',
        headers: sessions.clerk,
        payload: { format: 'csv', batchId: list },
      });
      const table = await readTable(answer.rawPayload, { format: 'csv' });
      expect(table).toMatchObject({ ok: true });
      if (!table.ok) return;
      expect(table.rows.length).toBe(all);
      const outcomes = table.rows.map(({ cells }) => cells[4]);
      expect([outcomes.filter((one) => one === '未发现').length, new Set(outcomes)]).toEqual([
        1,
        new Set(['未发现', '结果尚未作出']),
      ]);
      expect(withoutIds(answer.body)).not.toMatch(/\d{6}[12]\d{3}[01]\d[0-3]\d/);
    });

    it('is stopped and gone on with', async () => {
      const some = fileRows(2).slice(0, rowsInChunk + 10);
      const csv = await writeTable(some, { format: 'csv', columns: listColumns, language: 'en' });
      const answer = await uploadFile(node(), sessions.clerk, csv, 'people.csv');
      list = answer.json().id;
      const stopped = await clerk('POST', `/api/inquiry-batches/${list}/stop`, { version: answer.json().version });
      expect(stopped.body.state).toBe('STOPPED');
      await node().kernel.jobs.drain();
      expect(await look()).toMatchObject({ state: 'STOPPED', progress: { done: 0 } });
      const { version } = await look();
      await clerk('POST', `/api/inquiry-batches/${list}/resume`, { version });
      await node().kernel.jobs.drain();
      expect(await look()).toMatchObject({ state: 'READY', progress: { done: some.length } });
    });

    it('a file that is no list is refused in words', async () => {
      const bytes = Buffer.from('姓名,电话\n张三,1\n');
      const answer = await uploadFile(node(), sessions.clerk, bytes, 'phones.csv');
      list = answer.json().id;
      await node().kernel.jobs.drain();
      const view = await look();
      expect(view).toMatchObject({ state: 'REFUSED' });
      expect(JSON.stringify(view.problems)).toContain('证件号码');
    });

    it('template and sample can be read again', async () => {
      for (const content of ['empty', 'sample']) {
        const url = `/api/inquiry-template?content=${content}`;
        const answer = await node().http.inject({ url, headers: sessions.clerk });
        const table = await readTable(answer.rawPayload, { columns: listColumns });
        expect(table.ok && table.headers.map((header) => header.replace('*', ''))).toEqual(
          listColumns.map(({ title }) => title.zh),
        );
      }
    });
  },
  {},
  { modules: [world.module] },
);

/** A text without its random ids: ten digits of one may look like the beginning of a person's number. */
function withoutIds(text: string): string {
  return text.replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '');
}
