import type { FieldProblem } from '@gatehouse/contract';
import type { PersonFields } from '../doors.js';
import { type Difference, differencesBetween, type Terms, termsOf } from './employment.js';
import { type EntryFields, entryProblem } from './entry-check.js';

/** A row of a file that was checked: who it is about, by the tokens of their documents, and what is wrong with it. */
export type CheckedRow = {
  readonly rowNumber: number;
  /** The entry with its documents in the one form in which they are compared. */
  readonly entry: EntryFields;
  readonly problems: readonly FieldProblem[];
  /** Tokens as hexadecimal texts. */
  readonly tokens: readonly string[];
};

/** An open employment of the unit that one of the rows may be about. */
export type StandingEmployment = {
  readonly id: string;
  readonly version: number;
  readonly terms: Terms;
  readonly person: PersonFields | undefined;
  readonly tokens: readonly string[];
};

/** An earlier row of the same file. */
export type EarlierRow = {
  readonly rowNumber: number;
  readonly postClass: string;
  readonly tokens: readonly string[];
  readonly employmentId: string | null;
};

/** What a row would change. */
export type Comparison = {
  readonly kind: 'new' | 'changed' | 'same' | 'problem';
  readonly employment: Pick<StandingEmployment, 'id' | 'version'> | undefined;
  readonly changes: readonly Difference[];
  readonly problems: readonly FieldProblem[];
};

/**
 * Compares rows with who is on the roster, in their order: the same person in the same post class is the same employment, another
 * post class is another employment. A person who stands twice in one post class is a problem of the later row.
 */
export function compareRows(
  rows: readonly CheckedRow[],
  standing: readonly StandingEmployment[],
  earlier: readonly EarlierRow[],
): Comparison[] {
  const seen: EarlierRow[] = [...earlier];
  return rows.map((row) => {
    const { postClass } = row.entry;
    const employment = standing.find((one) => one.terms.postClass === postClass && meet(one.tokens, row.tokens));
    const before = seen.find(
      (one) =>
        (one.postClass === postClass && meet(one.tokens, row.tokens)) ||
        (employment !== undefined && one.employmentId === employment.id),
    );
    seen.push({ rowNumber: row.rowNumber, postClass, tokens: row.tokens, employmentId: employment?.id ?? null });
    if (before !== undefined) {
      const twice = entryProblem('person.documents', 'listed-twice', { row: before.rowNumber });
      return { kind: 'problem', employment: undefined, changes: [], problems: [...row.problems, twice] };
    }
    const changes = employment === undefined ? [] : changesOf(employment, row.entry);
    return { kind: kindOf(row, employment, changes), employment, changes, problems: row.problems };
  });
}

function kindOf(
  { problems }: CheckedRow,
  employment: StandingEmployment | undefined,
  changes: readonly Difference[],
): Comparison['kind'] {
  if (problems.length > 0) return 'problem';
  if (employment === undefined) return 'new';
  return changes.length > 0 ? 'changed' : 'same';
}

/** What the file does not say is not taken away: an empty cell changes nothing but the last day, the title and the supplier. */
function changesOf({ terms, person }: StandingEmployment, entry: EntryFields): Difference[] {
  if (person === undefined) return ['person'];
  return differencesBetween({ terms, person }, { terms: termsOf(entry), person: completed(entry.person, person) });
}

/** The person of a row with what only the roster knows: facts that its file has no cell for, and further documents. */
export function completed(named: PersonFields, known: PersonFields): PersonFields {
  const isNamed = (other: PersonFields['documents'][number]): boolean =>
    named.documents.some(({ type, number }) => type === other.type && number === other.number);
  return {
    name: named.name,
    formerNames: [...new Set([...known.formerNames, ...named.formerNames])],
    sex: named.sex ?? known.sex,
    birthDate: named.birthDate ?? known.birthDate,
    nationality: named.nationality ?? known.nationality,
    documents: [...named.documents, ...known.documents.filter((one) => !isNamed(one))],
  };
}

function meet(some: readonly string[], others: readonly string[]): boolean {
  return some.some((one) => others.includes(one));
}
