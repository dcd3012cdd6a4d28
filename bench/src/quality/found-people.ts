import {
  comparePeople,
  createIndex,
  decide,
  type PersonEvidence,
  preparePerson,
  type ScreeningIndex,
} from '@gatehouse/matching';
import {
  announcedErrors,
  harderErrors,
  type Invented,
  inventPeople,
  madeFor,
  type Random,
  seeded,
} from '../population/index.js';
import { type Share, Tally } from './tally.js';

/** What was found of people who are on record. */
export type Found = {
  /** Found as strong or possible, by error class, by kind of name, and together. */
  readonly byClass: Readonly<Record<string, Share>>;
  readonly byKind: Readonly<Record<string, Share>>;
  readonly recall: Share;
  /** Strong ones that were the right person. */
  readonly precisionOfStrong: Share;
  /** Possibles that were somebody else, for each person asked about. */
  readonly falsePossibles: Share;
  /** Of those missed: the comparison would have found them, but the index never offered them. */
  readonly missedByIndex: Readonly<Record<string, number>>;
  readonly examplesMissed?: readonly string[];
};

type Case = {
  readonly group: string;
  readonly person: Invented;
  readonly asked: PersonEvidence;
  readonly recorded: PersonEvidence;
};

export type Population = {
  readonly index: ScreeningIndex;
  readonly people: readonly Invented[];
  readonly random: Random;
};

/** Records of people on a registry, their index, and the chance that goes on from there. */
export function populate(seed: number, records: number): Population {
  const random = seeded(seed);
  const people = inventPeople(random, records, 'R');
  return { index: createIndex(people.map(recordOf)), people, random };
}

/** A person as the registry has them. */
export function recordOf({ id, name, sex, birthDate, documents, nationality }: Invented): PersonEvidence {
  return { id, name, sex, birthDate, documents, nationality };
}

/** Asks about people on record with the announced errors, or with the harder ones, and counts who was found. */
export function findPeople(population: Population, errors: 'announced' | 'harder', perClass: number): Found {
  const { index } = population;
  const tallies = { byClass: new Tally(), byKind: new Tally(), strong: new Tally(), wrong: new Tally() };
  const missedByIndex: Record<string, number> = {};
  const examples: string[] = [];
  const misses: Record<string, number> = {};
  for (const one of cases(population, errors, perClass)) {
    const { id: own } = one.person;
    const wasOnRecord = index.remove(own);
    index.add({ ...one.recorded, id: own });
    const { candidates } = index.screen(one.asked);
    index.remove(own);
    if (wasOnRecord) index.add(recordOf(one.person));
    const isFound = candidates.some(({ id, band }) => band !== 'none' && id === own);
    tallies.byClass.add(one.group, isFound);
    tallies.byKind.add(one.person.kind, isFound);
    for (const { id, band } of candidates) if (band === 'strong') tallies.strong.add('strong', id === own);
    tallies.wrong.add(
      'possible',
      candidates.some(({ id, band }) => band === 'possible' && id !== own),
    );
    if (isFound) continue;
    if (wouldBeFound(one)) missedByIndex[one.group] = (missedByIndex[one.group] ?? 0) + 1;
    else if ((misses[one.group] = (misses[one.group] ?? 0) + 1) <= 6)
      examples.push(`${one.group}: ${told(one.asked)} | ${told(one.recorded)}`);
  }
  return {
    byClass: tallies.byClass.shares(),
    byKind: tallies.byKind.shares(),
    recall: tallies.byClass.total(),
    precisionOfStrong: tallies.strong.total(),
    falsePossibles: tallies.wrong.total(),
    missedByIndex,
    ...(process.env['GATEHOUSE_BENCH_EXAMPLES'] ? { examplesMissed: examples } : {}),
  };
}

function* cases({ people, random }: Population, errors: 'announced' | 'harder', perClass: number): Generator<Case> {
  const classes = errors === 'announced' ? announcedErrors : harderErrors;
  for (const [group, slip] of Object.entries(classes)) {
    const few = people.filter((person) => slip(person, seeded(1)) !== undefined);
    for (let count = 0; few.length > 0 && count < perClass; count += 1) {
      const person = random.pick(few);
      const asked = slip(person, random);
      if (asked !== undefined) yield turned(random, { group, person, asked, recorded: recordOf(person) });
    }
  }
  if (errors === 'harder') return;
  for (const [group, make] of Object.entries(madeFor)) {
    for (let count = 0; count < perClass; count += 1) {
      const { person, asked } = make(random, `M${count}`);
      yield turned(random, { group, person, asked, recorded: recordOf(person) });
    }
  }
}

/** In three cases of ten the record has the error, not the form. */
function turned(random: Random, one: Case): Case {
  return random.chance(0.3) ? { ...one, asked: one.recorded, recorded: one.asked } : one;
}

function wouldBeFound({ asked, recorded }: Case): boolean {
  const [a, b] = [preparePerson(asked), preparePerson(recorded)];
  return decide(comparePeople(a, b)).band !== 'none';
}

function told({ name, formerNames, birthDate, documents }: PersonEvidence): string {
  return [name, ...(formerNames ?? []), birthDate, ...(documents ?? []).map(({ docNumber }) => docNumber)].join(' ');
}
