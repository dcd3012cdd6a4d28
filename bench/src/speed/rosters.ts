import { createWriteStream, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { createIndex, type PersonEvidence, type ScreeningIndex } from '@gatehouse/matching';
import {
  announcedErrors,
  harderErrors,
  type Invented,
  inventPerson,
  type Random,
  seeded,
} from '../population/index.js';

/** A roster and a registry, some of whose people are the same, as indexes and as files for the databases. */
export type Rosters = {
  readonly people: ScreeningIndex;
  readonly records: ScreeningIndex;
  /** Tab-separated: id, name, birth date, sex, number. */
  readonly peopleFile: string;
  readonly recordsFile: string;
  /** Some of the roster, as they stand in it: one in two hundred, and those who are on the registry. */
  readonly sample: readonly PersonEvidence[];
  readonly addMicroseconds: number;
};

const piece = 10_000;
/** One person of the roster in so many is on the registry; so many of a hundred of those are written with an error. */
const linkedShare = 0.01;
const slippedShare = 0.4;
const classes = Object.entries({ ...announcedErrors, ...harderErrors });

/** Invents the registry, then the roster with its share of the registry's people, in pieces that memory does not notice. */
export async function makeRosters(
  folder: string,
  people: number,
  records: number,
  seed: number,
  tell: (words: string) => void = () => undefined,
): Promise<Rosters> {
  const random = seeded(seed);
  const [peopleFile, recordsFile] = [join(folder, 'people.tsv'), join(folder, 'records.tsv')];
  const [roster, registry] = [createIndex([], people), createIndex([], records)];
  const known: Invented[] = [];
  const sample: PersonEvidence[] = [];
  const wanted = Math.ceil(people * linkedShare);
  let milliseconds = 0;
  const put = async (to: WriteStream, index: ScreeningIndex, rows: readonly PersonEvidence[]) => {
    if (!to.write(rows.map(lineOf).join(''))) await once(to, 'drain');
    const start = performance.now();
    for (const row of rows) index.add(row);
    milliseconds += performance.now() - start;
  };
  const toRecords = createWriteStream(recordsFile);
  for (let from = 0; from < records; from += piece) {
    const invented = invent(random, Math.min(piece, records - from), 'R', from);
    known.push(...invented.filter(() => random.chance((wanted / records) * 1.1)));
    await put(toRecords, registry, invented.map(asWritten));
  }
  const toPeople = createWriteStream(peopleFile);
  for (let from = 0; from < people; from += piece) {
    const invented = invent(random, Math.min(piece, people - from), 'P', from);
    const rows = invented.map((person) => {
      const same = random.chance(linkedShare) ? known.pop() : undefined;
      return same ? { ...slipped(same, random), id: linkedId(person.id, same.id) } : asWritten(person);
    });
    for (const [place, row] of rows.entries()) if (place % 200 === 0 || row.id.includes('=')) sample.push(row);
    await put(toPeople, roster, rows);
    if ((from + piece) % 1_000_000 === 0) tell(`  ${String((from + piece) / 1_000_000)} million people`);
  }
  await Promise.all(
    [toRecords, toPeople].map((stream) => new Promise((done) => void stream.end(() => done(undefined)))),
  );
  const addMicroseconds = (milliseconds * 1000) / (people + records);
  return { people: roster, records: registry, peopleFile, recordsFile, sample, addMicroseconds };
}

/** Kinds of people as a country has them (census of 2020): one in eleven of another nation, five in a thousand from abroad. */
const abroad = [
  'hongKong',
  'taiwan',
  'southeast',
  'latin',
  'cyrillic',
  'arabic',
  'vietnamese',
  'korean',
  'japanese',
] as const;
const minorityShare = 0.09;
const abroadShare = 0.005;

/** People with short ids, as lists number their rows. */
function invent(random: Random, count: number, letter: string, from: number): Invented[] {
  return Array.from({ length: count }, (_, place) => {
    const at = random.next();
    const kind = at < abroadShare ? random.pick(abroad) : at < abroadShare + minorityShare ? 'minority' : 'han';
    return inventPerson(random, `${letter}${from + place}`, kind);
  });
}

/** The id of a person of the roster tells which record they are. */
const linkedId = (id: string, recordId: string) => `${id}=${recordId}`;

/** Whether a pair is of one person. */
export function isLink(personId: string, recordId: string): boolean {
  return personId.endsWith(`=${recordId}`);
}

function slipped(person: Invented, random: Random): PersonEvidence {
  if (!random.chance(slippedShare)) return asWritten(person);
  const [, error] = random.pick(classes);
  return error(person, random) ?? asWritten(person);
}

/** What a list says of an invented person. */
export function asWritten({ id, name, sex, birthDate, documents, nationality }: Invented): PersonEvidence {
  return { id, name, sex, birthDate, documents, nationality };
}

/** One row for a database: tabs, line ends and quotes never stand in these values. */
export function lineOf({ id, name, birthDate, sex, documents }: PersonEvidence): string {
  return `${[id, name, birthDate, sex, documents?.[0]?.docNumber].map((value) => value ?? '').join('\t')}\n`;
}
