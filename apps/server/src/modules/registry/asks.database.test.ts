import type { RecordEntry } from '@gatehouse/contract';
import { withTransaction } from '@gatehouse/server';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { makeWorld } from '../../../../../test/harness/people.js';
import {
  type Call,
  callAs,
  declareSources,
  inventedNumber,
  inventedRecord,
  registryWorld,
} from '../../../../../test/harness/registry-world.js';
import { onChosenEngines, type TestNode } from '../../../../../test/harness/test-node.js';

const world = registryWorld();

/** The texts of all statements that run meanwhile, in order. */
async function statementsOf(node: TestNode, work: () => Promise<unknown>): Promise<string[]> {
  const { pool } = node.kernel.database;
  const texts: string[] = [];
  const client = await pool.connect();
  const prototype = Object.getPrototypeOf(client) as { query: (...given: unknown[]) => unknown };
  client.release();
  const original = prototype.query;
  prototype.query = function query(this: unknown, ...given: unknown[]) {
    const [first] = given;
    texts.push(typeof first === 'string' ? first : String((first as { text?: string }).text));
    return original.apply(this, given);
  };
  try {
    await work();
  } finally {
    prototype.query = original;
  }
  return texts;
}

onChosenEngines(
  'asks',
  (node) => {
    const calls = {} as Record<'registrar' | 'verifier' | 'comparer' | 'comparer-2' | 'recheck', Call>;
    let serial = 100;
    beforeAll(async () => {
      await makeWorld(node());
      await declareSources(node());
      for (const login of ['registrar', 'verifier', 'comparer', 'comparer-2', 'recheck'] as const)
        calls[login] = await callAs(node(), login);
    });
    beforeEach(() => {
      world.setDraw(0.999);
    });

    const drain = () => node().kernel.jobs.drain();
    const enter = async (name: string, birthDate: string, decision: Partial<RecordEntry['decision']> = {}) => {
      const number = inventedNumber(birthDate, (serial += 1));
      const answer = await calls.registrar('POST', '/api/registry/records', inventedRecord({ name, number }, decision));
      return { number, status: answer.status, recordId: answer.body['recordId'] as string, code: answer.body['code'] };
    };
    const onRecord = async (name: string, birthDate: string, decision: Partial<RecordEntry['decision']> = {}) => {
      const entered = await enter(name, birthDate, decision);
      expect(entered.status).toBe(201);
      const items = [{ recordId: entered.recordId, version: 1 }];
      expect((await calls.verifier('POST', '/api/registry/verifications', { items })).body).toMatchObject({
        results: [{ outcome: 'verified' }],
      });
      return entered;
    };
    const seal = async (recordId: string) => {
      const order = { verb: 'seal', version: 2, reason: 'By order of the court.', validFrom: '2020-01-01' };
      const proposal = await calls.registrar('POST', `/api/registry/records/${recordId}/proposals`, order);
      expect(proposal).toMatchObject({ status: 201 });
      const decision = { recordVersion: 2, decision: 'confirm', reason: 'Order compared.' };
      const url = `/api/registry/proposals/${String(proposal.body['proposalId'])}/decision`;
      expect(await calls.verifier('POST', url, decision)).toMatchObject({ status: 200, body: { state: 'sealed' } });
      await drain();
    };
    const person = (name: string, number: string) => ({
      name,
      formerNames: [],
      documents: [{ type: 'resident_id' as const, number }],
    });
    const ask = async (name: string, number: string) => {
      const askId = await world.ask(node(), { person: person(name, number) });
      await drain();
      return askId;
    };
    const answersTo = (askId: string) =>
      world
        .sent()
        .filter(({ body }) => body.askId === askId)
        .map(({ body }) => body);
    const entriesAbout = async (id: string) => {
      const operator = { kind: 'operator', name: 'root' } as const;
      const found = await withTransaction(node().kernel.database, operator, node().clock.now(), ({ sql }) =>
        sql.selectFrom('journal.entry').select('act').where('objectId', '=', id).execute(),
      );
      return found.map(({ act }) => act);
    };
    const inboxOf = async (login: keyof typeof calls) =>
      (await calls[login]('GET', '/api/registry/comparisons')).body['items'] as {
        id: string;
        version: number;
        stage: string;
      }[];
    const opine = async (login: keyof typeof calls, ending: string) => {
      const [item] = await inboxOf(login);
      if (item === undefined) throw new Error(`nothing waits for ${login}`);
      const given = { version: item.version, ending, reason: 'Compared line by line.' };
      const answer = await calls[login]('POST', `/api/registry/comparisons/${item.id}/opinions`, given);
      await drain();
      return { id: item.id, status: answer.status, body: answer.body };
    };

    it('A1: a minor sentenced to exactly five years is kept nowhere and answered "no record"; five years and one month is found', async () => {
      const acts = [{ from: '2015-06-01', to: null, main: true }];
      const exactly = await enter('钱少', '2000-01-02', { acts, sentence: { kind: 'fixed_term', months: 60 } });
      expect(exactly).toMatchObject({ status: 422, code: 'registry-record-not-kept' });
      const none = await ask('钱少', exactly.number);
      expect(answersTo(none)).toMatchObject([{ outcome: 'no_record', types: [] }]);

      const longer = await onRecord('冯少', '2000-01-02', { acts, sentence: { kind: 'fixed_term', months: 61 } });
      const found = await ask('冯少', longer.number);
      expect(answersTo(found)).toEqual([]);
      await opine('comparer', 'same_person');
      await opine('comparer-2', 'same_person');
      expect(answersTo(found)).toMatchObject([{ outcome: 'record_found', types: ['T1'] }]);
    });

    it('A2: for a sealed record and for none the same statements run in the same number, and the answers are alike', async () => {
      const { number, recordId } = await onRecord('陈封', '1979-09-09');
      await seal(recordId);
      await ask('何无', inventedNumber('19790909', 900));
      const ids: string[] = [];
      const work = (name: string, asked: string) => async () => void ids.push(await ask(name, asked));
      const sealed = await statementsOf(node(), work('陈封', number));
      const none = await statementsOf(node(), work('何无', inventedNumber('19790909', 901)));
      expect(sealed.length).toBeGreaterThan(10);
      expect(sealed).toEqual(none);
      const [first, second] = ids.map((id) => answersTo(id).map((body) => ({ ...body, askId: '' })));
      expect(first).toEqual(second);
    });

    it('A3: a number that agrees while the name differs goes to people', async () => {
      const { number } = await onRecord('蒋原名', '1981-03-03');
      const askId = await ask('沈新名', number);
      expect(answersTo(askId)).toEqual([]);
      const [item] = await inboxOf('comparer');
      const view = await calls.comparer('GET', `/api/registry/comparisons/${item?.id}`);
      expect(view.body['lines']).toMatchObject([
        { field: 'name', asked: '沈新名', onRecord: '蒋原名', verdict: 'differs' },
        { field: 'sex' },
        { field: 'birth_date' },
        { field: 'nationality' },
        { field: 'document', asked: null, onRecord: null, verdict: 'same' },
      ]);
      expect(JSON.stringify(view.body)).not.toContain(number);
      await opine('comparer', 'not_the_same');
      await opine('comparer-2', 'not_the_same');
      expect(answersTo(askId)).toMatchObject([{ outcome: 'no_record', types: [] }]);
    });

    it('A20: what nobody has verified is not found, and one opinion finds nothing', async () => {
      const { number, recordId } = await enter('韩未', '1983-04-04');
      expect(answersTo(await ask('韩未', number))).toMatchObject([{ outcome: 'no_record' }]);
      await calls.verifier('POST', '/api/registry/verifications', { items: [{ recordId, version: 1 }] });
      const askId = await ask('韩未', number);
      await opine('comparer', 'same_person');
      expect(answersTo(askId)).toEqual([]);
      const second = await inboxOf('comparer-2');
      const view = await calls['comparer-2']('GET', `/api/registry/comparisons/${second[0]?.id}`);
      expect(view.body).toMatchObject({ stage: 'second', earlierOpinions: [], ownOpinion: null });
      await opine('comparer-2', 'not_the_same');
      expect(answersTo(askId)).toEqual([]);
      const third = await inboxOf('recheck');
      const page = await calls.recheck('GET', `/api/registry/comparisons/${third[0]?.id}`);
      expect(page.body['earlierOpinions']).toMatchObject([{ ending: 'same_person' }, { ending: 'not_the_same' }]);
      expect((await opine('recheck', 'need_more')).body).toMatchObject({ code: 'registry-third-person-decides' });
      await opine('recheck', 'same_person');
      expect(answersTo(askId)).toMatchObject([{ outcome: 'record_found' }]);
    });

    it('two who give one turn’s opinion at once: one counts, the other is told', async () => {
      const { number } = await onRecord('杨同', '1984-05-05');
      await ask('杨同', number);
      const [item] = await inboxOf('comparer');
      const give = () =>
        calls.comparer('POST', `/api/registry/comparisons/${item?.id}/opinions`, {
          version: item?.version,
          ending: 'same_person',
          reason: 'Compared line by line.',
        });
      const both = await Promise.all([give(), give()]);
      expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
      await drain();
      expect(await inboxOf('comparer')).toEqual([]);
      await opine('comparer-2', 'same_person');
    });

    it('a numbers look needs a purpose and shows the last two characters, without a birth date', async () => {
      const { number } = await onRecord('朱号', '1985-06-06');
      await ask('朱号', number);
      const [item] = await inboxOf('comparer');
      const look = { purpose: 'comparison', reason: 'Numbers on the letter are hard to read.' };
      const shown = await calls.comparer('POST', `/api/registry/comparisons/${item?.id}/number-views`, look);
      const masked = `10${'*'.repeat(14)}${number.slice(-2)}`;
      expect(shown.body).toEqual({
        asked: [{ type: 'resident_id', masked }],
        onRecord: [{ type: 'resident_id', masked }],
      });
      await opine('comparer', 'identity_misused');
      await opine('comparer-2', 'identity_misused');
    });

    it('an identity that may have been misused is answered "no record" and marked for the next comparison', async () => {
      const { number } = await onRecord('秦冒', '1986-07-07');
      const askId = await ask('秦冒', number);
      await opine('comparer', 'identity_misused');
      await opine('comparer-2', 'identity_misused');
      expect(answersTo(askId)).toMatchObject([{ outcome: 'no_record' }]);
      const again = await ask('秦冒', number);
      const [item] = await inboxOf('comparer');
      const view = await calls.comparer('GET', `/api/registry/comparisons/${item?.id}`);
      expect(view.body['misuseMarkedAt']).not.toBeNull();
      await world.cancel(node(), again);
      expect(await inboxOf('comparer')).toEqual([]);
      expect(answersTo(again)).toEqual([]);
      expect(await entriesAbout(again)).toContain('registry.cancel-ask');
    });

    const clear = async (askId: string) => {
      await opine('comparer', 'not_the_same');
      await opine('comparer-2', 'not_the_same');
      expect(answersTo(askId)).toMatchObject([{ outcome: 'no_record' }]);
    };

    it('what two people cleared is not shown again on the same evidence, but for the blind share, and is as soon as either side changes', async () => {
      const { number } = await onRecord('许清', '1984-04-04');
      await clear(await ask('曹别', number));
      const again = await ask('曹别', number);
      expect(answersTo(again)).toMatchObject([{ outcome: 'no_record' }]);
      expect(await inboxOf('comparer')).toEqual([]);

      world.setDraw(0);
      const sampled = await ask('曹别', number);
      expect(await inboxOf('comparer')).toHaveLength(1);
      await world.cancel(node(), sampled);
      world.setDraw(0.999);

      const renamed = await ask('曹又别', number);
      expect(await inboxOf('comparer')).toHaveLength(1);
      await world.cancel(node(), renamed);

      const entered = await calls.registrar(
        'POST',
        '/api/registry/records',
        inventedRecord({ name: '许新清', number }, {}, '(2021)虚01刑初9号'),
      );
      const items = [{ recordId: entered.body['recordId'] as string, version: 1 }];
      await calls.verifier('POST', '/api/registry/verifications', { items });
      const changed = await ask('曹别', number);
      expect(await inboxOf('comparer')).toHaveLength(1);
      await clear(changed);
    });

    it('an equal number with an equal name is shown to people every time, whatever was found before', async () => {
      const { number } = await onRecord('施同', '1985-05-05');
      await clear(await ask('施同', number));
      const again = await ask('施同', number);
      expect(answersTo(again)).toEqual([]);
      await clear(again);
    });

    it('a record sealed while it is being compared ends the comparison without a trace', async () => {
      const { number, recordId } = await onRecord('尤封', '1987-08-08');
      const askId = await ask('尤封', number);
      await opine('comparer', 'same_person');
      await seal(recordId);
      expect(await inboxOf('comparer-2')).toEqual([]);
      expect(answersTo(askId)).toMatchObject([{ outcome: 'no_record', types: [] }]);
    });

    it('a blind row takes the way of the others and nothing in it says so', async () => {
      const { number } = await onRecord('许真', '1988-09-09');
      const real = await ask('许真', number);
      const [item] = await inboxOf('comparer');
      const shape = Object.keys((await calls.comparer('GET', `/api/registry/comparisons/${item?.id}`)).body);
      await opine('comparer', 'same_person');
      await opine('comparer-2', 'same_person');
      expect(answersTo(real)).toMatchObject([{ outcome: 'record_found' }]);
      world.setDraw(0);
      const blind = await ask('孔盲', inventedNumber('19911212', 950));
      expect(answersTo(blind)).toEqual([]);
      const [drawn] = await inboxOf('comparer');
      const view = await calls.comparer('GET', `/api/registry/comparisons/${drawn?.id}`);
      expect(Object.keys(view.body)).toEqual(shape);
      expect(JSON.stringify(view.body)).not.toMatch(/blind|"none"/);
      await opine('comparer', 'not_the_same');
      await opine('comparer-2', 'not_the_same');
      expect(answersTo(blind)).toMatchObject([{ outcome: 'no_record' }]);
    });

    it('a silent source is said once, and the ask is answered when the source is heard of', async () => {
      const elsewhere = { legalBases: ['D'], person: person('吕问', inventedNumber('19920101', 951)) };
      node().clock.advance(25 * 3_600_000);
      const askId = await world.ask(node(), elsewhere);
      await drain();
      expect(answersTo(askId)).toMatchObject([{ outcome: 'not_now', silent: { nameEn: expect.any(String) } }]);
      const registrar = await callAs(node(), 'registrar');
      const upTo = node().clock.now().toISOString();
      for (const code of ['court-a', 'list-a', 'local-a'])
        await registrar('POST', `/api/registry/sources/${code}/receipts`, { upTo, reference: 'weekly letter' });
      await drain();
      expect(answersTo(askId)).toMatchObject([{ outcome: 'not_now' }, { outcome: 'no_record', dataAsOf: upTo }]);
    });
  },
  { GATEHOUSE_LOG_LEVEL: 'error' },
  { modules: [world.module] },
);
