import { describe, expect, it } from 'vitest';
import {
  announcedErrors,
  type ErrorClass,
  harderErrors,
  type Invented,
  inventPeople,
  type Random,
  seeded,
} from '../../../../bench/src/population/index.js';
import { decide } from '../decision/index.js';
import { comparePeople, type PersonEvidence, type PreparedPerson, preparePerson } from '../evidence/index.js';
import { createIndex } from './create-index.js';

const errors: readonly (readonly [string, ErrorClass])[] = Object.entries({ ...announcedErrors, ...harderErrors });
const bands = ['strong', 'possible', 'none'];

describe('the index finds whom comparing everybody finds, in the same order', () => {
  it.each([1, 2, 3])('population %i, with every class of error on either side', (seed) => {
    const random = seeded(seed);
    const people = crowded(inventPeople(random, 120, `R${seed}-`));
    const records = people.map((person) => (random.chance(0.5) ? asWritten(person) : slipped(person, random)));
    const index = createIndex(records);
    const prepared = records.map(preparePerson);
    let found = 0;
    for (const [name, error] of errors) {
      for (const person of some(people, random, 8)) {
        const asked = asking(name, error, person, random);
        if (asked === undefined) continue;
        const all = comparingEverybody(preparePerson(asked), prepared);
        const { candidates, limited } = index.screen(asked);
        const told = candidates.filter(({ band }) => band !== 'none');
        found += told.length;
        expect({ name, asked, limited, told }).toEqual({ name, asked, limited: false, told: all });
      }
    }
    expect(found).toBeGreaterThan(250);
  });
});

function comparingEverybody(asked: PreparedPerson, records: readonly PreparedPerson[]) {
  return records
    .map((recorded) => ({ id: recorded.id, ...decide(comparePeople(asked, recorded)) }))
    .filter(({ band }) => band !== 'none')
    .sort((a, b) => bands.indexOf(a.band) - bands.indexOf(b.band) || b.score - a.score || (a.id < b.id ? -1 : 1));
}

/** A quarter of the people a second time, born within days of each other and without a number, so that strangers come near. */
function crowded(people: readonly Invented[]): readonly Invented[] {
  const days = ['1980-05-12', '1980-12-05', '1980-05-13', '1981-05-12', '1990-05-12', '1980-05-21'];
  const near = people
    .filter((_, place) => place % 4 === 0)
    .map((person, place) => ({ ...person, id: `${person.id}b`, birthDate: days[place % 6] ?? '', documents: [] }));
  return [...people, ...near];
}

function slipped(person: Invented, random: Random): PersonEvidence {
  const [name, error] = random.pick(errors);
  return { ...(asking(name, error, person, random) ?? asWritten(person)), id: person.id };
}

function asking(name: string, error: ErrorClass, person: Invented, random: Random): PersonEvidence | undefined {
  const hasNumber = person.documents[0]?.docNumber.length === 18;
  return name.includes('number') && !hasNumber ? undefined : error(person, random);
}

function asWritten({ id, name, sex, birthDate, documents, nationality }: Invented): PersonEvidence {
  return { id, name, sex, birthDate, documents, nationality };
}

function some<T>(from: readonly T[], random: Random, count: number): T[] {
  return Array.from({ length: count }, () => random.pick(from));
}
