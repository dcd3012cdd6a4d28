import { builtInPacks, loadPack } from '@gatehouse/law';
import { writeTable } from '@gatehouse/tabular';
import { beforeAll, expect, it } from 'vitest';
import { asOwner } from '../../../../../test/harness/index-world.js';
import { inquiryTestModule, inventedNumber, uploadFile } from '../../../../../test/harness/inquiry-world.js';
import { type Archive, archiveThatThrows, sweepRetention } from '../../../../../test/harness/kept.js';
import { callerAs, makeWorld, signInAs } from '../../../../../test/harness/people.js';
import { onChosenEngines } from '../../../../../test/harness/test-node.js';
import { act } from '../../kernel/act.js';
import { newId } from '../../kernel/ids.js';
import { systemViewer } from '../../kernel/viewer.js';
import { keptLists, listsAgain } from './actions/keep-lists.js';
import { listColumns } from './list/columns.js';

const world = inquiryTestModule();
const day = 86_400_000;
const rowOfFile = (order: number) => ({
  ...{ number: 1, name: `李乙${order}`, documentType: '居民身份证', documentNumber: inventedNumber('19650505', order) },
  ...{ postClass: '教师', employmentForm: '合同制', startDate: '2020/9/1', purpose: '年度查询' },
});

onChosenEngines(
  'uploaded lists of which no row is left',
  (node) => {
    let archive: Archive;
    const platform = () => ({ kernel: node().kernel, doors: world.doors });
    beforeAll(async () => {
      await makeWorld(node());
      const { pack, hash } = loadPack(builtInPacks.get('cn-national'), builtInPacks);
      archive = archiveThatThrows(node(), { pack, hash }, keptLists(platform()));
    });
    const pass = async (days: number): Promise<void> => {
      node().clock.advance(days * day);
      await sweepRetention(archive);
    };
    const upload = async (bytes: Uint8Array, name = '王五等人.csv'): Promise<string> => {
      const answer = await uploadFile(node(), await signInAs(node(), 'clerk'), bytes, name);
      return String(answer.json<{ id: string }>().id);
    };
    const fileOf = (...orders: number[]) =>
      writeTable(orders.map(rowOfFile), { format: 'csv', columns: listColumns, language: 'zh' });
    /** One that was stopped before its first row was taken. */
    const stopped = async (order: number): Promise<string> => {
      const id = await upload(await fileOf(order));
      await asOwner(node(), `update inquiry.batch set state = 'STOPPED' where id = '${id}'`);
      await node().kernel.jobs.drain();
      return id;
    };
    const listOf = async (id: string) =>
      (
        await asOwner<{ state: string; erased: boolean; leads: number; keys: number; files: number }>(
          node(),
          `select state, erased_at is not null as erased,
                  length(file_name) + coalesce(length(content_token), 0) + length(columns::text) + length(problems::text) - 4 as leads,
                  (select count(*)::int from kernel.data_key key where key.id = data_key_id and key.wrapped is not null) as keys,
                  (select count(*)::int from kernel.stored_file file where file.id = file_id) as files
             from inquiry.batch where id = '${id}'`,
        )
      )[0];

    it('name nobody any more: refused, stopped or given up; one with rows goes with the last of them', async () => {
      const refused = await upload(new TextEncoder().encode('不是表格'), '赵六.csv');
      await node().kernel.jobs.drain();
      const left = await stopped(1);
      const withRow = await upload(await fileOf(2));
      await node().kernel.jobs.drain();
      expect([await listOf(refused), await listOf(left), await listOf(withRow)]).toMatchObject([
        { state: 'REFUSED', files: 1 },
        { state: 'STOPPED', files: 1 },
        { state: 'READY', files: 1 },
      ]);
      await pass(160);
      const clerk = async (url: string) => (await (await callerAs(node(), 'clerk'))('GET', url)).json();
      expect(await clerk(`/api/inquiry-batches/${left}`)).toMatchObject({ kept: { until: expect.any(String) } });
      await pass(40);
      const nothing = { erased: true, leads: 0, keys: 0, files: 0 };
      expect(await listOf(refused)).toEqual({ state: 'REFUSED', ...nothing });
      expect(await listOf(left)).toEqual({ state: 'CANCELLED', ...nothing });
      expect(await listOf(withRow)).toMatchObject({ state: 'READY', erased: false, files: 1 });
      expect(await clerk(`/api/inquiry-batches/${left}/file`)).toEqual({ fileName: '—', columns: [] });
      expect(await clerk(`/api/inquiry-batches/${left}`)).toMatchObject({
        next: { zh: expect.stringContaining('已删除') },
      });
    });

    it('stay while a hold names somebody in them', async () => {
      const [held, free] = [await stopped(11), await stopped(12)];
      const document = { type: 'resident_id', number: inventedNumber('19650505', 11) };
      const hold = { document, ground: 'criminal_case', reference: '云检11号' };
      expect((await (await callerAs(node(), 'procurator'))('POST', '/api/retention/holds', hold)).statusCode).toBe(201);
      await pass(160);
      await pass(40);
      expect([(await listOf(held))?.erased, (await listOf(free))?.erased]).toEqual([false, true]);
    });

    it('are erased again in an older copy that was put back, unless it has rows', async () => {
      const left = await stopped(21);
      const withRow = await upload(await fileOf(22));
      await node().kernel.jobs.drain();
      const again = (objectId: string) =>
        act(node().kernel, systemViewer('restore'), 'journal.reapply-act', async (context) => {
          await context.record({});
          const lost = { act: 'erased', objectId, at: context.now };
          return listsAgain(platform())['inquiry.list']?.(context, lost);
        });
      expect([await again(left), await again(left), await again(newId()), await again(withRow)]).toEqual([
        ...['done', 'already', 'unknown', 'by_hand'],
      ]);
    });
  },
  {},
  { modules: [world.module] },
);
