import { errorDefinition, type FieldProblem } from '@gatehouse/contract';
import type { ActContext } from '../../../kernel/act.js';
import { DomainError } from '../../../kernel/errors.js';
import { foresee } from '../actions/enter-record.js';
import type { Registry } from '../registry.js';
import { admit } from '../rules/admission.js';
import type { ImportRow } from '../store/import-store.js';
import type { Source } from '../store/source-store.js';
import type { ParsedRow } from './parse-file.js';
import { columnOf, problemOf, rowEntry } from './row-entry.js';

/** What became of a row. `sealed`: the law seals it for everybody, so that only the rule is counted and nothing stored. */
export type CheckedRow = { readonly row: ImportRow } | { readonly sealed: string };

/** Checks one row of an import as it would be entered. */
export async function checkRow(
  registry: Registry,
  context: ActContext,
  source: Source,
  parsed: ParsedRow,
): Promise<CheckedRow> {
  const { row, cells } = parsed;
  const held = (problems: readonly FieldProblem[]): CheckedRow => ({
    row: { rowNumber: row, outcome: 'held', problems, cells, recordId: null },
  });
  const read = rowEntry(cells, row, source.code);
  const broken = parsed.broken.map(({ key, code, words }) => problemOf(key, row, code, words));
  if (!read.ok) return held([...broken, ...read.problems]);
  const admission = admit(read.entry, registry.law, registry.numbers, context.now);
  if (admission.outcome === 'refused') {
    if (admission.code === 'registry-record-not-kept') return { sealed: admission.reasons[0]?.rule ?? 'sealed' };
    const message = { ...errorDefinition(admission.code).title };
    const problems = [problemOf('kind', row, admission.code, message)];
    return { row: { rowNumber: row, outcome: 'refused', problems, cells: null, recordId: null } };
  }
  if (broken.length > 0) return held(broken);
  if (admission.outcome === 'held')
    return held(admission.problems.map(({ path, code, message }) => problemOf(columnOf(path), row, code, message)));
  try {
    const outcome = await foresee(registry, context, source, { ...read.entry, person: admission.person });
    return { row: { rowNumber: row, outcome, problems: [], cells: outcome === 'same' ? null : cells, recordId: null } };
  } catch (error) {
    return held([problemOfError(error, row)]);
  }
}

/** What the domain refused, as a problem of the row; anything else is thrown on. */
export function problemOfError(error: unknown, row: number): FieldProblem {
  if (!(error instanceof DomainError) || errorDefinition(error.code).status >= 500) throw error;
  return problemOf('source_reference', row, error.code, { ...errorDefinition(error.code).title });
}
