import { comparePreparedNames, type NameComparison, type PreparedName } from '../name/index.js';
import { type BirthDateLevel, compareBirthDates } from './birth-date.js';
import { compareDocuments, type DocumentComparison } from './document.js';
import type { PreparedPerson } from './prepare-person.js';

export type AgreementLevel = 'equal' | 'different' | 'missing';

/** How every kind of evidence of two people relates; the decision is taken from this alone. */
export interface PeopleComparison {
  readonly document: DocumentComparison;
  readonly name: NameComparison & {
    /** Places in the two lists of names that agree best. */
    readonly left: number;
    readonly right: number;
    /** Whether a former name took part. */
    readonly former: boolean;
  };
  readonly birthDate: BirthDateLevel;
  /** The agreeing date, or the empty text. */
  readonly sharedBirthDate: string;
  /** Both sides know the date from elsewhere than the compared numbers alone. */
  readonly birthDateIndependent: boolean;
  readonly sex: AgreementLevel;
  readonly nationality: AgreementLevel;
}

/** How the first name asked about compares with names on record, by those: what is known need not be compared again. */
export type ComparedNames = ReadonlyMap<PreparedName, NameComparison>;

const birthDateOrder: readonly BirthDateLevel[] = [
  'equal',
  'day_month_swapped',
  'off_by_one_day',
  'lunar_date',
  'year_off',
  'century_off',
  'digits_transposed',
  'one_digit',
  'year_only',
  'different',
  'missing',
];

/** Compares the person asked about with one on record, field by field, each at its best-agreeing pair of values. */
export function comparePeople(
  asked: PreparedPerson,
  recorded: PreparedPerson,
  known?: ComparedNames,
): PeopleComparison {
  const { level, shared } = bestBirthDate(asked.birthDates, recorded.birthDates);
  return {
    document: compareDocuments(asked.documents, recorded.documents),
    name: bestName(asked, recorded, known),
    birthDate: level,
    sharedBirthDate: shared,
    birthDateIndependent: asked.birthDateStated || recorded.birthDateStated,
    sex: agreement(asked.sex, recorded.sex),
    nationality: agreement(asked.nationality, recorded.nationality),
  };
}

function bestName(
  asked: PreparedPerson,
  recorded: PreparedPerson,
  known: ComparedNames | undefined,
): PeopleComparison['name'] {
  let best: PeopleComparison['name'] = { level: 'missing', score: -1, bits: 0, left: 0, right: 0, former: false };
  for (const [left, name] of asked.names.entries()) {
    for (const [right, other] of recorded.names.entries()) {
      const comparison = (left === 0 ? known?.get(other) : undefined) ?? comparePreparedNames(name, other);
      if (comparison.score <= best.score) continue;
      const former = left > 0 || right > 0 || !asked.hasCurrentName || !recorded.hasCurrentName;
      best = { ...comparison, left, right, former };
    }
  }
  return best.score < 0 ? { ...best, score: 0 } : best;
}

function bestBirthDate(a: readonly string[], b: readonly string[]): { level: BirthDateLevel; shared: string } {
  let level: BirthDateLevel = 'missing';
  let shared = '';
  for (const date of a) {
    for (const other of b) {
      const found = compareBirthDates(date, other);
      if (level !== 'missing' && birthDateOrder.indexOf(found) >= birthDateOrder.indexOf(level)) continue;
      level = found;
      shared = found === 'equal' ? date : '';
    }
  }
  return { level, shared };
}

function agreement(a: string, b: string): AgreementLevel {
  if (a === '' || b === '') return 'missing';
  return a === b ? 'equal' : 'different';
}
