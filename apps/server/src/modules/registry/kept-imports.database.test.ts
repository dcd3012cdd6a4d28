import { systemViewer } from '@gatehouse/server';
import { beforeAll, expect, it } from 'vitest';
import { importFile, misread, numberedRow } from '../../../../../test/harness/import-file.js';
import { asOwner } from '../../../../../test/harness/index-world.js';
import { type Archive, archiveThatThrows, sweepRetention } from '../../../../../test/harness/kept.js';
import { uploadTo } from '../../../../../test/harness/inquiry-world.js';
import { callerAs, makeWorld, signInAs } from '../../../../../test/harness/people.js';
import {
  callAs,
  declareSources,
  demonstrationLaw,
  inventedNumber,
  registryWorld,
} from '../../../../../test/harness/registry-world.js';
import { onChosenEngines } from '../../../../../test/harness/test-node.js';
import { act } from '../../kernel/act.js';
import { erasuresAgain } from '../../kernel/erasure.js';
import { newId } from '../../kernel/ids.js';
import { keptImports } from './actions/keep-imports.js';
import type { RowCells } from './import/row-entry.js';

const world = registryWorld();
const day = 86_400_000;

type Row = { state: string; erased: boolean; leads: number; keys: number; cells: number };

onChosenEngines(
  'files of sources, once their time has passed',
  (node) => {
    let archive: Archive;
    beforeAll(async () => {
      await makeWorld(node());
      await declareSources(node());
      const { pack, hash } = demonstrationLaw();
      archive = archiveThatThrows(node(), { pack, hash }, keptImports(node().kernel));
    });
    const pass = async (days: number): Promise<void> => {
      node().clock.advance(days * day);
      await sweepRetention(archive);
    };
    const upload = async (...rows: RowCells[]): Promise<string> => {
      const headers = await signInAs(node(), 'registrar');
      const url = '/api/registry/imports?source=court-a';
      const answer = await uploadTo(node(), headers, url, await importFile(rows), '张三案.csv');
      return answer.json<{ import: { id: string } }>().import.id;
    };
    const read = async (id: string) =>
      (await (await callAs(node(), 'registrar'))('GET', `/api/registry/imports/${id}`)).body;
    const step = async (id: string, verb: string): Promise<void> => {
      const { version } = await read(id);
      await (
        await callAs(node(), 'registrar')
      )('POST', `/api/registry/imports/${id}/${verb}`, { version });
      await node().kernel.jobs.drain();
    };
    const rowOf = async (id: string) =>
      (
        await asOwner<Row>(
          node(),
          `select state, erased_at is not null as erased, length(file_name_sealed) + coalesce(length(file_object), 0) + length(columns::text) - 2 as leads,
                  (select count(*)::int from kernel.data_key key where key.id in (data_key_id, file_data_key_id) and key.wrapped is not null) as keys,
                  (select count(*)::int from registry.import_row line where line.import_id = one.id and line.cells_sealed is not null) as cells
             from registry.import one where id = '${id}'`,
        )
      )[0];

    it('name nobody any more, wherever they were left lying; what was entered stays entered', async () => {
      const unread = await upload(numberedRow(901));
      const unentered = await upload(numberedRow(902), numberedRow(903));
      await step(unentered, 'check');
      const held = numberedRow(905, { doc_number: misread(inventedNumber('19800101', 905)) });
      const entered = await upload(numberedRow(904), held);
      await step(entered, 'check');
      await step(entered, 'hand-over');
      expect([await rowOf(unread), await rowOf(unentered), await rowOf(entered)]).toMatchObject([
        { state: 'uploaded', cells: 0 },
        { state: 'checked', cells: 2 },
        { state: 'entered', cells: 1 },
      ]);
      await pass(160);
      expect((await rowOf(unread))?.erased).toBe(false);
      expect((await read(unread))['kept']).toMatchObject({ until: expect.any(String) });
      await pass(40);
      const nothing = { erased: true, leads: 0, keys: 0, cells: 0 };
      expect(await rowOf(unread)).toEqual({ state: 'discarded', ...nothing });
      expect(await rowOf(unentered)).toEqual({ state: 'discarded', ...nothing });
      expect(await rowOf(entered)).toEqual({ state: 'entered', ...nothing });
      expect(await read(entered)).toMatchObject({
        counts: { new: 1, held: 1 },
        kept: { erasedAt: expect.any(String) },
      });
      const registrar = await callAs(node(), 'registrar');
      const { body } = await registrar('GET', '/api/registry/imports');
      expect(body['items']).toMatchObject([{ fileName: '—' }, { fileName: '—' }, { fileName: '—' }]);
      expect((await registrar('GET', `/api/registry/imports/${entered}/file`)).body).toEqual({
        fileName: '—',
        columns: [],
      });
      // A file that was given up may be brought again.
      expect(await upload(numberedRow(901))).not.toBe(unread);
    });

    it('count anew with every step, and stay while a hold names somebody in them', async () => {
      const [worked, named] = [await upload(numberedRow(911)), await upload(numberedRow(912))];
      await step(named, 'check');
      const hold = { document: { type: 'resident_id', number: inventedNumber('19800101', 912) }, ground: 'lawsuit' };
      const placed = await (
        await callerAs(node(), 'procurator')
      )('POST', '/api/retention/holds', {
        ...{ ...hold, reference: '云检912号' },
      });
      expect(placed.statusCode).toBe(201);
      await pass(160);
      await step(worked, 'check');
      expect((await read(worked))['kept']).toBeUndefined();
      await pass(40);
      expect([await rowOf(worked), await rowOf(named)]).toMatchObject([
        { state: 'checked', erased: false, cells: 1 },
        { state: 'checked', erased: false, cells: 1 },
      ]);
      await pass(120);
      await pass(40);
      expect([(await rowOf(worked))?.erased, (await rowOf(named))?.erased]).toEqual([true, false]);
    });

    it('are erased again in an older copy that was put back, unless a job has one in hand', async () => {
      const [id, atWork] = [await upload(numberedRow(921)), await upload(numberedRow(922))];
      await asOwner(node(), `update registry.import set state = 'entering' where id = '${atWork}'`);
      const again = (objectId: string) =>
        act(node().kernel, systemViewer('restore'), 'journal.reapply-act', async (context) => {
          await context.record({});
          const lost = { act: 'erased', objectId, at: context.now };
          return erasuresAgain(keptImports(node().kernel))['registry.import']?.(context, lost);
        });
      expect([await again(id), await again(id), await again(newId()), await again(atWork)]).toEqual([
        ...['done', 'already', 'unknown', 'by_hand'],
      ]);
    });
  },
  {},
  { modules: [world.module] },
);
