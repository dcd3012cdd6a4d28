import { beforeAll, expect, it } from 'vitest';
import { histories } from '../../../../../test/harness/histories.js';
import { passportOf, residentOf } from '../../../../../test/harness/merge-desk.js';
import { type Alias, makeRecallDesk, type RecallDesk } from '../../../../../test/harness/recall-desk.js';
import {
  demonstrationLaw,
  inventedNumber,
  inventedRecord,
  registryWorld,
} from '../../../../../test/harness/registry-world.js';
import { onChosenEngines } from '../../../../../test/harness/test-node.js';
import { type Chance, chanceOf } from '../../demonstration/random.js';
import { type Matcher, openMatcher } from './matcher/matcher.js';

const world = registryWorld();
const law = demonstrationLaw();
const lists = ['open/T1', 'open/T2', 'open/T3'];

type Document = Parameters<RecallDesk['ask']>[1];
type ModelRecord = { readonly id: string; state: string; version: number };
/** A name and a document by which somebody can be asked about. */
type Way = { readonly name: string; readonly document: Document };
/** Somebody who stands on record under two documents, may be merged, and may have changed name and number. */
type Human = {
  readonly ways: Way[];
  readonly records: ModelRecord[];
  merged: string | undefined;
  alias: Alias | undefined;
  changes: number;
};
/**
 * An answer of record found, the evidence that two people saw for it, and whether it was ever no longer to be had: neither by asking
 * again, nor by any of that evidence.
 */
type Answer = { readonly askId: string; readonly way: Way; readonly seen: readonly string[]; isVoid: boolean };

onChosenEngines(
  'random histories of corrections',
  (node) => {
    let desk: RecallDesk;
    let matcher: Matcher;
    beforeAll(async () => {
      desk = await makeRecallDesk(node(), world);
      matcher = openMatcher(node().kernel, law);
    });

    /** What points to whoever is asked about by a fresh question: whether anything does so strongly, and all evidence. */
    const pointing = async ({ name, document }: Way): Promise<{ isStrong: boolean; evidence: string[] }> => {
      const documents = [{ docNumber: document.number, docType: document.type }];
      const [screened] = await matcher.screen([{ person: { id: 'asked', name, documents }, lists }]);
      const candidates = (screened?.candidates ?? []).filter(({ band }) => band !== 'none');
      const found = new Set(candidates.map(({ recordId }) => recordId));
      const entries = await desk.entriesOf(await desk.personsOf([...found]));
      const pointed = entries.filter(({ recordId }) => found.has(recordId));
      return {
        isStrong: candidates.some(({ band }) => band === 'strong'),
        evidence: pointed.map(({ evidence: { id: _, ...evidence } }) => JSON.stringify(evidence)),
      };
    };
    const enter = async (human: Human, chance: Chance) => {
      const { name, document } = chance.pick(human.ways.slice(0, 2));
      const { number } = document;
      const born = '1949-05-06';
      const entry = document.type === 'passport' ? passportOf({ name, number, born }) : residentOf({ name, number });
      const { recordId } = await desk.onRecord(entry);
      human.records.push({ id: recordId, state: 'effective', version: 2 });
    };
    const changeRecord = async (record: ModelRecord, chance: Chance) => {
      const verb = record.state === 'sealed' ? chance.pick(['unseal', 'withdraw']) : chance.pick(verbs);
      const { decision } = inventedRecord({ name: '', number: inventedNumber('19550505', 1) });
      const decidingBodyName = `乙县人民法院${String(record.version)}（虚构）`;
      const more = verb === 'correct' ? { decision: { ...decision, decidingBodyName } } : {};
      const after = await desk.change(record.id, verb, record.version, more);
      Object.assign(record, { state: after['state'], version: after['version'] });
    };
    const merge = async (humans: readonly Human[]) => {
      await desk.drain();
      if ((await desk.inbox('comparer')).length === 0) return;
      const mergeId = await desk.decide('same_person', 'same_person');
      const { onePersons } = await desk.sidesOf(mergeId);
      for (const human of humans) {
        const persons = await desk.personsOf(human.records.map(({ id }) => id));
        if (persons.includes(onePersons[0] ?? '')) human.merged = mergeId;
      }
    };
    const undo = async (human: Human) => {
      const { merged } = human;
      if (merged === undefined || human.records.some(({ state }) => state === 'sealed')) return;
      await desk.proposeUndoing(merged);
      await desk.decideUndoing(merged, 'confirm');
      human.merged = undefined;
    };
    const changeIdentity = async (human: Human) => {
      if (human.alias !== undefined) {
        await desk.withdrawAlias(human.alias);
        human.alias = undefined;
        return;
      }
      const from = human.ways[1];
      if (from === undefined) return;
      human.changes += 1;
      const order = Number(from.document.number.slice(14, 17)) + 10 * human.changes;
      const to = {
        name: `${from.name.slice(0, 2)}新${String.fromCharCode(0x4e00 + order)}`,
        number: inventedNumber('19490506', order),
      };
      const alias = await desk.bringAlias({ name: from.name, number: from.document.number }, to);
      if (alias === undefined) return;
      await desk.decideAlias(alias);
      human.alias = alias;
      human.ways.push({ name: to.name, document: { type: 'resident_id', number: to.number } });
    };
    const ask = async (way: Way, answers: Answer[]) => {
      const { isStrong, evidence } = await pointing(way);
      if (!isStrong) return;
      const askId = await desk.ask(way.name, way.document);
      await desk.compareAll('same_person');
      expect(desk.answerTo(askId)?.outcome).toBe('record_found');
      answers.push({ askId, way, seen: evidence, isVoid: false });
    };
    const compareWithFresh = async (answers: readonly Answer[]) => {
      await desk.drain();
      for (const answer of answers) {
        const { isStrong, evidence } = await pointing(answer.way);
        if (!isStrong && !evidence.some((one) => answer.seen.includes(one))) answer.isVoid = true;
        expect([answer.way, desk.recallsOf(answer.askId).length]).toEqual([answer.way, answer.isVoid ? 1 : 0]);
      }
    };

    it.each(histories)(
      'an answer is void if, and only if, the same question has once not led to it again, history %i',
      async (seed) => {
        const chance = chanceOf(seed * 15_485_863);
        const answers: Answer[] = [];
        const humans: Human[] = ['令狐望舒', '司空长庚'].map((name, index) => ({
          ways: [
            { name, document: { type: 'passport', number: `10Q${String(seed).padStart(3, '0')}000${String(index)}` } },
            { name, document: { type: 'resident_id', number: inventedNumber('19490506', 40 * seed + index) } },
          ],
          ...{ records: [], merged: undefined, alias: undefined, changes: 0 },
        }));
        for (const human of humans) {
          for (let time = 0; time < 2; time += 1) await enter(human, chance);
          for (const way of human.ways) await ask(way, answers);
        }
        for (let turn = 1; turn <= 26; turn += 1) {
          const human = chance.pick(humans);
          const open = human.records.filter(({ state }) => state !== 'withdrawn');
          const draw = chance.whole(0, 11);
          if (draw < 4) await ask(chance.pick(human.ways), answers);
          else if (open.length === 0 || draw < 6) await enter(human, chance);
          else if (draw < 9) await changeRecord(chance.pick(open), chance);
          else if (draw === 9) await changeIdentity(human);
          else if (human.merged === undefined) await merge(humans);
          else await undo(human);
          await compareWithFresh(answers);
        }
        for (const { records } of humans)
          for (const record of records.filter(({ state }) => state !== 'withdrawn')) {
            const after = await desk.change(record.id, 'withdraw', record.version);
            record.version = Number(after['version']);
            await compareWithFresh(answers);
          }
        expect(answers.length).toBeGreaterThan(1);
        expect(answers.every(({ isVoid }) => isVoid)).toBe(true);
      },
    );
  },
  {},
  { modules: [world.module] },
);

const verbs = ['correct', 'seal', 'withdraw'] as const;
