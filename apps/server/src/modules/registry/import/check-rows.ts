import { errorDefinition, type FieldProblem, type RecordEntry } from '@gatehouse/contract';
import type { ActContext } from '../../../kernel/act.js';
import { DomainError } from '../../../kernel/errors.js';
import { foreseeAll } from '../actions/enter-records.js';
import type { Registry } from '../registry.js';
import { admit } from '../rules/admission.js';
import type { ImportRow } from '../store/import-store.js';
import type { Source } from '../store/source-store.js';
import type { ParsedRow } from './parse-file.js';
import { columnOf, problemOf, rowEntry } from './row-entry.js';

/**
 * What became of a row. `sealed`: the law seals it for everybody, so that only the rule is counted and nothing stored;
 * `unmatched`: it is about nobody on record, and nothing but that is counted.
 */
export type CheckedRow = { readonly row: ImportRow } | { readonly sealed: string } | { readonly unmatched: true };

/** Checks rows of an import as they would be entered; what the database is asked is asked once for all of them. */
export async function checkRows(
  registry: Registry,
  context: ActContext,
  source: Source,
  rows: readonly ParsedRow[],
): Promise<CheckedRow[]> {
  const read = rows.map((row) => readRow(registry, context.now, source.code, row));
  const good = read.flatMap((one) => ('entry' in one ? [one] : []));
  const foreseen = await foreseeAll(
    registry,
    context,
    source,
    good.map(({ entry }) => entry),
  );
  const outcomes = new Map(good.map((one, index) => [one, foreseen[index]]));
  return read.map((one) => {
    if (!('entry' in one)) return one;
    const { row, cells } = one.parsed;
    const outcome = outcomes.get(one);
    if (outcome === undefined || outcome instanceof DomainError)
      return held(one.parsed, [problemOfError(outcome, row)]);
    return { row: { rowNumber: row, outcome, problems: [], cells: outcome === 'same' ? null : cells, recordId: null } };
  });
}

type ReadRow = CheckedRow | { readonly parsed: ParsedRow; readonly entry: RecordEntry };

function readRow(registry: Registry, now: Date, sourceCode: string, parsed: ParsedRow): ReadRow {
  const { row, cells } = parsed;
  const read = rowEntry(cells, row, sourceCode);
  const broken = parsed.broken.map(({ key, code, words }) => problemOf(key, row, code, words));
  if (!read.ok) return held(parsed, [...broken, ...read.problems]);
  const admission = admit(read.entry, registry.law, registry.numbers, now);
  if (admission.outcome === 'refused') {
    if (admission.code === 'registry-record-not-kept') return { sealed: admission.reasons[0]?.rule ?? 'sealed' };
    const message = { ...errorDefinition(admission.code).title };
    const problems = [problemOf('kind', row, admission.code, message)];
    return { row: { rowNumber: row, outcome: 'refused', problems, cells: null, recordId: null } };
  }
  if (broken.length > 0) return held(parsed, broken);
  if (admission.outcome === 'held') {
    const problems = admission.problems.map(({ path, code, message }) => problemOf(columnOf(path), row, code, message));
    return held(parsed, problems);
  }
  return { parsed, entry: { ...read.entry, person: admission.person } };
}

function held({ row, cells }: ParsedRow, problems: readonly FieldProblem[]): CheckedRow {
  return { row: { rowNumber: row, outcome: 'held', problems, cells, recordId: null } };
}

/** What the domain refused, as a problem of the row; anything else is thrown on. */
export function problemOfError(error: unknown, row: number): FieldProblem {
  if (!(error instanceof DomainError) || errorDefinition(error.code).status >= 500) throw error;
  return problemOf('source_reference', row, error.code, { ...errorDefinition(error.code).title });
}
