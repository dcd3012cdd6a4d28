import type { PersonEvidence } from '@gatehouse/matching';
import { givenName } from './chinese-names.js';
import slips from './character-slips.json' with { type: 'json' };
import { passport } from './documents.js';
import { type Invented, inventPerson, words } from './people.js';
import type { Random } from './random.js';
import { changeOne, homophone, inPinyin, lookAlike, toTraditional, variant } from './slips.js';

/** What a form says of a person after one thing went wrong; nothing where the class does not apply to this person. */
export type ErrorClass = (person: Invented, random: Random) => PersonEvidence | undefined;

/** What a form says when nothing went wrong. */
export function asWritten({ id, name, sex, birthDate, documents, nationality }: Invented): PersonEvidence {
  return { id, name, sex, birthDate, documents, nationality };
}

/** The same without any document number: only name, sex and birth date are left. */
export function withoutNumber(person: Invented): PersonEvidence {
  return { ...asWritten(person), documents: [] };
}

export const isChinese = ({ kind }: Invented) =>
  kind === 'han' || kind === 'hongKong' || kind === 'taiwan' || kind === 'southeast';

/** Whether the number carries a check character. */
export const isChecked = ({ documents }: Invented) => documents[0]?.docNumber.length === 18;

/** The form with another number in the first document. */
export function numbered(person: Invented, change: (number: string) => string): PersonEvidence {
  return {
    ...asWritten(person),
    documents: person.documents.map((one) => ({ ...one, docNumber: change(one.docNumber) })),
  };
}

const named = (person: Invented, name: string | undefined) =>
  name === undefined || name === person.name ? undefined : { ...withoutNumber(person), name };

/** The error classes that the workload page announces, each alone. Those about name or birth date come without a number: with it, it is found by the number. */
export const announcedErrors: Readonly<Record<string, ErrorClass>> = {
  exact: asWritten,
  'number-of-15-digits': (person) =>
    person.documents[0]?.docType === 'resident_id' && person.birthDate.startsWith('19')
      ? numbered(person, (number) => number.slice(0, 6) + number.slice(8, 17))
      : undefined,
  'number-typo': (person, random) =>
    isChecked(person) ? numbered(person, (number) => wrongDigit(random, number)) : undefined,
  'number-transposed': (person, random) =>
    isChecked(person) ? numbered(person, (number) => transposed(random, number)) : undefined,
  'number-missing': withoutNumber,
  'name-changed': (person, random) => ({
    ...asWritten(person),
    name: isChinese(person)
      ? person.family + givenName(random, 1990, person.sex)
      : inventPerson(random, '', person.kind).name,
  }),
  'former-name': (person, random) => ({
    ...withoutNumber(person),
    name: inventPerson(random, '', person.kind).name,
    formerNames: [person.name],
  }),
  traditional: (person) => (person.kind === 'han' ? named(person, toTraditional(person.name)) : undefined),
  'variant-character': (person, random) =>
    isChinese(person) ? named(person, changeOne(random, person.name, variant)) : undefined,
  pinyin: (person, random) =>
    person.kind === 'han' ? named(person, inPinyin(random, person.family, person.given)) : undefined,
  homophone: (person, random) =>
    person.kind === 'han' ? named(person, changeOne(random, person.name, homophone)) : undefined,
  'look-alike': (person, random) =>
    person.kind === 'han' ? named(person, changeOne(random, person.name, lookAlike)) : undefined,
  'names-swapped': (person, random) => named(person, swapped(random, person)),
  'day-month-swapped': ({ birthDate, ...person }) => {
    const [year, month, day] = birthDate.split('-');
    return Number(day) > 12 || day === month
      ? undefined
      : withoutNumber({ ...person, birthDate: `${year}-${day}-${month}` });
  },
  'birth-date-one-day-off': (person, random) =>
    withoutNumber({ ...person, birthDate: shifted(person.birthDate, random.chance(0.5) ? 1 : -1) }),
  'birth-date-digits-transposed': (person, random) => bornTransposed(random, person),
  'other-document': (person, random) => ({
    ...asWritten(person),
    documents: [passport(random, person.nationality ?? 'CN')].map((one) =>
      person.documents[0]?.docType === 'passport' ? { docType: 'other' as const, docNumber: `K${one.docNumber}` } : one,
    ),
  }),
  'minority-dot': (person, random) =>
    person.kind === 'minority'
      ? named(person, person.name.replace('·', random.pick(['', '.', '•', '・', ' ', '‧'])))
      : undefined,
  romanised: (person) =>
    person.kind === 'hongKong' || person.kind === 'taiwan' || person.kind === 'southeast'
      ? named(person, person.spelled)
      : undefined,
  'full-width-number': (person) =>
    numbered(person, (number) =>
      [...number.toLowerCase()].map((letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)).join(''),
    ),
  'zero-width': (person) => ({
    ...numbered(person, (number) => `\u200b${number.slice(0, 6)}\u200c${number.slice(6)}\ufeff`),
    name: `\u200e${[...person.name].join('\u200b')}`,
  }),
  'number-masked': (person, random) => {
    const [before, after] = random.pick([
      [6, 4],
      [3, 4],
      [4, 4],
      [10, 0],
    ] as const);
    const mask = (number: string) =>
      number.slice(0, before) + '*'.repeat(number.length - before - after) + number.slice(number.length - after);
    return isChecked(person) ? numbered(person, mask) : undefined;
  },
};

/** The polyphonic and compound family names of the workload page: their bearers are invented for it. */
export const madeFor: Readonly<
  Record<string, (random: Random, id: string) => { person: Invented; asked: PersonEvidence }>
> = {
  'polyphonic-family-name': (random, id) => {
    const entry = random.pick(words(slips.polyphonic));
    const spelled = random.pick(entry.slice(1).split('|'));
    const person = renamed(inventPerson(random, id, 'han'), entry.slice(0, 1));
    return {
      person,
      asked: { ...withoutNumber(person), name: inPinyin(random, person.family, person.given, spelled) },
    };
  },
  'compound-family-name': (random, id) => {
    const person = renamed(inventPerson(random, id, 'han'), random.pick(words(slips.compound)));
    const { family, given } = person;
    const writings = [
      inPinyin(random, family, given),
      `${given}${family}`,
      `${family} ${given}`,
      toTraditional(person.name),
    ];
    return { person, asked: { ...withoutNumber(person), name: random.pick(writings) } };
  },
};

function renamed(person: Invented, family: string): Invented {
  return { ...person, family, name: family + person.given };
}

/** A wrong digit anywhere in the number. */
export function wrongDigit(random: Random, number: string): string {
  const place = random.below(17);
  const wrong = (Number(number.charAt(place)) + 1 + random.below(9)) % 10;
  return number.slice(0, place) + String(wrong) + number.slice(place + 1);
}

function transposed(random: Random, number: string): string {
  const start = random.below(16);
  for (let step = 0; step < 16; step += 1) {
    const place = (start + step) % 16;
    if (number.charAt(place) === number.charAt(place + 1)) continue;
    return number.slice(0, place) + number.charAt(place + 1) + number.charAt(place) + number.slice(place + 2);
  }
  return number;
}

function swapped(random: Random, { kind, family, given, name }: Invented): string | undefined {
  if (kind === 'han') return given + random.pick(['', ' ']) + family;
  if (kind === 'cyrillic' || kind === 'latin') return random.chance(0.5) ? `${family}, ${given}` : `${given} ${family}`;
  return name.includes('·') ? name.split('·').reverse().join('·') : undefined;
}

/** A date some days later, or earlier. */
export function shifted(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}

function bornTransposed(random: Random, person: Invented): PersonEvidence | undefined {
  const digits = person.birthDate.replaceAll('-', '');
  const places = [2, 4, 6].filter((place) => {
    const other = digits.slice(0, place) + digits.charAt(place + 1) + digits.charAt(place) + digits.slice(place + 2);
    return (
      other !== digits &&
      !Number.isNaN(Date.parse(dashed(other))) &&
      new Date(dashed(other)).toISOString().startsWith(dashed(other))
    );
  });
  if (places.length === 0) return undefined;
  const place = random.pick(places);
  const other = digits.slice(0, place) + digits.charAt(place + 1) + digits.charAt(place) + digits.slice(place + 2);
  return withoutNumber({ ...person, birthDate: dashed(other) });
}

function dashed(digits: string): string {
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
}
