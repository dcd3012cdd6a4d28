import { writeTable } from '@gatehouse/tabular';
import { systemViewer, withTransaction } from '@gatehouse/server';
import { beforeAll, expect, it } from 'vitest';
import { makeWorld, signInAs } from '../../../../../test/harness/people.js';
import {
  type Call,
  callAs,
  declareSource,
  declareSources,
  demonstrationLaw,
  inventedNumber,
  inventedRecord,
  registryWorld,
} from '../../../../../test/harness/registry-world.js';
import { onChosenEngines } from '../../../../../test/harness/test-node.js';
import { aliasColumns } from './import/alias-row.js';
import type { RowCells } from './import/row-entry.js';
import { openMatcher } from './matcher/matcher.js';

const world = registryWorld();
const reason = 'Compared with the register.';

function change(reference: string, more: RowCells): RowCells {
  return { reference, change_kind: '更名', change_from: '2021-03-01', ...more };
}

onChosenEngines(
  'aliases',
  (node) => {
    const calls = {} as Record<'registrar' | 'verifier', Call>;
    beforeAll(async () => {
      await makeWorld(node());
      await declareSources(node());
      await declareSource(node(), 'civil-a', 'civil_register', 'sexual_offence_registry');
      for (const login of ['registrar', 'verifier'] as const) calls[login] = await callAs(node(), login);
    });

    const onRecord = async (name: string, number: string) => {
      const entered = await calls.registrar('POST', '/api/registry/records', inventedRecord({ name, number }));
      expect(entered.status).toBe(201);
      const items = [{ recordId: entered.body['recordId'], version: 1 }];
      await calls.verifier('POST', '/api/registry/verifications', { items });
      return entered.body as { recordId: string; personId: string };
    };
    const upload = async (rows: readonly RowCells[]) => {
      const bytes = await writeTable(rows, { format: 'csv', columns: aliasColumns, language: 'zh' });
      const head = '--b\r\ncontent-disposition: form-data; name="file"; filename="changes.csv"\r\n\r\n';
      const payload = Buffer.concat([Buffer.from(head), Buffer.from(bytes), Buffer.from('\r\n--b--\r\n')]);
      const answer = await node().http.inject({
        method: 'POST',
        url: '/api/registry/imports?source=civil-a',
        headers: { ...(await signInAs(node(), 'registrar')), 'content-type': 'multipart/form-data; boundary=b' },
        payload,
      });
      expect(answer.statusCode).toBe(201);
      expect(answer.body).not.toContain('100101');
      return (answer.json() as { import: { id: string } }).import.id;
    };
    const read = async (id: string) => (await calls.registrar('GET', `/api/registry/imports/${id}`)).body;
    const step = async (id: string, verb: string) => {
      const version = (await read(id))['version'];
      await calls.registrar('POST', `/api/registry/imports/${id}/${verb}`, { version });
      await node().kernel.jobs.drain();
      return read(id);
    };
    const bringIn = async (...rows: readonly RowCells[]) => {
      const id = await upload(rows);
      await step(id, 'check');
      return step(id, 'hand-over');
    };
    const waiting = async () =>
      (await calls.verifier('GET', '/api/registry/aliases')).body['items'] as {
        id: string;
        version: number;
        reference: string;
      }[];
    const decide = (alias: { id: string; version: number }, decision = 'confirm') =>
      calls.verifier('POST', `/api/registry/aliases/${alias.id}/decision`, {
        version: alias.version,
        decision,
        reason,
      });
    const propose = (id: string, version: number, more: object) =>
      calls.registrar('POST', `/api/registry/aliases/${id}/proposals`, { version, reason, ...more });
    const confirmNext = async () => {
      const [next] = await waiting();
      if (next === undefined) throw new Error('nothing waits');
      expect(await decide(next)).toMatchObject({ status: 200, body: { state: 'effective' } });
      return { id: next.id, version: next.version + 1 };
    };
    const screen = async (name: string, ...numbers: readonly string[]) => {
      const matcher = openMatcher(node().kernel, demonstrationLaw());
      const documents = numbers.map((docNumber) => ({ docNumber, docType: 'resident_id' as const }));
      const [screened] = await matcher.screen([{ person: { id: 'asked', name, documents }, lists }]);
      await matcher.stop();
      return screened?.band;
    };
    const lists = ['open/T1', 'open/T2', 'open/T3'];
    const personIdOf = async (number: string) => {
      const search = { documentType: 'resident_id', number, purpose: 'verification', reference: 'case 1' };
      return (await calls.registrar('POST', '/api/registry/person-searches', search)).body['personId'];
    };

    it('a person who changed name and number is found by both, and by either, once a second person has confirmed', async () => {
      const [before, after] = [inventedNumber('19810101', 1), inventedNumber('19810101', 2)];
      const { personId } = await onRecord('王旧名', before);
      expect(await screen('王新名', after)).toBe('none');
      const numbers = { change_kind: '姓名和号码变更', old_doc_number: before, new_doc_number: after };
      const imported = await bringIn(change('变1', { ...numbers, old_name: '王旧名', new_name: '王新名' }));
      expect(imported).toMatchObject({ kind: 'aliases', state: 'entered', counts: { new: 1, unmatched: 0 } });
      expect(await screen('王新名', after)).toBe('none');
      await confirmNext();
      expect(await screen('王新名', after)).toBe('strong');
      expect(await screen('王旧名', before)).toBe('strong');
      expect(await screen('王新名', before)).toBe('strong');
      expect(await screen('别的名', after)).toBe('possible');
      // Both numbers are valid and differ; the alias links them, so that neither contradicts the other.
      expect(await screen('王新名', before, after)).toBe('strong');
      expect(await personIdOf(after)).toBe(personId);
    });

    it('keeps the old name and number with their periods, and shows who brought the change in and who confirmed it', async () => {
      const personId = await personIdOf(inventedNumber('19810101', 1));
      const page = (await calls.registrar('GET', `/api/registry/persons/${String(personId)}?purpose=verification`))
        .body;
      expect(page['names']).toMatchObject([
        { name: '王旧名', kind: 'current', validFrom: null, validTo: null },
        { name: '王新名', kind: 'current', validFrom: '2021-03-01', validTo: null },
      ]);
      expect((page['documents'] as object[]).length).toBe(2);
      expect(page['aliases']).toMatchObject([
        {
          state: 'effective',
          reference: '变1',
          oldName: '王旧名',
          newName: '王新名',
          actions: [{ verb: 'entered' }, { verb: 'verified', reason }],
        },
      ]);
      expect(JSON.stringify(page)).not.toContain('100101');
    });

    it('of people who are not on record nothing stays but a count, also of a sealed one and of a row that cannot be read', async () => {
      const sealed = inventedNumber('19820202', 1);
      const { recordId } = await onRecord('李封存', sealed);
      const order = { verb: 'seal', version: 2, reason, validFrom: '2020-01-01' };
      const proposal = await calls.registrar('POST', `/api/registry/records/${recordId}/proposals`, order);
      await calls.verifier('POST', `/api/registry/proposals/${String(proposal.body['proposalId'])}/decision`, {
        recordVersion: 2,
        decision: 'confirm',
        reason,
      });
      const nobody = change('变2', { new_name: '赵无录', old_doc_number: inventedNumber('19830303', 1) });
      const hidden = change('变3', { new_name: '李新名', old_doc_number: sealed });
      const broken = change('变4', {
        new_name: '钱无录',
        old_doc_number: inventedNumber('19840404', 1),
        change_from: 'soon',
      });
      const numberless = change('变5', { change_kind: '公民身份号码变更', new_name: '孙无录' });
      const id = await upload([nobody, hidden, broken, numberless]);
      expect(await step(id, 'check')).toMatchObject({ counts: { new: 0, held: 0, refused: 2, unmatched: 2 } });
      const rows = (await calls.registrar('GET', `/api/registry/imports/${id}/rows`)).body['items'];
      expect(rows).toMatchObject([
        { row: 4, outcome: 'refused', mendable: false, problems: [{ column: '生效日期 / Valid from' }] },
        { row: 5, outcome: 'refused', problems: [{ column: '原证件号码 / Old document number' }, {}] },
      ]);
      await withTransaction(
        node().kernel.database,
        systemViewer('demonstration'),
        node().clock.now(),
        async ({ sql }) => {
          const kept = await sql.selectFrom('registry.importRow').selectAll().where('importId', '=', id).execute();
          expect(kept.map(({ rowNumber, cellsSealed }) => [rowNumber, cellsSealed])).toEqual([
            [4, null],
            [5, null],
          ]);
        },
      );
    });

    it('who brought a change in does not confirm it, and a change that is refused changes nothing', async () => {
      const number = inventedNumber('19850505', 1);
      await onRecord('周一', number);
      await bringIn(change('变6', { new_name: '周新', old_doc_number: number }));
      const [next] = await waiting();
      if (next === undefined) throw new Error('nothing waits');
      const asRegistrar = await calls.registrar('POST', `/api/registry/aliases/${next.id}/decision`, {
        version: next.version,
        decision: 'confirm',
        reason,
      });
      expect(asRegistrar.status).toBe(403);
      expect(await decide(next, 'refuse')).toMatchObject({ body: { state: 'rejected' } });
      expect(await screen('周新', number)).toBe('possible');
    });

    it('withdrawn by two people, its name and number are nobody’s, and who has that number is a person of their own', async () => {
      const [before, after] = [inventedNumber('19860606', 1), inventedNumber('19860606', 2)];
      const { personId } = await onRecord('吴一', before);
      const numbers = { change_kind: '公民身份号码变更', old_doc_number: before, new_doc_number: after };
      await bringIn(change('变7', numbers));
      const alias = await confirmNext();
      const proposed = await propose(alias.id, alias.version, { verb: 'withdraw' });
      expect(proposed).toMatchObject({ status: 201, body: { state: 'withdrawing' } });
      expect(await screen('吴一', after)).toBe('strong');
      expect(await decide({ id: alias.id, version: alias.version + 1 })).toMatchObject({
        body: { state: 'withdrawn' },
      });
      expect(await screen('吴一', after)).toBe('none');
      expect(await screen('吴一', before)).toBe('strong');
      expect((await onRecord('郑二', after)).personId).not.toBe(personId);
    });

    it('corrected, the new change stands and the old one ends in one act; sent again it is the same', async () => {
      const [before, wrong, right] = [1, 2, 3].map((serial) => inventedNumber('19870707', serial));
      if (before === undefined || wrong === undefined || right === undefined) throw new Error('numbers');
      await onRecord('冯一', before);
      const numbers = { change_kind: '公民身份号码变更', old_doc_number: before, new_doc_number: wrong };
      await bringIn(change('变8', numbers));
      const alias = await confirmNext();
      const document = (number: string) => ({ type: 'resident_id', number });
      const corrected = {
        kind: 'number',
        reference: '变8',
        validFrom: '2021-03-01',
        oldDocument: document(before),
        newDocument: document(right),
      };
      expect(await propose(alias.id, alias.version, { verb: 'correct', change: corrected })).toMatchObject({
        status: 201,
      });
      expect(await propose(alias.id, alias.version, { verb: 'withdraw' })).toMatchObject({ status: 409 });
      await confirmNext();
      expect(await screen('冯一', right)).toBe('strong');
      expect(await screen('冯一', wrong)).toBe('none');
      const again = await bringIn(change('变8', { ...numbers, new_doc_number: right }));
      expect(again).toMatchObject({ counts: { same: 1, new: 0, changed: 0 } });
    });

    it('a change that would tie two persons on record together is refused', async () => {
      const [one, other] = [inventedNumber('19880808', 1), inventedNumber('19880808', 2)];
      await onRecord('陈一', one);
      await onRecord('褚二', other);
      const numbers = { change_kind: '公民身份号码变更', old_doc_number: one, new_doc_number: other };
      const id = await upload([change('变9', numbers)]);
      expect(await step(id, 'check')).toMatchObject({ counts: { refused: 1, new: 0 } });
      const rows = (await calls.registrar('GET', `/api/registry/imports/${id}/rows`)).body['items'];
      expect(rows).toMatchObject([{ row: 2, problems: [{ code: 'registry-person-ambiguous' }] }]);
    });
  },
  {},
  { modules: [world.module] },
);
