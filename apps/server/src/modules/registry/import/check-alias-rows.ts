import type { AliasEntry, FieldProblem } from '@gatehouse/contract';
import type { ActContext } from '../../../kernel/act.js';
import { foreseeAlias } from '../actions/enter-alias.js';
import type { Registry } from '../registry.js';
import { checkAlias, documentsOf } from '../rules/alias.js';
import { personStore } from '../store/person-store.js';
import type { Source } from '../store/source-store.js';
import { aliasColumnOf, aliasRow } from './alias-row.js';
import { type CheckedRow, problemOfError } from './check-rows.js';
import type { ParsedRow } from './parse-file.js';
import { problemOf } from './row-entry.js';

/**
 * Checks rows of the civil register. A register names everybody who ever changed a name: of a row about nobody on record
 * nothing is kept but the count, and of a row that cannot be read nothing but where and why, so that no list of people without
 * a record comes to lie here. For the same reason such a row is mended at the register, never here.
 */
export async function checkAliasRows(
  registry: Registry,
  context: ActContext,
  source: Source,
  rows: readonly ParsedRow[],
): Promise<CheckedRow[]> {
  const read = rows.map((row) => readRow(registry, context.now, row));
  const documents = read.flatMap((one) => ('change' in one ? documentsOf(one.change) : []));
  const ownerOf = await personStore(registry.kernel.keys, context).ownersOf(documents);
  const checked: CheckedRow[] = [];
  for (const one of read) {
    if (!('change' in one)) checked.push(one);
    else if (documentsOf(one.change).every((document) => ownerOf(document) === undefined))
      checked.push({ unmatched: true });
    else checked.push(await checkMatched(registry, context, source, one));
  }
  return checked;
}

type ReadRow = { readonly parsed: ParsedRow; readonly change: AliasEntry };

function readRow(registry: Registry, now: Date, parsed: ParsedRow): CheckedRow | ReadRow {
  const { row, cells } = parsed;
  const read = aliasRow(cells, row);
  const broken = parsed.broken.map(({ key, code, words }) => problemOf(key, row, code, words));
  if (!read.ok) return refused(row, [...broken, ...read.problems]);
  const checked = checkAlias(read.change, registry.numbers, now);
  if (broken.length > 0) return refused(row, broken);
  if (checked.ok) return { parsed, change: checked.change };
  return refused(
    row,
    checked.problems.map(({ path, code, message }) => problemOf(aliasColumnOf(path), row, code, message)),
  );
}

async function checkMatched(
  registry: Registry,
  context: ActContext,
  source: Source,
  { parsed, change }: ReadRow,
): Promise<CheckedRow> {
  const { row, cells } = parsed;
  try {
    const outcome = await foreseeAlias(registry, context, source, change);
    if (outcome === 'unmatched') return { unmatched: true };
    return { row: { rowNumber: row, outcome, problems: [], cells: outcome === 'same' ? null : cells, recordId: null } };
  } catch (error) {
    return refused(row, [problemOfError(error, row)]);
  }
}

function refused(row: number, problems: readonly FieldProblem[]): CheckedRow {
  return { row: { rowNumber: row, outcome: 'refused', problems, cells: null, recordId: null } };
}
