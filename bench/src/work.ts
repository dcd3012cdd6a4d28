import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openWorkCounter, type PersonEvidence, type ScreeningWork } from '@gatehouse/matching';
import type { BenchResult } from './gate.js';
import { describeMachine, peakMemoryMb } from './machine.js';
import { cycled, middleAndTail, processorTimes, quantile } from './speed/one-inquiry.js';
import { makeRosters } from './speed/rosters.js';

/** People in the index, and questions of each kind. */
export type WorkSize = { readonly people: number; readonly records: number; readonly asked: number };

/** `short` ends within a minute or two; `full` is the size at which reading marks counts most that a machine of 8 GB can invent. */
export const workSizes = {
  tiny: { people: 4_000, records: 1_000, asked: 50 },
  short: { people: 200_000, records: 20_000, asked: 1_000 },
  middle: { people: 2_000_000, records: 200_000, asked: 2_000 },
  full: { people: 6_000_000, records: 200_000, asked: 2_000 },
} as const satisfies Record<string, WorkSize>;

type Kind = readonly [name: string, make: (person: PersonEvidence, place: number) => PersonEvidence | undefined];

const latin = /^[\p{Script=Latin}\s'.-]+$/u;

/** The kinds of questions that cost differently; whoever is not of a kind is left out of it. */
const kinds: readonly Kind[] = [
  ['withValidNumber', (person) => (hasNumber(person) ? person : undefined)],
  ['withoutNumber', withoutNumber],
  [
    'withFailingNumber',
    (person, place) => (hasNumber(person) ? { ...person, documents: [failing(person, place)] } : undefined),
  ],
  ['inLettersWithoutNumber', (person) => (latin.test(person.name ?? '') ? withoutNumber(person) : undefined)],
  [
    'firstOfJanuaryWithoutNumber',
    (person) => ({ ...withoutNumber(person), birthDate: `${(person.birthDate ?? '1970').slice(0, 4)}-01-01` }),
  ],
];

/** What a question about one person reads and compares among a roster in service, by kind of question, counted. */
export async function runWork(size: WorkSize, tell: (words: string) => void): Promise<BenchResult> {
  const begun = Date.now();
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-bench-'));
  try {
    tell('inventing the roster');
    const { people, sample } = await makeRosters(folder, size.people, size.records, 771, tell);
    const shared = people.share();
    const count = openWorkCounter(shared);
    const asked: Record<string, object> = {};
    for (const [name, make] of kinds) {
      tell(name);
      const those = sample.flatMap((person, place) => make(person, place) ?? []);
      // In a small roster there may be nobody of a kind.
      const questions = those.length === 0 ? [] : cycled(those, size.asked);
      asked[name] = tallied(questions.map((person) => count(person)));
    }
    const mixed = cycled(sample, size.asked * 2).map((person, place) =>
      place % 2 === 0 ? person : withoutNumber(person),
    );
    for (const person of mixed.slice(0, 200)) people.screen(person);
    const bytes = shared
      .flatMap(({ arrays }) => Object.values(arrays))
      .reduce((sum, { byteLength }) => sum + byteLength, 0);
    return {
      name: 'work',
      machine: describeMachine('none'),
      figures: {},
      findings: {
        people: size.people,
        asked,
        processorMs: middleAndTail(processorTimes(mixed, (person) => people.screen(person))),
        bytesAPerson: Math.round((bytes / size.people) * 100) / 100,
        peakMemoryMb: peakMemoryMb(),
        seconds: Math.round((Date.now() - begun) / 1000),
      },
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function hasNumber({ documents }: PersonEvidence): boolean {
  return documents?.[0]?.docNumber?.length === 18;
}

function withoutNumber(person: PersonEvidence): PersonEvidence {
  return { ...person, documents: [] };
}

/** The number with one digit of its serial misread: it fails its check. */
function failing({ documents }: PersonEvidence, place: number) {
  const number = documents?.[0]?.docNumber ?? '';
  const at = 14 + (place % 3);
  const digit = String((Number(number[at]) + 1 + (place % 8)) % 10);
  return { docType: 'resident_id' as const, docNumber: number.slice(0, at) + digit + number.slice(at + 1) };
}

function tallied(work: readonly ScreeningWork[]): object {
  const spreadOf = (key: keyof ScreeningWork) => {
    const values = work.map((one) => one[key]);
    const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
    return { mean: Math.round(mean * 100) / 100, p99: quantile(values, 0.99), max: Math.max(0, ...values) };
  };
  return {
    questions: work.length,
    lists: spreadOf('lists'),
    marks: spreadOf('marks'),
    names: spreadOf('names'),
    people: spreadOf('people'),
  };
}
