import type { PersonEvidence } from '@gatehouse/matching';
import { asWritten, withoutNumber } from './announced-errors.js';
import { givenName } from './chinese-names.js';
import { birthDate, residentNumber } from './documents.js';
import { type Invented, inventPerson } from './people.js';
import type { Random } from './random.js';

/** Somebody who is not on record, but like somebody who is. */
export type NegativeClass = (person: Invented, random: Random) => PersonEvidence | undefined;

const stranger = (random: Random, { kind }: Invented) => inventPerson(random, 'stranger', kind);
const onlyResident = (person: Invented) => person.documents[0]?.docType === 'resident_id';

function withOwnNumber(random: Random, person: Invented, other: Partial<PersonEvidence>): PersonEvidence | undefined {
  if (!onlyResident(person)) return undefined;
  const born = other.birthDate ?? person.birthDate;
  const own = residentNumber(random, born, person.sex, person.documents[0]?.docNumber.slice(0, 6));
  if (own === person.documents[0]?.docNumber) return undefined;
  return { ...asWritten(person), ...other, documents: [{ docType: 'resident_id', docNumber: own }] };
}

const sibling = (random: Random, person: Invented) =>
  person.family + givenName(random, Number(person.birthDate.slice(0, 4)), person.sex);

/** Twins and siblings often share the generation character. */
const likeNamed = (random: Random, person: Invented): string | undefined => {
  const [first = '', second] = [...person.given];
  if (person.kind !== 'han' || second === undefined) return undefined;
  const other = [...givenName(random, Number(person.birthDate.slice(0, 4)), person.sex)].at(-1) ?? '';
  return other === second ? undefined : person.family + first + other;
};

/** People with a valid number of their own. */
export const negativesWithNumber: Readonly<Record<string, NegativeClass>> = {
  random: (person, random) => asWritten(stranger(random, person)),
  'same-name': (person, random) => withOwnNumber(random, person, { birthDate: birthDate(random) }),
  'same-name-and-birth-date': (person, random) => withOwnNumber(random, person, {}),
  twins: (person, random) => {
    const name = likeNamed(random, person);
    return name === undefined ? undefined : withOwnNumber(random, person, { name });
  },
  'parent-or-sibling': (person, random) =>
    person.kind === 'han'
      ? withOwnNumber(random, person, { name: sibling(random, person), birthDate: birthDate(random) })
      : undefined,
};

/** People of whom only name, sex and birth date are known. */
export const negativesWithoutNumber: Readonly<Record<string, NegativeClass>> = {
  random: (person, random) => withoutNumber(stranger(random, person)),
  'same-name': (person, random) => ({ ...withoutNumber(person), birthDate: birthDate(random) }),
  'same-name-and-year': (person, random) => ({
    ...withoutNumber(person),
    birthDate: person.birthDate.slice(0, 4) + birthDate(random).slice(4),
  }),
  'same-birth-date': (person, random) => ({ ...withoutNumber(stranger(random, person)), birthDate: person.birthDate }),
  twins: (person, random) => {
    const name = likeNamed(random, person);
    return name === undefined ? undefined : { ...withoutNumber(person), name };
  },
  'parent-or-sibling': (person, random) =>
    person.kind === 'han'
      ? { ...withoutNumber(person), name: sibling(random, person), birthDate: birthDate(random) }
      : undefined,
};
