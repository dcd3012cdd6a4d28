import type { FieldProblem } from '@gatehouse/contract';
import { isCivilDate, type LawPack } from '@gatehouse/law';
import { isUnifiedSocialCreditCode } from '@gatehouse/matching/identity-number';
import { entryProblem } from './entry-check.js';

/** How many people a source counts; any field may be empty or wrong, `postClass` null: the whole staff. */
export type Count = {
  readonly source: string;
  readonly postClass: string | null;
  readonly headcount: number;
  readonly asOf: string;
};

/** What one row says that a register counts, and of whom. */
export type CountedFields = Count & { readonly creditCode: string; readonly name: string };

/** A row as it was read, with what is wrong with its cells themselves. */
export type CountedRow = {
  readonly rowNumber: number;
  readonly fields: CountedFields;
  readonly problems: readonly FieldProblem[];
};

/** What is expected of a unit now. */
export type StandingCount = Count & { readonly unitId: string };

/** Why a code that no unit of the own authority has does not begin to wait: another's, seen to by another, or answered. */
export type NotWaiting = 'unit-unknown' | 'unit-held' | 'unit-answered';

/** What the rows of a file are held against. */
export type KnownUnits = {
  /** Which unit of the own authority has a credit code; others are not there. */
  readonly unitOf: ReadonlyMap<string, string>;
  readonly standing: readonly StandingCount[];
  /** What is kept of units that nobody has entered. */
  readonly waiting: readonly (Count & { readonly creditCode: string })[];
  readonly notWaiting: ReadonlyMap<string, NotWaiting>;
};

/** What a row would change of what is expected. `unentered`: of a unit that nobody has entered, which has no `unitId`. */
export type CountedDifference = {
  readonly rowNumber: number;
  readonly kind: 'new' | 'changed' | 'unentered' | 'same' | 'problem';
  readonly unitId: string | undefined;
  readonly fields: CountedFields;
  readonly before: number | undefined;
  readonly problems: readonly FieldProblem[];
};

const mostPeople = 100_000;

/**
 * Compares the rows of a file with what is known now. Of two rows about one source and post at one unit the second is a problem, and
 * so is a count older than the one that stands. A code that checks and that nobody has is a unit that nobody has entered. Pure.
 */
export function compareHeadcounts(
  pack: LawPack,
  today: string,
  rows: readonly CountedRow[],
  { unitOf, standing, waiting, notWaiting }: KnownUnits,
): CountedDifference[] {
  const known = new Map<string, Count>([
    ...standing.map((one) => [keyOf(one.unitId, one), one] as const),
    ...waiting.map((one) => [keyOf(one.creditCode, one), one] as const),
  ]);
  const seen = new Map<string, number>();
  return rows.map(({ rowNumber, fields, problems: ofCells }) => {
    const unitId = unitOf.get(fields.creditCode);
    const problems = [
      ...ofCells,
      ...(unitId === undefined ? problemsOfCode(fields.creditCode, notWaiting) : []),
      ...problemsOfCount(pack, today, fields),
    ];
    const key = keyOf(unitId ?? fields.creditCode, fields);
    const before = known.get(key);
    const twice = seen.get(key);
    if (problems.length === 0 && twice !== undefined)
      problems.push(entryProblem('source', 'counted-twice', { row: twice }));
    if (problems.length === 0 && before !== undefined && fields.asOf < before.asOf)
      problems.push(entryProblem('asOf', 'counted-before'));
    if (problems.length === 0) seen.set(key, rowNumber);
    const kind = problems.length > 0 ? 'problem' : kindOf(fields, before, unitId);
    return { rowNumber, kind, unitId, fields, before: before?.headcount, problems };
  });
}

function kindOf(
  fields: CountedFields,
  before: Count | undefined,
  unitId: string | undefined,
): Exclude<CountedDifference['kind'], 'problem'> {
  if (before !== undefined && before.headcount === fields.headcount && before.asOf === fields.asOf) return 'same';
  if (unitId === undefined) return 'unentered';
  return before === undefined ? 'new' : 'changed';
}

function problemsOfCode(creditCode: string, notWaiting: KnownUnits['notWaiting']): FieldProblem[] {
  if (!isUnifiedSocialCreditCode(creditCode)) return [entryProblem('creditCode', 'credit-code-wrong')];
  const reason = notWaiting.get(creditCode);
  return reason === undefined ? [] : [entryProblem('creditCode', reason)];
}

function problemsOfCount(pack: LawPack, today: string, { source, postClass, headcount, asOf }: Count): FieldProblem[] {
  const knows = (rows: readonly { readonly id: string }[], id: string): boolean => rows.some((row) => row.id === id);
  return [
    ...(knows(pack.headcountSources, source) ? [] : [entryProblem('source', 'source-unknown')]),
    ...(postClass === null || knows(pack.postClasses, postClass)
      ? []
      : [entryProblem('postClass', 'post-class-unknown')]),
    ...(headcount <= mostPeople ? [] : [entryProblem('headcount', 'headcount-wrong')]),
    ...(isCivilDate(asOf) ? [] : [entryProblem('asOf', 'from-impossible')]),
    ...(isCivilDate(asOf) && asOf > today ? [entryProblem('asOf', 'as-of-ahead')] : []),
  ];
}

function keyOf(unit: string, { source, postClass }: Pick<Count, 'source' | 'postClass'>): string {
  return `${unit}\n${source}\n${postClass ?? ''}`;
}
