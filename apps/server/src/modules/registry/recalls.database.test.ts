import { systemViewer, withTransaction } from '@gatehouse/server';
import type { AnswerReplay } from '@gatehouse/contract';
import { ruleVersion } from '@gatehouse/matching';
import { beforeAll, describe, expect, it } from 'vitest';
import { asOwner } from '../../../../../test/harness/index-world.js';
import { passportOf, residentOf } from '../../../../../test/harness/merge-desk.js';
import { makeRecallDesk, type RecallDesk } from '../../../../../test/harness/recall-desk.js';
import {
  demonstrationLaw,
  earlierPack,
  inventedNumber,
  inventedRecord,
  registryWorld,
} from '../../../../../test/harness/registry-world.js';
import { onChosenEngines } from '../../../../../test/harness/test-node.js';

const world = registryWorld();

/** A penalty of the public security organs, which an inquiry without the named basis is not told of. */
const penalty = {
  ...{ kind: 'penalty' as const, decidingBody: 'public_security' as const, offenceCodes: ['PSAPL-2012-44'] },
  ...{ decisionDate: '2026-02-01', effectiveDate: '2026-02-01', sentence: null, legalDesk: 'answer' as const },
  acts: [{ from: '2026-01-20', to: null, main: true }],
};

let serial = 0;
/** An invented person, another at each call. */
function somebody() {
  serial += 1;
  const name = `虚构${String.fromCharCode(0x5000 + serial)}${String.fromCharCode(0x6000 + serial)}`;
  // A birth date of their own each: nobody is like another by chance.
  const born = `19${String(40 + (serial % 50))}-0${String((serial % 9) + 1)}-1${String(serial % 10)}`;
  return { name, born, number: inventedNumber(born, 100 + serial) };
}
const resident = (number: string) => ({ type: 'resident_id' as const, number });

onChosenEngines(
  'recalls',
  (node) => {
    let desk: RecallDesk;
    beforeAll(async () => {
      desk = await makeRecallDesk(node(), world);
    });
    const found = async (name: string, ...documents: Parameters<RecallDesk['ask']>[1][]) => {
      const askId = await desk.ask(name, ...documents);
      await desk.compareAll('same_person');
      expect(desk.answerTo(askId)).toMatchObject({ outcome: 'record_found' });
      return askId;
    };
    const foundAbout = async (person: ReturnType<typeof somebody>) => found(person.name, resident(person.number));
    const asMatcher = <T>(work: Parameters<typeof withTransaction<T>>[3]) =>
      withTransaction(node().kernel.database, systemViewer('matcher'), node().clock.now(), work);

    it('a withdrawn, a sealed and a withdrawn-after-sealing record void their answers alike: the question, the instant, and nothing else', async () => {
      const people = [somebody(), somebody(), somebody()] as const;
      const records = [];
      for (const person of people) records.push(await desk.onRecord(residentOf(person)));
      const asks: string[] = [];
      for (const person of people) asks.push(await foundAbout(person));
      const [withdrawn, sealed, both] = records.map(({ recordId }) => recordId);
      await desk.changed(withdrawn ?? '', 'withdraw');
      await desk.changed(sealed ?? '', 'seal');
      await desk.changed(both ?? '', 'seal');
      await desk.changed(both ?? '', 'withdraw', 3);
      const messages = asks.map((askId) => desk.recallsOf(askId));
      const at = node().clock.now().toISOString();
      expect(messages).toEqual(asks.map((askId) => [{ askId, recalledAt: at }]));
      for (const askId of asks)
        expect(await desk.entriesAbout(askId)).toEqual([
          'registry.receive-ask',
          'registry.answer-ask',
          'registry.advance-comparison',
          'registry.recall-answer',
        ]);
    });

    it('an answer stands while one record about the person does, also one that came after it; and is recalled once', async () => {
      const person = somebody();
      const first = await desk.onRecord(residentOf(person, '甲号'));
      const second = await desk.onRecord(residentOf(person, '乙号'));
      const askId = await foundAbout(person);
      await desk.changed(first.recordId, 'withdraw');
      expect(desk.recallsOf(askId)).toEqual([]);
      const third = await desk.onRecord(residentOf(person, '丙号'));
      await desk.changed(second.recordId, 'withdraw');
      expect(desk.recallsOf(askId)).toEqual([]);
      await desk.changed(third.recordId, 'seal');
      expect(desk.recallsOf(askId)).toHaveLength(1);
      // Effective again, and sealed again: what is void stays so, and nobody is told twice.
      await desk.changed(third.recordId, 'unseal', 3);
      await desk.changed(third.recordId, 'seal', 4);
      await asMatcher((transaction) =>
        node().kernel.jobs.enqueue(transaction, [
          { queue: 'registry.review-answers', data: { personIds: [first.personId], answers: 'all' } },
        ]),
      );
      await desk.drain();
      expect(desk.recallsOf(askId)).toHaveLength(1);
    });

    it('a correction that leaves the record in reach voids nothing; one that moves it out of reach does', async () => {
      const person = somebody();
      const { recordId } = await desk.onRecord(residentOf(person));
      const askId = await foundAbout(person);
      const { decision } = inventedRecord(person);
      await desk.changed(recordId, 'correct', 2, {
        decision: { ...decision, decidingBodyName: '乙县人民法院（虚构）' },
      });
      expect(desk.recallsOf(askId)).toEqual([]);
      await desk.changed(recordId, 'correct', 3, { decision: { ...decision, ...penalty } });
      expect(desk.recallsOf(askId)).toHaveLength(1);
    });

    it('the end of an alias voids an answer that two people gave on the new number', async () => {
      const [before, after] = [somebody(), somebody()];
      const { recordId } = await desk.onRecord(residentOf(before));
      const alias = await desk.bringAlias(before, after);
      if (alias === undefined) throw new Error('nobody is known by it');
      await desk.decideAlias(alias);
      const byNew = await foundAbout(after);
      const byOld = await foundAbout(before);
      const kept = await asMatcher(({ sql }) =>
        sql.selectFrom('registry.answerGround').select(['kind', 'factId']).where('askId', '=', byNew).execute(),
      );
      expect(kept.map(({ kind, factId }) => [kind, factId]).sort()).toEqual([
        ['alias', alias.id],
        ['record', recordId],
      ]);
      await desk.withdrawAlias(alias);
      expect([desk.recallsOf(byNew).length, desk.recallsOf(byOld).length]).toEqual([1, 0]);
    });

    it('the undoing of a merge voids the answer that rested on the other half', async () => {
      const person = somebody();
      const passport = `10P${String(7_000_000 + serial)}`;
      const one = await desk.onRecord(passportOf({ ...person, number: passport }));
      const other = await desk.onRecord(residentOf(person));
      await desk.drain();
      const mergeId = await desk.decide('same_person', 'same_person');
      const byNumber = await foundAbout(person);
      const byPassport = await found(person.name, { type: 'passport', number: passport });
      const recalls = () => [desk.recallsOf(byNumber).length, desk.recallsOf(byPassport).length];
      await desk.proposeUndoing(mergeId);
      await desk.decideUndoing(mergeId, 'confirm');
      // Either half has a record of its own, which points as strongly as before.
      expect(recalls()).toEqual([0, 0]);
      // Name and birth date of the other half still point, but weaker than what two people decided on.
      await desk.changed(other.recordId, 'withdraw');
      expect(recalls()).toEqual([1, 0]);
      await desk.changed(one.recordId, 'seal');
      expect(recalls()).toEqual([1, 1]);
    });

    it('a merged person answers for both halves, and its undoing voids what the other half alone upheld', async () => {
      const person = somebody();
      const passport = `10P${String(8_000_000 + serial)}`;
      await desk.onRecord(passportOf({ ...person, number: passport }));
      const other = await desk.onRecord(residentOf(person));
      const more = await desk.onRecord(residentOf(person, '另号'));
      await desk.drain();
      const mergeId = await desk.decide('same_person', 'same_person');
      const byPassport = await found(person.name, { type: 'passport', number: passport });
      const byNumber = await foundAbout(person);
      await desk.changed(other.recordId, 'withdraw');
      await desk.proposeUndoing(mergeId);
      await desk.decideUndoing(mergeId, 'confirm');
      await desk.changed(more.recordId, 'withdraw');
      expect([desk.recallsOf(byNumber).length, desk.recallsOf(byPassport).length]).toEqual([1, 0]);
    });

    it('a half that was merged since upholds an answer about the other, which falls with it', async () => {
      const person = somebody();
      const answered = await desk.onRecord(residentOf(person));
      // Out of reach of the question: it keeps the number on record, and no answer.
      await desk.onRecord(residentOf(person, '另罚'), penalty);
      const askId = await foundAbout(person);
      const merged = await desk.onRecord(passportOf({ ...person, number: `10P${String(9_000_000 + serial)}` }));
      await desk.drain();
      await desk.decide('same_person', 'same_person');
      await desk.changed(answered.recordId, 'withdraw');
      expect(desk.recallsOf(askId)).toEqual([]);
      await desk.changed(merged.recordId, 'withdraw');
      expect(desk.recallsOf(askId)).toHaveLength(1);
    });

    it('an earlier "no record" is asked for again when the identity is corrected, and not when a record is newly entered', async () => {
      const [before, after, stranger] = [somebody(), somebody(), somebody()];
      const asks = [];
      for (const { name, number } of [before, after, stranger]) asks.push(await desk.ask(name, resident(number)));
      const [early, moved, other] = asks;
      for (const askId of asks) expect(desk.answerTo(askId)).toMatchObject({ outcome: 'no_record' });
      await desk.onRecord(residentOf(before));
      await desk.drain();
      expect(desk.recallsOf(early ?? '')).toEqual([]);
      const alias = await desk.bringAlias(before, after);
      if (alias === undefined) throw new Error('nobody is known by it');
      expect(desk.recallsOf(moved ?? '')).toEqual([]);
      await desk.decideAlias(alias);
      expect(desk.recallsOf(moved ?? '')).toHaveLength(1);
      expect(desk.recallsOf(other ?? '')).toEqual([]);
      expect(Object.keys(desk.recallsOf(moved ?? '')[0] ?? {}).sort()).toEqual(['askId', 'recalledAt']);
    });

    it('what two people found to be somebody else is asked for again only when the evidence is another', async () => {
      const person = somebody();
      const { recordId } = await desk.onRecord(residentOf(person));
      const askId = await desk.ask(person.name, resident(person.number));
      await desk.compareAll('not_the_same');
      expect(desk.answerTo(askId)).toMatchObject({ outcome: 'no_record' });
      const { decision } = inventedRecord(person);
      await desk.changed(recordId, 'correct', 2, {
        decision: { ...decision, decidingBodyName: '丙县人民法院（虚构）' },
      });
      expect(desk.recallsOf(askId)).toEqual([]);
      const alias = await desk.bringAlias(person, somebody());
      if (alias === undefined) throw new Error('nobody is known by it');
      await desk.decideAlias(alias);
      expect(desk.recallsOf(askId)).toHaveLength(1);
    });

    it('a record that goes while another comparison of the question is open leaves no answer behind', async () => {
      const person = somebody();
      const { recordId } = await desk.onRecord(residentOf(person));
      const askId = await desk.ask(person.name, resident(person.number));
      const { items } = (await desk.call('comparer', 'GET', '/api/registry/comparisons')).body as {
        items: { id: string; version: number }[];
      };
      for (const { id, version } of items)
        await desk.call('comparer', 'POST', `/api/registry/comparisons/${id}/opinions`, {
          ...{ version, ending: 'same_person', reason: 'Compared line by line.' },
        });
      await desk.changed(recordId, 'withdraw');
      await desk.compareAll('same_person');
      expect(desk.answerTo(askId)).toMatchObject({ outcome: 'no_record', types: [] });
      expect(desk.recallsOf(askId)).toEqual([]);
    });

    describe('looked at as it was given', () => {
      const look = { purpose: 'inspection', reference: 'Inspection 2026-11' };
      const later = () => void node().clock.advance(60_000);
      const replays = (askId: string, login: 'recheck' | 'registrar' | 'comparer' = 'recheck') =>
        desk.call(login, 'POST', `/api/registry/answers/${askId}/replays`, look);
      const replay = async (askId: string): Promise<AnswerReplay> => {
        later();
        const { status, body } = await replays(askId);
        expect([status, body['code']]).toEqual([200, undefined]);
        return body as unknown as AnswerReplay;
      };
      const answered = async (person: ReturnType<typeof somebody>) => {
        const askId = await foundAbout(person);
        later();
        return askId;
      };

      it('shows then beside today, with what came, was corrected and was withdrawn since', async () => {
        const person = somebody();
        const { recordId } = await desk.onRecord(residentOf(person));
        const askId = await answered(person);
        const before = await replay(askId);
        expect(before).toMatchObject({
          ...{
            asked: { askId, name: person.name, purpose: { en: 'Before hiring' } },
            differences: [],
            recalledAt: null,
          },
          then: { outcome: 'record_found', labels: ['T1'], lawPack: { hash: demonstrationLaw().hash }, ruleVersion },
          now: { outcome: 'record_found', labels: ['T1'], uncompared: 0 },
          comparisons: [{ ending: 'same_person', opinions: [{ stage: 'first' }, { stage: 'second' }] }],
        });
        expect(before.comparisons[0]?.evidence.length).toBeGreaterThan(0);
        expect(before.then.sources.every(({ silentSince }) => silentSince === null)).toBe(true);
        const { decision } = inventedRecord(person);
        await desk.changed(recordId, 'correct', 2, {
          decision: { ...decision, decidingBodyName: '丁县人民法院（虚构）' },
        });
        const second = await desk.onRecord(residentOf(person, '续号'));
        const corrected = await replay(askId);
        expect(corrected.differences).toEqual(['record-corrected', 'record-new']);
        const sides = (one: AnswerReplay, id: string) => one.comparisons[0]?.records.find((record) => record.id === id);
        expect(sides(corrected, recordId)?.then?.decision).toEqual(before.comparisons[0]?.records[0]?.then?.decision);
        expect(sides(corrected, recordId)?.now?.decision.decidingBodyName).toBe('丁县人民法院（虚构）');
        expect(sides(corrected, second.recordId)?.then).toBeNull();
        await desk.changed(second.recordId, 'withdraw');
        await desk.changed(recordId, 'withdraw', 3);
        const withdrawn = await replay(askId);
        expect(withdrawn).toMatchObject({
          ...{ then: { outcome: 'record_found' }, now: { outcome: 'no_record', labels: [] } },
          differences: ['record-withdrawn'],
        });
        expect(withdrawn.recalledAt).toBe(desk.recallsOf(askId)[0]?.recalledAt);
      });

      it('of a name and number that were taken back shows that they were known then, and of a merge that there was none', async () => {
        const [before, after] = [somebody(), somebody()];
        await desk.onRecord(residentOf(before));
        const alias = await desk.bringAlias(before, after);
        if (alias === undefined) throw new Error('nobody is known by it');
        await desk.decideAlias(alias);
        const askId = await answered(after);
        await desk.withdrawAlias(alias);
        const [comparison] = (await replay(askId)).comparisons;
        expect(comparison?.then.names).toContain(after.name);
        expect(comparison?.now.names).toEqual([before.name]);
        expect(comparison?.differences).toEqual(['identity-ended']);

        const person = somebody();
        await desk.onRecord(residentOf(person));
        const early = await answered(person);
        await desk.onRecord(passportOf({ ...person, number: `10P${String(6_000_000 + serial)}` }));
        await desk.drain();
        await desk.decide('same_person', 'same_person');
        expect((await replay(early)).differences).toEqual(['merged', 'record-new']);
      });

      it('says that evidence points to somebody whom nobody compared, and nothing of them', async () => {
        const person = somebody();
        const askId = await desk.ask(person.name, resident(person.number));
        later();
        await desk.onRecord(residentOf(person));
        expect(await replay(askId)).toMatchObject({
          ...{ then: { outcome: 'no_record' }, now: { outcome: 'would_be_compared', uncompared: 1 }, comparisons: [] },
        });
      });

      it('of what is sealed now shows what it shows of an answer about nobody: sealed by decision, by law, or out of reach', async () => {
        const [sealed, minor, restricted, nobody] = [somebody(), somebody(), somebody(), somebody()];
        const records = [];
        for (const person of [sealed, minor, restricted]) records.push(await desk.onRecord(residentOf(person)));
        later();
        const asks: string[] = [];
        for (const { name, number } of [sealed, minor, restricted, nobody])
          asks.push(await desk.ask(name, resident(number)));
        // It lies at the desk for a while, and nothing can be told from when it was answered.
        node().clock.advance(20 * 60_000);
        await desk.compareAll('same_person');
        later();
        const [first, second, third] = records.map(({ recordId }) => recordId);
        const { decision } = inventedRecord(minor);
        await desk.changed(first ?? '', 'seal');
        const asMinor = `${String(Number(minor.born.slice(0, 4)) + 16)}-06-01`;
        await desk.changed(second ?? '', 'correct', 2, {
          decision: { ...decision, acts: [{ from: asMinor, to: null, main: true }] },
        });
        await desk.changed(third ?? '', 'correct', 2, { decision: { ...decision, ...penalty } });
        for (const askId of asks.slice(0, 3)) expect(desk.recallsOf(askId)).toHaveLength(1);
        const shown = [];
        for (const askId of asks) shown.push(await replay(askId));
        const alike = shown.map(({ asked: { askId: _, name: __, ...asked }, now, ...one }) => {
          return { ...one, asked, now: { ...now, at: '' } };
        });
        expect(new Set(alike.map((one) => JSON.stringify(one))).size).toBe(1);
        expect(alike[0]).toMatchObject({ then: { outcome: 'no_record' }, comparisons: [], recalledAt: null });
      });

      it('is told by the law pack that answered where it was kept, and says so where it was not', async () => {
        const person = somebody();
        await desk.onRecord(residentOf(person));
        const askId = await answered(person);
        const under = (hash: string) =>
          asOwner(
            node(),
            `update registry.ask set answered_under = answered_under || '{"hash": "${hash}"}' where id = '${askId}'`,
          );
        expect((await replay(askId)).then).toMatchObject({ labels: ['T1'], isPackKept: true });
        await under(earlierPack().hash);
        const then = { then: { outcome: 'record_found', labels: ['T9'], isPackKept: true }, now: { labels: ['T1'] } };
        expect(await replay(askId)).toMatchObject({ ...then, differences: expect.arrayContaining(['law-changed']) });
        await under('f'.repeat(64));
        expect((await replay(askId)).then).toMatchObject({ labels: ['T1'], isPackKept: false });
      });

      it('is for the re-check desk, one answer at a time, and stands in the log with purpose and reference', async () => {
        const person = somebody();
        await desk.onRecord(residentOf(person));
        const askId = await answered(person);
        const search = { documentType: 'resident_id', number: person.number, ...look };
        const found = await desk.call('recheck', 'POST', '/api/registry/answer-searches', search);
        expect(found.body['items']).toMatchObject([{ askId }]);
        expect(JSON.stringify(found.body)).not.toContain('record_found');
        for (const login of ['registrar', 'comparer'] as const) expect((await replays(askId, login)).status).toBe(403);
        await replay(askId);
        expect((await replays(crypto.randomUUID())).status).toBe(404);
        const open = await desk.ask(person.name, resident(person.number));
        expect((await replays(open)).status).toBe(404);
        await desk.compareAll('same_person');
        const entries = await asMatcher(({ sql }) =>
          sql.selectFrom('registry.replay').select('accountId').where('askId', '=', askId).execute(),
        );
        expect(entries).toEqual([]);
        expect(await desk.entriesAbout(askId)).toContain('registry.replay-answer');
      });
    });
  },
  {},
  { modules: [world.module] },
);
