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

/** One identity of somebody who has several of them: what was entered under its number, and nothing of the other. */
type Identity = {
  readonly names: readonly string[];
  readonly number: string;
  readonly born: string;
  readonly docType: 'passport' | 'resident_id' | 'hm_permit';
  personId: string | undefined;
  readonly records: ModelRecord[];
};

/** A merge in force: whom it made one. */
type Merged = { readonly id: string; readonly members: readonly Identity[] };

/** A person with several identities, and the merges of them that are in force, in the order in which they were made. */
type Human = { readonly identities: readonly Identity[]; merges: Merged[] };

/** Those who are one with an identity: the last merge that holds it holds all of them. */
function groupOf({ merges }: Human, identity: Identity): readonly Identity[] {
  return merges.findLast(({ members }) => members.includes(identity))?.members ?? [identity];
}

/** Who is apart. */
function groupsOf(human: Human): (readonly Identity[])[] {
  const groups = human.identities.map((identity) => groupOf(human, identity));
  return groups.filter((group, at) => groups.findIndex((other) => other.includes(group[0] as Identity)) === at);
}

const idsOf = (identities: readonly Identity[]): string[] => identities.map(({ personId }) => personId ?? '').sort();

/** What an index entry of an identity has to hold, a function of the facts and of who is one alone. */
function expectedEntry(human: Human, identity: Identity): { names: string[]; numbers: string[] } {
  const inForce = groupOf(human, identity).filter(({ records }) => records.some(({ state }) => state === 'effective'));
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
    /** The evidence on which two people found, by an opinion or by undoing, that two are not one. */
    const cleared = new Set<string>();
    beforeAll(async () => {
      desk = await makeMergeDesk(node());
      followed = openMatcher(node().kernel, law);
    });

    const entryOf = ({ docType, number, born }: Identity, name: string) => {
      if (docType === 'resident_id') return residentOf({ name, number });
      const entry = passportOf({ name, number, born });
      return { ...entry, documents: entry.documents.map((document) => ({ ...document, type: docType })) };
    };
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
    const decideStep = async (humans: readonly Human[], chance: Chance, found?: 'same_person') => {
      await desk.drain();
      if ((await desk.inbox('comparer')).length === 0) return;
      const drawn = chance.whole(0, 9) < 8 ? ('same_person' as const) : ('not_the_same' as const);
      const ending = found ?? drawn;
      const mergeId = await desk.decide(ending, ending);
      const { onePersons, otherPersons, evidence } = await desk.sidesOf(mergeId);
      const human = humans.find(({ identities }) => identities.some(({ personId }) => personId === onePersons[0]));
      if (human === undefined) throw new Error('nobody has these identities');
      const [one, other] = [onePersons, otherPersons].map(
        (ids) => groupsOf(human).find((group) => idsOf(group).join() === [...ids].sort().join()) ?? [],
      ) as [readonly Identity[], readonly Identity[]];
      // Whole groups, as they stand: nobody is taken out of one.
      expect([idsOf(one), idsOf(other)]).toEqual([[...onePersons].sort(), [...otherPersons].sort()]);
      if (ending === 'same_person') human.merges.push({ id: mergeId, members: [...one, ...other] });
      else cleared.add(evidence);
    };
    const isInView = ({ records }: Identity) => records.some(({ state }) => state !== 'sealed');
    /** Undoes a merge if no later one rests on it; says whether it did. */
    const undo = async (human: Human, merge: Merged): Promise<boolean> => {
      // What is in no view cannot be undone by people who do not see it; it makes nothing one while it is not there.
      if (!groupOf(human, merge.members[0] as Identity).every(isInView)) return false;
      if (
        human.merges.some(
          ({ members }) => members.length > merge.members.length && members.includes(merge.members[0] as Identity),
        )
      ) {
        await expect(desk.proposeUndoing(merge.id)).rejects.toThrow('registry-merge-not-last');
        return false;
      }
      cleared.add((await desk.sidesOf(merge.id)).evidence);
      await desk.proposeUndoing(merge.id);
      await desk.decideUndoing(merge.id, 'confirm');
      human.merges = human.merges.filter((one) => one !== merge);
      return true;
    };
    /** Who is apart and pointed to each other waits for people, unless two found on this very evidence that they are not one. */
    const compareProposals = async (human: Human) => {
      const open = new Set(await desk.openPairs());
      const mains = groupsOf(human).map((group) => idsOf(group)[0] ?? '');
      for (const [at, one] of mains.entries())
        for (const other of mains.slice(at + 1)) {
          const evidence = await desk.evidenceBetween(one, other);
          const isWanted = evidence !== undefined && !cleared.has(evidence);
          expect([one, other, open.has([one, other].sort().join(' '))]).toEqual([one, other, isWanted]);
        }
    };
    const compareWithFacts = async (humans: readonly Human[]) => {
      await desk.drain();
      const steps = (await desk.mergeSteps()) as MergeStepTaken[];
      for (const { personId, mainId } of await desk.mergedPersons())
        expect(mainId).toBe(togetherAfter(personId, steps)[0]);
      const fresh = openMatcher(node().kernel, law);
      for (const human of humans) {
        await compareProposals(human);
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
      }
      await fresh.stop();
    };

    it.each(histories)(
      'what is read as one and what the index holds follow from the facts and the merges in force, history %i',
      async (seed) => {
        const chance = chanceOf(seed * 104_729);
        cleared.clear();
        const humans: Human[] = [
          ['欧阳靖琪', '欧阳静琪'],
          ['诸葛明远', '诸葛明元'],
        ].map((names, index) => {
          const born = `19${String(45 + ((seed * 12 + index * 6) % 50))}-0${String(index + 1)}-${String(seed).padStart(2, '0')}`;
          const common = () => ({ names, born, personId: undefined, records: [] });
          const serial = `${String(seed).padStart(3, '0')}00${String(index)}`;
          const [passport, resident, permit]: Identity[] = [
            { ...common(), docType: 'passport', number: `10H${serial}` },
            { ...common(), docType: 'resident_id', number: inventedNumber(born, seed * 10 + index) },
            { ...common(), docType: 'hm_permit', number: `H10${serial}` },
          ];
          // One of them stands on record three times.
          return { merges: [], identities: [passport, resident, permit].slice(0, 3 - index) as Identity[] };
        });
        for (const { identities } of humans)
          for (const identity of identities) {
            await enter(identity, chance);
            const [record] = identity.records;
            if (record !== undefined) await verify(record);
          }
        // A chain to begin with: two are made one, then the third with both; what is in its middle is not undone.
        const [threefold] = humans as [Human, ...Human[]];
        for (let tries = 0; tries < 4 && threefold.merges.length < 2; tries += 1)
          await decideStep(humans, chance, 'same_person');
        expect(threefold.merges.map(({ members }) => members.length)).toEqual([2, 3]);
        expect(await undo(threefold, threefold.merges[0] as Merged)).toBe(false);
        await compareWithFacts(humans);
        for (let turn = 1; turn <= 16; turn += 1) {
          const human = chance.pick(humans);
          const draw = chance.whole(0, 9);
          if (draw < 5) await recordStep(chance.pick(human.identities), chance);
          else if (draw < 8) await decideStep(humans, chance);
          else if (human.merges.length > 0) await undo(human, chance.pick(human.merges));
          if (turn % 8 === 0) await compareWithFacts(humans);
        }
        for (const human of humans) for (const merge of [...human.merges].reverse()) await undo(human, merge);
        await compareWithFacts(humans);
        for (const human of humans.filter(({ merges }) => merges.length === 0))
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
