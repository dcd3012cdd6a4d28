import type { FieldProblem } from '@gatehouse/contract';
import { isCivilDate, type LawPack } from '@gatehouse/law';
import { entryProblem } from './entry-check.js';

/** What one row says that a register counts; any field may be empty or wrong, `postClass` null: the whole staff. */
export type CountedFields = {
  readonly creditCode: string;
  readonly source: string;
  readonly postClass: string | null;
  readonly headcount: number;
  readonly asOf: string;
};

/** A row as it was read, with what is wrong with its cells themselves. */
export type CountedRow = {
  readonly rowNumber: number;
  readonly fields: CountedFields;
  readonly problems: readonly FieldProblem[];
};

/** What is expected now. */
export type StandingCount = Omit<CountedFields, 'creditCode'> & { readonly unitId: string };

/** What a row would change of what is expected. `unitId` undefined: no unit of this authority has the code. */
export type CountedDifference = {
  readonly rowNumber: number;
  readonly kind: 'new' | 'changed' | 'same' | 'problem';
  readonly unitId: string | undefined;
  readonly fields: CountedFields;
  readonly before: number | undefined;
  readonly problems: readonly FieldProblem[];
};

const mostPeople = 100_000;

/**
 * Compares the rows of a file with what is expected now. Of two rows about one source and post at one unit the second is a problem, and
 * so is a count older than the one that stands. Pure.
 * @param unitOf which unit of the own authority has a credit code; others are not there
 */
export function compareHeadcounts(
  pack: LawPack,
  today: string,
  rows: readonly CountedRow[],
  unitOf: ReadonlyMap<string, string>,
  standing: readonly StandingCount[],
): CountedDifference[] {
  const known = new Map(standing.map((one) => [keyOf(one.unitId, one), one]));
  const seen = new Map<string, number>();
  return rows.map(({ rowNumber, fields, problems: ofCells }) => {
    const unitId = unitOf.get(fields.creditCode);
    const problems = [...ofCells, ...problemsOf(pack, today, fields, unitId)];
    const key = keyOf(unitId ?? '', fields);
    const before = known.get(key);
    const twice = seen.get(key);
    if (problems.length === 0 && twice !== undefined)
      problems.push(entryProblem('source', 'counted-twice', { row: twice }));
    if (problems.length === 0 && before !== undefined && fields.asOf < before.asOf)
      problems.push(entryProblem('asOf', 'counted-before'));
    if (problems.length === 0) seen.set(key, rowNumber);
    const kind = problems.length > 0 ? 'problem' : kindOf(fields, before);
    return { rowNumber, kind, unitId, fields, before: before?.headcount, problems };
  });
}

function kindOf(fields: CountedFields, before: StandingCount | undefined): 'new' | 'changed' | 'same' {
  if (before === undefined) return 'new';
  return before.headcount === fields.headcount && before.asOf === fields.asOf ? 'same' : 'changed';
}

function problemsOf(
  pack: LawPack,
  today: string,
  { source, postClass, headcount, asOf }: CountedFields,
  unitId: string | undefined,
): FieldProblem[] {
  const knows = (rows: readonly { readonly id: string }[], id: string): boolean => rows.some((row) => row.id === id);
  return [
    ...(unitId === undefined ? [entryProblem('creditCode', 'unit-unknown')] : []),
    ...(knows(pack.headcountSources, source) ? [] : [entryProblem('source', 'source-unknown')]),
    ...(postClass === null || knows(pack.postClasses, postClass)
      ? []
      : [entryProblem('postClass', 'post-class-unknown')]),
    ...(headcount <= mostPeople ? [] : [entryProblem('headcount', 'headcount-wrong')]),
    ...(isCivilDate(asOf) ? [] : [entryProblem('asOf', 'from-impossible')]),
    ...(isCivilDate(asOf) && asOf > today ? [entryProblem('asOf', 'as-of-ahead')] : []),
  ];
}

function keyOf(unitId: string, { source, postClass }: Pick<CountedFields, 'source' | 'postClass'>): string {
  return `${unitId}\n${source}\n${postClass ?? ''}`;
}
