import { describe, expect, it } from 'vitest';
import {
  announcedErrors,
  harderErrors,
  inventPeople,
  type Random,
  seeded,
} from '../../../../bench/src/population/index.js';
import type { PersonEvidence } from '../evidence/index.js';
import { type Candidate, createIndex, type ScreeningIndex, type SharedIndex } from './create-index.js';
import {
  type Join,
  type JoinById,
  type JoinedPair,
  type JoinSink,
  openCrowdedJoin,
  openCrowdedJoinById,
  openJoin,
  openJoinById,
} from './join.js';
import { openNumberJoin } from './number-join.js';

const classes = Object.entries({ ...announcedErrors, ...harderErrors });
const bands = ['strong', 'possible', 'none'];
const number = '100101198005120012';
const born = { birthDate: '1980-05-12' };

/** What is told of a person: candidates in a band, best first, and whether there are more than are compared. */
type Told = Record<string, { limited: boolean; candidates: unknown[] }>;

describe('a join', () => {
  const { people, records } = invented(seeded(11));
  const [roster, registry] = [createIndex(people), createIndex(records)];
  const wanted = screenedAlone(people, registry);

  it('finds what screening each person finds, each pair once', () => {
    expect(joined(roster, registry, people)).toEqual(wanted);
    expect(Object.keys(wanted).length).toBeGreaterThan(50);
  });

  it('finds the same in stretches of any length, in any order', () => {
    const join = openJoin(roster.share(), registry.share());
    const [whole, pieces] = [
      collected(join, [[0, join.length]]),
      collected(join, stretches(join.length, 37).reverse()),
    ];
    expect(sorted(pieces.pairs)).toEqual(sorted(whole.pairs));
  });

  it('from the larger side finds the same', () => {
    const turned = openJoin(registry.share(), roster.share());
    const there = collected(openJoin(roster.share(), registry.share()), [[0, Number.MAX_SAFE_INTEGER]]).pairs;
    const back = collected(turned, [[0, Number.MAX_SAFE_INTEGER]]).pairs;
    expect(back.map(({ personId, recordId, band }) => `${recordId} ${personId} ${band}`).sort()).toEqual(
      there.map(({ personId, recordId, band }) => `${personId} ${recordId} ${band}`).sort(),
    );
  });

  it('by number alone finds equal numbers', () => {
    const found: string[] = [];
    const byNumber = openNumberJoin(roster.share(), registry.share());
    byNumber.run(0, byNumber.length, (person, record) => found.push(`${person} ${record}`));
    const { pairs } = collected(openJoin(roster.share(), registry.share()), [[0, Number.MAX_SAFE_INTEGER]]);
    const equal = pairs.filter(({ reasons }) =>
      reasons.some(({ field, level }) => field === 'doc_number' && level === 'equal'),
    );
    expect(found).toEqual(expect.arrayContaining(equal.map(({ personId, recordId }) => `${personId} ${recordId}`)));
  });
});

describe('a join tells of everybody what screening them alone tells, `limited` included', () => {
  it.each([21, 22])('of invented people with every class of error: %i', (seed) => {
    const { people, records } = invented(seeded(seed));
    agrees(people, records);
  });

  it('when a record agrees with more people than are compared, with and without a number of theirs', () => {
    const people = crowd(500, (place) => ({
      name: '欧阳小明',
      ...born,
      documents: place % 2 ? [] : ownNumber(place),
    }));
    const told = agrees(people, [{ id: 'R', name: 'Ouyang Xiaoming', ...born }]);
    expect(Object.keys(told)).toHaveLength(500);
  });

  it('when more records agree with a person than are compared', () => {
    const records = crowd(500, () => ({ name: '欧阳小明', ...born })).map((one) => ({ ...one, id: `R${one.id}` }));
    const people = [
      { id: 'without', name: '欧阳小明', ...born },
      { id: 'with', name: '欧阳小明', documents: ownNumber(4) },
      { id: 'stated', name: '欧阳小明', ...born, documents: [{ docNumber: '100101197501010018' }] },
      { id: 'other', name: '司马相如', ...born },
    ];
    const told = agrees(people, records);
    expect(told['with']?.limited).toBe(true);
    expect(told['other']).toBeUndefined();
  });

  it('when a crowd agrees with a crowd', () => {
    const people = crowd(9, (place) => ({ name: '张伟', ...born, documents: place % 3 ? [] : ownNumber(place) }));
    agrees(
      people,
      crowd(410, () => ({ name: '张伟', ...born })).map((one) => ({ ...one, id: `R${one.id}` })),
    );
  });

  it('when more than are compared hold one number, or one that fails its check', () => {
    const failing = '100101198005120013';
    const holders = crowd(1_000, (place) => ({
      name: `李${String.fromCodePoint(0x4e00 + (place % 900))}`,
      documents: [{ docNumber: place % 2 ? number : failing }],
    }));
    agrees(holders, [{ id: 'R', name: '王小明', documents: [{ docNumber: number }] }]);
    agrees([{ id: 'P', name: '王小明', documents: [{ docNumber: number }] }], holders);
    agrees([{ id: 'P', name: '王小明', documents: [{ docNumber: failing }] }], holders);
  });

  it('when a crowd on record has no date', () => {
    const records = crowd(900, (place) => ({
      name: place % 2 ? '张伟' : '曾伟',
      documents: [{ docType: 'passport' as const, docNumber: `E${10_000_000 + place}` }],
    }));
    agrees([{ id: 'P', name: '张伟', documents: [{ docNumber: number }] }], records);
    agrees(records, [{ id: 'R', name: '张伟', documents: [{ docNumber: `${number.slice(0, 14)}****` }] }]);
  });

  it.each([
    ['a character in letters', '谢永', '谢yong'],
    ['a character in letters amid others', '王喆明', '王zhe明'],
    ['a nickname for a character', '杨丹春', '杨老春'],
  ])('of names that the marks have to let through on either side: %s', (_what, name, other) => {
    const numbered = { id: 'one', name, documents: [{ docNumber: number }] };
    const bare = { id: 'one', name: other, ...born };
    // Many of the same day, so that nobody is told as the nearest of a few.
    const strangers = crowd(200, (place) => ({ name: `赵${String.fromCodePoint(0x4e8c + place)}`, ...born }));
    expect(agrees([bare], [numbered, ...strangers])['one']?.candidates).toHaveLength(1);
    expect(agrees([numbered], [bare, ...strangers])['one']?.candidates).toHaveLength(1);
  });

  it('of a number with two slips and another name, the birth date equal', () => {
    const numbered = { id: 'one', name: '王小明', documents: [{ docNumber: number }] };
    const failing = `${number.slice(0, 2)}98${number.slice(4)}`;
    const slipped = { id: 'one', name: '李建国', ...born, documents: [{ docNumber: failing }] };
    const strangers = crowd(200, (place) => ({ name: '赵钱', ...born, documents: ownNumber(place + 20) }));
    const wanted = [{ id: 'one', band: 'possible' }];
    expect(agrees([slipped], [numbered, ...strangers])['one']?.candidates).toMatchObject(wanted);
    expect(agrees([numbered], [slipped, ...strangers])['one']?.candidates).toMatchObject(wanted);
  });

  it('after people were taken out and added behind what was shared', () => {
    const { people, records } = invented(seeded(24));
    const [roster, registry] = [createIndex(people), createIndex(records.slice(0, 200))];
    registry.share();
    for (const record of records.slice(200)) registry.add(record);
    for (const { id } of records.slice(0, 20)) registry.remove(id);
    expect(joined(roster, registry, people)).toEqual(screenedAlone(people, registry));
  });
});

function agrees(people: readonly PersonEvidence[], records: readonly PersonEvidence[]): Told {
  const [roster, registry] = [createIndex(people), createIndex(records)];
  const wanted = screenedAlone(people, registry);
  expect(joinedById(people, records)).toEqual(wanted);
  expect(joined(roster, registry, people)).toEqual(wanted);
  return wanted;
}

/** A join by ids, as one goes on that was stopped: before the last of each side the indexes are loaded anew, in another order. */
function joinedById(people: readonly PersonEvidence[], records: readonly PersonEvidence[]): Told {
  const found = emptyCollection();
  const [before, since] = [false, true].map((turned) =>
    [people, records].map((all) => createIndex(turned ? [...all].reverse() : all).asItLies()),
  );
  const inHalves = (own: readonly PersonEvidence[], work: (ids: string[], ...sides: SharedIndex[]) => void) => {
    const ids = [...new Set(own.map(({ id }) => id)), 'nobody'];
    work(ids.slice(0, -2), ...(before ?? []));
    work(ids.slice(-2), ...(since ?? []));
  };
  inHalves(people, (ids, left = [], right = []) => openJoinById(left, right).people(ids, found.into));
  inHalves(records, (ids, left = [], right = []) => openJoinById(left, right).records(ids, found.into));
  const crowded = new Set(found.records);
  inHalves(people, (ids, left = [], right = []) => {
    const join: JoinById = openCrowdedJoinById(left, right, crowded);
    join.people(ids, found.into);
    join.records(ids, found.into);
  });
  return toldOf(inOrderOf(people, found.pairs), found.people, createIndex(records));
}

function screenedAlone(people: readonly PersonEvidence[], registry: ScreeningIndex): Told {
  const told: Told = {};
  for (const person of people) {
    const { band, limited, candidates } = registry.screen(person);
    if (band !== 'none') told[person.id] = { limited, candidates: [...candidates] };
  }
  return told;
}

/** The whole course of a join: its two parts, and whoever is crowded screened alone as they are told. */
function joined(roster: ScreeningIndex, registry: ScreeningIndex, people: readonly PersonEvidence[]): Told {
  const [left, right] = [roster.share(), registry.share()];
  const first = openJoin(left, right);
  const found = collected(first, stretches(first.length, 50));
  const second = openCrowdedJoin(left, right, new Set(found.records));
  const more = collected(second, stretches(second.length, 50));
  const pairs = [...found.pairs, ...more.pairs];
  const ids = pairs.map(({ personId, recordId }) => `${personId} ${recordId}`);
  expect(new Set(ids).size).toBe(ids.length);
  const order = new Map(people.map(({ id }, place) => [id, place]));
  const byPlace = [...pairs].sort((a, b) => a.place - b.place).map(({ personId }) => order.get(personId) ?? -1);
  expect(byPlace).toEqual([...byPlace].sort((a, b) => a - b));
  return toldOf(pairs, [...found.people, ...more.people], registry);
}

/** The same pairs with the places that people have in their order. */
function inOrderOf(people: readonly PersonEvidence[], pairs: readonly JoinedPair[]): JoinedPair[] {
  const order = new Map(people.map(({ id }, place) => [id, place]));
  return pairs.map((pair) => ({ ...pair, place: order.get(pair.personId) ?? -1 }));
}

function toldOf(pairs: readonly JoinedPair[], crowded: readonly PersonEvidence[], registry: ScreeningIndex): Told {
  const told: Told = {};
  for (const { personId, recordId, place: _, ...decision } of sorted(pairs)) {
    const one = (told[personId] ??= { limited: false, candidates: [] });
    one.candidates.push({ id: recordId, ...decision });
  }
  for (const person of crowded) {
    const { limited, candidates } = registry.screen(person);
    told[person.id] = { limited, candidates: [...candidates] };
  }
  return told;
}

function collected(join: Join, parts: readonly (readonly [number, number])[]) {
  const found = emptyCollection();
  for (const [from, to] of parts) join.run(from, to, found.into);
  return found;
}

function emptyCollection() {
  const [pairs, people, records]: [JoinedPair[], PersonEvidence[], string[]] = [[], [], []];
  const into: JoinSink = {
    pair: (pair) => pairs.push(pair),
    crowdedPerson: (_, person) => people.push(person),
    crowdedRecord: (id) => records.push(id),
  };
  return { pairs, people, records, into };
}

function stretches(length: number, step: number): [number, number][] {
  const found: [number, number][] = [];
  for (let from = 0; from < length; from += step) found.push([from, Math.min(length, from + step)]);
  return found;
}

function sorted(pairs: readonly JoinedPair[]): JoinedPair[] {
  const rank = ({ band }: Pick<Candidate, 'band'>) => bands.indexOf(band);
  return [...pairs].sort(
    (a, b) => a.place - b.place || rank(a) - rank(b) || b.score - a.score || (a.recordId < b.recordId ? -1 : 1),
  );
}

function invented(random: Random): { people: PersonEvidence[]; records: PersonEvidence[] } {
  const known = inventPeople(random, 300, 'R');
  const written = (person: (typeof known)[number], isSlipped: boolean): PersonEvidence => {
    const { id, name, sex, birthDate, documents, nationality } = person;
    const slipped = isSlipped ? random.pick(classes)[1](person, random) : undefined;
    return { ...(slipped ?? { name, sex, birthDate, documents, nationality }), id };
  };
  const records = known.map((person, place) => written(person, place % 3 === 0));
  const people = known.slice(0, 150).map((person, place) => ({ ...written(person, place % 2 === 0), id: `P${place}` }));
  return { people, records };
}

function crowd(count: number, make: (place: number) => Omit<PersonEvidence, 'id'>): PersonEvidence[] {
  return Array.from({ length: count }, (_, place) => ({ id: `C${place}`, ...make(place) }));
}

/** A valid number of somebody born on the day, another for each place. */
function ownNumber(place: number) {
  const body = `10010119800512${String(place % 1_000).padStart(3, '0')}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = [...body].reduce((total, digit, at) => total + Number(digit) * (weights[at] ?? 0), 0);
  return [{ docNumber: body + '10X98765432'.charAt(sum % 11) }];
}
