import { beforeAll, expect, it } from 'vitest';
import { histories } from '../../../../../test/harness/histories.js';
import {
  makeMergeDesk,
  type MergeDesk,
  mergeWorld,
  passportOf,
  residentOf,
} from '../../../../../test/harness/merge-desk.js';
import { demonstrationLaw, inventedNumber, inventedRecord } from '../../../../../test/harness/registry-world.js';
import { onChosenEngines } from '../../../../../test/harness/test-node.js';
import { type Chance, chanceOf } from '../../demonstration/random.js';
import { type Matcher, openMatcher } from './matcher/matcher.js';
import { type MergeStepTaken, togetherAfter } from './rules/merge.js';

const world = mergeWorld();
const law = demonstrationLaw();
const lists = ['open/T1', 'open/T2', 'open/T3'];

type ModelRecord = {
  readonly id: string;
  readonly name: string;
  state: 'waiting' | 'effective' | 'sealed' | 'withdrawn';
  version: number;
};

/** One identity of somebody who has two of them: what was entered under its number, and nothing of the other. */
type Identity = {
  readonly names: readonly string[];
  readonly number: string;
  readonly born: string;
  readonly docType: 'passport' | 'resident_id';
  personId: string | undefined;
  readonly records: ModelRecord[];
};

/** A person with two identities, and the merge of them that is in force. */
type Human = { readonly identities: readonly [Identity, Identity]; merged: string | undefined };

/** What an index entry of an identity has to hold, a function of the facts and of who is one alone. */
function expectedEntry(human: Human, identity: Identity): { names: string[]; numbers: string[] } {
  const members = human.merged === undefined ? [identity] : human.identities;
  const inForce = members.filter(({ records }) => records.some(({ state }) => state === 'effective'));
  const names = inForce.flatMap(({ records }) =>
    records.filter(({ state }) => state === 'effective').map((one) => one.name),
  );
  return { names: [...new Set(names)].sort(), numbers: inForce.map(({ number }) => number).sort() };
}

/** Who is pointed to. Which of those that are nobody's match is named beside them is not promised. */
function pointing(screened: Awaited<ReturnType<Matcher['screen']>>) {
  return screened.map(({ band, candidates }) => ({
    band,
    candidates: candidates.filter((one) => one.band !== 'none'),
  }));
}

onChosenEngines(
  'random histories of merges',
  (node) => {
    let desk: MergeDesk;
    let followed: Matcher;
    beforeAll(async () => {
      desk = await makeMergeDesk(node());
      followed = openMatcher(node().kernel, law);
    });

    const entryOf = ({ docType, number, born }: Identity, name: string) =>
      docType === 'passport' ? passportOf({ name, number, born }) : residentOf({ name, number });
    const enter = async (identity: Identity, chance: Chance) => {
      const name = chance.pick(identity.names);
      const entered = await desk.enter(entryOf(identity, name));
      if (entered === undefined) throw new Error('not entered');
      expect(identity.personId ?? entered.personId).toBe(entered.personId);
      identity.personId = entered.personId;
      identity.records.push({ id: entered.recordId, name, state: 'waiting', version: 1 });
    };
    const change = async (record: ModelRecord, verb: string) => {
      const { decision } = inventedRecord({ name: record.name, number: inventedNumber('19550505', 1) });
      const more =
        verb === 'correct'
          ? { decision: { ...decision, decidingBodyName: `乙县人民法院${record.version}（虚构）` } }
          : {};
      const after = await desk.change(record.id, verb, record.version, more);
      record.state = after['state'] as ModelRecord['state'];
      record.version = Number(after['version']);
    };
    const verify = async (record: ModelRecord) => {
      await desk.verify(record.id, record.version);
      record.state = 'effective';
      record.version += 1;
    };
    const recordStep = async (identity: Identity, chance: Chance) => {
      const record = identity.records.length === 0 ? undefined : chance.pick(identity.records);
      if (record === undefined || chance.whole(0, 9) < 3) return enter(identity, chance);
      if (record.state === 'waiting') {
        await verify(record);
      } else if (record.state === 'effective')
        await change(record, chance.pick(['correct', 'correct', 'seal', 'withdraw']));
      else if (record.state === 'sealed') await change(record, 'unseal');
    };
    const decideStep = async (humans: readonly Human[], chance: Chance) => {
      await desk.drain();
      if ((await desk.inbox('comparer')).length === 0) return;
      const ending = chance.whole(0, 9) < 8 ? ('same_person' as const) : ('not_the_same' as const);
      const mergeId = await desk.decide(ending, ending);
      const { onePersons, otherPersons } = await desk.sidesOf(mergeId);
      const human = humans.find(({ identities }) => identities.some(({ personId }) => personId === onePersons[0]));
      const ids = human?.identities.map(({ personId }) => personId).sort();
      expect([...onePersons, ...otherPersons].sort()).toEqual(ids);
      if (human !== undefined && ending === 'same_person') human.merged = mergeId;
    };
    const isInView = ({ records }: Identity) => records.some(({ state }) => state !== 'sealed');
    const undo = async (human: Human) => {
      // What is in no view cannot be undone by people who do not see it; it makes nothing one while it is not there.
      if (human.merged === undefined || !human.identities.every(isInView)) return;
      await desk.proposeUndoing(human.merged);
      await desk.decideUndoing(human.merged, 'confirm');
      human.merged = undefined;
    };
    const compareWithFacts = async (humans: readonly Human[]) => {
      await desk.drain();
      const steps = (await desk.mergeSteps()) as MergeStepTaken[];
      for (const { personId, mainId } of await desk.mergedPersons())
        expect(mainId).toBe(togetherAfter(personId, steps)[0]);
      const fresh = openMatcher(node().kernel, law);
      for (const human of humans)
        for (const identity of human.identities) {
          const effective = identity.records.filter(({ state }) => state === 'effective').map(({ id }) => id);
          const entries = identity.personId === undefined ? [] : await desk.entriesOf([identity.personId]);
          expect(entries.map(({ recordId }) => recordId).sort()).toEqual(effective.sort());
          for (const { evidence } of entries)
            expect({
              names: [...new Set([evidence.name ?? '', ...(evidence.formerNames ?? [])])].sort(),
              numbers: (evidence.documents ?? []).map(({ docNumber }) => docNumber).sort(),
            }).toEqual(expectedEntry(human, identity));
          const documents = [{ docNumber: identity.number, docType: identity.docType }];
          for (const name of identity.names) {
            const question = [{ person: { id: 'asked', name, documents }, lists }];
            expect(pointing(await followed.screen(question))).toEqual(pointing(await fresh.screen(question)));
          }
        }
      await fresh.stop();
    };

    it.each(histories)(
      'what is read as one and what the index holds follow from the facts and the merges in force, history %i',
      async (seed) => {
        const chance = chanceOf(seed * 104_729);
        const humans: Human[] = [
          ['欧阳靖琪', '欧阳静琪'],
          ['诸葛明远', '诸葛明元'],
        ].map((names, index) => {
          const born = `19${String(45 + ((seed * 12 + index * 6) % 50))}-0${String(index + 1)}-${String(seed).padStart(2, '0')}`;
          const common = { names, born, personId: undefined };
          return {
            merged: undefined,
            identities: [
              {
                ...common,
                records: [],
                docType: 'passport',
                number: `10H${String(seed).padStart(3, '0')}00${String(index)}`,
              },
              { ...common, records: [], docType: 'resident_id', number: inventedNumber(born, seed * 10 + index) },
            ],
          };
        });
        for (const { identities } of humans)
          for (const identity of identities) {
            await enter(identity, chance);
            const [record] = identity.records;
            if (record !== undefined) await verify(record);
          }
        for (let turn = 1; turn <= 24; turn += 1) {
          const human = chance.pick(humans);
          const draw = chance.whole(0, 9);
          if (draw < 5) await recordStep(chance.pick(human.identities), chance);
          else if (draw < 8) await decideStep(humans, chance);
          else await undo(human);
          if (turn % 6 === 0) await compareWithFacts(humans);
        }
        for (const human of humans) await undo(human);
        await compareWithFacts(humans);
        for (const human of humans.filter(({ merged }) => merged === undefined))
          for (const identity of human.identities.filter(isInView)) {
            const person = await desk.personOf(identity.personId ?? '');
            const shown = identity.records.filter(({ state }) => state !== 'sealed').map(({ id }) => id);
            expect(person).toMatchObject({ parts: [], merges: [] });
            expect(person.records.map(({ id }) => id).sort()).toEqual(shown.sort());
            expect(person.documents).toHaveLength(1);
          }
        while ((await desk.inbox('comparer')).length > 0) await desk.decide('not_the_same', 'not_the_same');
        expect((await desk.mergeSteps()).filter(({ verb }) => verb === 'merged').length).toBeGreaterThan(0);
      },
    );
  },
  {},
  { modules: [world.module] },
);
