import type { RecordEntry } from '@gatehouse/contract';
import { ruleVersion } from '@gatehouse/matching';
import { systemViewer, withTransaction } from '@gatehouse/server';
import { beforeAll, describe, expect, it } from 'vitest';
import { inventedNumber } from '../../../../../test/harness/registry-world.js';
import {
  makeMergeDesk,
  type MergeDesk,
  mergeWorld,
  passportOf,
  residentOf,
} from '../../../../../test/harness/merge-desk.js';
import { onChosenEngines } from '../../../../../test/harness/test-node.js';

const world = mergeWorld();
/** A name for each pair, none like another, so that only the two of a pair meet. */
const names = [
  '欧阳靖琪',
  '诸葛明远',
  '司马瑞雪',
  '慕容天佑',
  '夏侯博文',
  '端木兰心',
  '皇甫长庚',
  '尉迟骏驰',
  '公孙若水',
  '令狐云帆',
  '上官秋实',
  '东方既白',
  '宇文承志',
];
const noPerson = '00000000-0000-4000-8000-000000000000';

onChosenEngines(
  'merges',
  (node) => {
    let desk: MergeDesk;
    let serial = 0;
    beforeAll(async () => {
      desk = await makeMergeDesk(node());
    });
    /** The same person under a passport and under a resident number; each time another birth date, so that no pair meets another. */
    const twice = async (decision: Partial<RecordEntry['decision']> = {}) => {
      const name = names[serial] ?? '';
      serial += 1;
      const born = `19${String(50 + serial * 3)}-${String((serial % 9) + 1).padStart(2, '0')}-${String(10 + serial)}`;
      const [passport, number] = [`10P${String(100000 + serial)}`, inventedNumber(born, serial)];
      const one = await desk.onRecord(passportOf({ name, number: passport, born }));
      const other = await desk.onRecord(residentOf({ name, number }), decision);
      await desk.drain();
      return { name, one, other, passport, number, born };
    };
    const merged = async () => {
      const pair = await twice();
      const mergeId = await desk.decide('same_person', 'same_person');
      return { ...pair, mergeId };
    };

    it('proposes two persons on record whom evidence points to as one, with its reasons and rules, and merges nobody', async () => {
      const { one, other } = await twice();
      const [item] = await desk.inbox('comparer');
      const view = await desk.read('comparer', item?.id ?? '');
      expect(view).toMatchObject({ stage: 'first', ruleVersion });
      expect(view.lines.find(({ field }) => field === 'birth_date')).toMatchObject({ verdict: 'same' });
      expect(view.reasons.length).toBeGreaterThan(1);
      expect(JSON.stringify(view)).not.toMatch(/10P|100101/);
      expect(await desk.personOf(one.personId)).toMatchObject({ id: one.personId, parts: [], merges: [] });
      expect(await desk.personOf(other.personId)).toMatchObject({ id: other.personId, parts: [], merges: [] });
      await desk.decide('not_the_same', 'not_the_same');
    });

    it('merges by two people blind to each other; every record, name and document is then found by either number', async () => {
      const { name, one, other, passport, number } = await twice();
      const [item] = await desk.inbox('comparer');
      const id = item?.id ?? '';
      await desk.opine('comparer', 'same_person');
      expect(await desk.inbox('comparer')).toEqual([]);
      expect(await desk.read('comparer-2', id)).toMatchObject({
        stage: 'second',
        earlierOpinions: [],
        ownOpinion: null,
      });
      expect(await desk.isThere('comparer', id)).toBe(false);
      expect((await desk.personOf(one.personId)).parts).toEqual([]);
      await desk.opine('comparer-2', 'same_person');
      for (const asked of [one, other]) {
        const person = await desk.personOf(asked.personId);
        expect(person.records.map((record) => record.id).sort()).toEqual([one.recordId, other.recordId].sort());
        expect(person.documents).toHaveLength(2);
        expect(
          person.parts
            .map(({ recordIds }) => recordIds)
            .flat()
            .sort(),
        ).toEqual([one.recordId, other.recordId].sort());
        expect(person.merges).toMatchObject([{ id, state: 'merged', isLast: true, undoing: null }]);
        expect(person.merges[0]?.opinions.map(({ stage }) => stage)).toEqual(['first', 'second']);
      }
      for (const document of [
        { docType: 'passport', docNumber: passport },
        { docType: 'resident_id', docNumber: number },
      ] as const)
        expect(await desk.strong(name, document)).toEqual([one.recordId, other.recordId].sort());
      expect(await desk.entriesAbout(id)).toEqual(
        expect.arrayContaining(['registry.propose-merges', 'registry.give-merge-opinion', 'registry.merge-persons']),
      );
    });

    it('lets the recheck desk decide where two differ, who sees both opinions', async () => {
      await twice();
      const id = await desk.opine('comparer', 'same_person');
      await desk.opine('comparer-2', 'need_more');
      const view = await desk.read('recheck', id);
      expect(view.earlierOpinions.map(({ ending }) => ending).sort()).toEqual(['need_more', 'same_person']);
      await desk.opine('recheck', 'need_more', 'registry-third-person-decides');
      await desk.opine('recheck', 'not_the_same');
      expect(await desk.stateOf(id)).toBe('not_the_same');
    });

    it('remembers "not the same" for this evidence, and proposes again once it changes', async () => {
      const { name, one, other, number } = await twice();
      await desk.decide('not_the_same', 'not_the_same');
      await desk.propose([one.personId, other.personId]);
      expect(await desk.inbox('comparer')).toEqual([]);
      await desk.onRecord(residentOf({ name: `${name}儿`, number }, '再字1号'));
      await desk.drain();
      expect(await desk.inbox('comparer')).toHaveLength(1);
      await desk.decide('not_the_same', 'not_the_same');
    });

    it('ends a proposal of which one side is sealed meanwhile, and shows nothing of it any more', async () => {
      const { other } = await twice();
      const [item] = await desk.inbox('comparer');
      await desk.change(other.recordId, 'seal');
      await desk.drain();
      expect(await desk.inbox('comparer')).toEqual([]);
      expect(await desk.isThere('comparer', item?.id ?? '')).toBe(false);
      expect(await desk.stateOf(item?.id ?? '')).toBe('cancelled');
    });

    it('puts nobody side by side of whom only a waiting, sealed, withheld or restricted record is kept', async () => {
      const [name, number] = ['拓跋望舒', inventedNumber('19590405', 700)];
      await desk.onRecord(passportOf({ name, number: '10P999999', born: '1959-04-05' }));
      const restricted = {
        ...{ kind: 'penalty' as const, decidingBody: 'public_security' as const, offenceCodes: ['PSAPL-2012-44'] },
        ...{ decisionDate: '2026-02-01', effectiveDate: '2026-02-01', sentence: null, legalDesk: 'answer' as const },
        acts: [{ from: '2026-01-20', to: null, main: true }],
      };
      const other = await desk.onRecord(residentOf({ name, number }), restricted);
      await desk.drain();
      expect((await desk.entriesOf([other.personId]))[0]?.lists).toEqual(expect.arrayContaining(['restricted/T3']));
      expect(await desk.inbox('comparer')).toEqual([]);
      await desk.enter(residentOf({ name, number: inventedNumber('19590405', 800) }));
      await desk.drain();
      expect(await desk.inbox('comparer')).toEqual([]);
    });

    it('takes in what names both numbers of a merged person, and refuses it of two', async () => {
      const { name, one, passport, number, born } = await merged();
      const both = passportOf({ name, number: passport, born }, '并字1号');
      const entry = { ...both, documents: [...both.documents, ...residentOf({ name, number }).documents] };
      const entered = await desk.onRecord(entry);
      expect(entered.personId).toBe(one.personId);
      const apart = await twice();
      const ambiguous = {
        ...passportOf({ ...apart, number: apart.passport }, '并字2号'),
        documents: [...passportOf({ ...apart, number: apart.passport }).documents, ...residentOf(apart).documents],
      };
      expect(await desk.enter(ambiguous, {}, 'registry-person-ambiguous')).toBeUndefined();
      await desk.decide('not_the_same', 'not_the_same');
    });

    it('leaves the others when one record of a merged person is sealed, and shows nothing of that part', async () => {
      const { name, one, other, number } = await merged();
      await desk.change(other.recordId, 'seal');
      await desk.drain();
      const person = await desk.personOf(one.personId);
      expect(person).toMatchObject({ parts: [], merges: [], records: [{ id: one.recordId }] });
      expect(person.documents).toHaveLength(1);
      expect(await desk.found(number)).toBeNull();
      expect(await desk.strong(name, { docType: 'resident_id', docNumber: number })).toEqual([]);
    });

    describe('undone', () => {
      it('by two people with reasons, it is as if it had never been, and is not proposed again on the same evidence', async () => {
        const pair = await twice();
        const before = [await desk.personOf(pair.one.personId), await desk.personOf(pair.other.personId)];
        const entries = await desk.entriesOf([pair.one.personId, pair.other.personId]);
        const mergeId = await desk.decide('same_person', 'same_person');
        expect(await desk.entriesOf([pair.one.personId, pair.other.personId])).not.toEqual(entries);
        await desk.proposeUndoing(mergeId);
        expect((await desk.personOf(pair.one.personId)).merges).toMatchObject([{ state: 'undoing' }]);
        await desk.decideUndoing(mergeId, 'refuse');
        await desk.proposeUndoing(mergeId);
        await desk.decideUndoing(mergeId, 'confirm');
        const later = [await desk.personOf(pair.one.personId), await desk.personOf(pair.other.personId)];
        const timeless = (persons: typeof before) => persons.map((person) => ({ ...person, asOf: null }));
        expect(timeless(later)).toEqual(timeless(before));
        expect(await desk.entriesOf([pair.one.personId, pair.other.personId])).toEqual(entries);
        await desk.propose([pair.one.personId, pair.other.personId]);
        expect(await desk.inbox('comparer')).toEqual([]);
        expect(await desk.actionsOf(mergeId)).toEqual([
          ...['proposed', 'merged', 'undo_proposed', 'undo_refused', 'undo_proposed', 'undone'],
        ]);
      });

      it('splits a comparison that was about both, so that nobody is missed', async () => {
        const { name, mergeId, number, other, one } = await merged();
        const askId = await world.ask(node(), {
          person: { name, formerNames: [], documents: [{ type: 'resident_id', number }] },
        });
        await desk.drain();
        expect(await desk.comparisonsOf(askId)).toHaveLength(1);
        await desk.proposeUndoing(mergeId);
        await desk.decideUndoing(mergeId, 'confirm');
        expect((await desk.comparisonsOf(askId)).sort()).toEqual([one.personId, other.personId].sort());
        await world.cancel(node(), askId);
      });
    });

    it('is not there for whoever may not, and answers alike where there is nothing', async () => {
      const { mergeId } = await merged();
      for (const id of [mergeId, noPerson]) {
        const answer = await desk.call('comparer', 'GET', `/api/registry/merges/${id}`);
        expect(answer).toMatchObject({ status: 404, body: { code: 'not-found' } });
      }
      const visible = await withTransaction(
        node().kernel.database,
        systemViewer('exchange'),
        node().clock.now(),
        async ({ sql }) => sql.selectFrom('registry.mergedPerson').selectAll().execute(),
      );
      if (node().engine === 'postgres') expect(visible).toEqual([]);
    });

    it('finds by a sweep what stood before, a chunk at a time, and can be stopped and gone on with', async () => {
      await twice();
      const [item] = await desk.inbox('comparer');
      await desk.forget(item?.id ?? '');
      expect(await desk.inbox('comparer')).toEqual([]);
      const begun = await desk.call('verifier', 'POST', '/api/registry/merge-sweeps', {});
      expect(begun).toMatchObject({ status: 202, body: { state: 'running', personsDone: 0 } });
      expect(await desk.call('verifier', 'POST', '/api/registry/merge-sweeps', {})).toMatchObject({
        status: 409,
        body: { code: 'registry-sweep-under-way' },
      });
      const changes = `/api/registry/merge-sweeps/${String(begun.body['id'])}/changes`;
      expect(await desk.call('verifier', 'POST', changes, { verb: 'stop' })).toMatchObject({
        body: { state: 'stopped' },
      });
      await desk.drain();
      expect((await desk.sweep()).personsDone).toBe(0);
      await desk.call('verifier', 'POST', changes, { verb: 'resume' });
      await desk.drain();
      const done = await desk.sweep();
      expect(done).toMatchObject({ state: 'finished', personsDone: done.persons });
      expect(done.proposed).toBeGreaterThan(0);
      expect(await desk.inbox('comparer')).toHaveLength(1);
    });
  },
  {},
  { modules: [world.module] },
);
