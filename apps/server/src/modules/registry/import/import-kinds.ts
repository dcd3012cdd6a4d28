import type { ActContext } from '../../../kernel/act.js';
import { DomainError } from '../../../kernel/errors.js';
import { enterAlias } from '../actions/enter-alias.js';
import type { EnteredBy } from '../actions/enter-record.js';
import { enterAll } from '../actions/enter-records.js';
import type { Registry } from '../registry.js';
import type { ImportRow } from '../store/import-store.js';
import type { Source } from '../store/source-store.js';
import { aliasColumns, aliasRow } from './alias-row.js';
import { checkAliasRows } from './check-alias-rows.js';
import { type CheckedRow, checkRows, problemOfError } from './check-rows.js';
import type { ParsedRow } from './parse-file.js';
import { importColumns, rowEntry } from './row-entry.js';

/** What a file of a source holds, how its rows are checked, and how the good ones are entered. */
export type ImportKind = 'records' | 'aliases';

type Kind = {
  readonly columns: typeof importColumns | typeof aliasColumns;
  readonly check: (
    registry: Registry,
    context: ActContext,
    source: Source,
    rows: readonly ParsedRow[],
  ) => Promise<CheckedRow[]>;
  /** The rows as they are kept afterwards, in the same order. */
  readonly enter: (
    registry: Registry,
    context: ActContext,
    source: Source,
    rows: readonly ImportRow[],
    by: EnteredBy,
  ) => Promise<ImportRow[]>;
};

export const importKinds: Readonly<Record<ImportKind, Kind>> = {
  records: { columns: importColumns, check: checkRows, enter: enterRecordRows },
  aliases: { columns: aliasColumns, check: checkAliasRows, enter: enterAliasRows },
};

/** The civil register delivers changes of name and number; every other source decisions. */
export function kindOfSource(kind: string | undefined): ImportKind {
  return kind === 'civil_register' ? 'aliases' : 'records';
}

async function enterRecordRows(
  registry: Registry,
  context: ActContext,
  source: Source,
  rows: readonly ImportRow[],
  by: EnteredBy,
): Promise<ImportRow[]> {
  const read = rows.map((row) => rowEntry(row.cells ?? {}, row.rowNumber, source.code));
  const entries = read.flatMap((one) => (one.ok ? [one.entry] : []));
  const entered = (await enterAll(registry, context, source, entries, by)).values();
  return rows.map((row, index): ImportRow => {
    const one = read[index];
    if (one?.ok !== true) return { ...row, outcome: 'held', problems: one?.problems ?? [] };
    const { value } = entered.next();
    if (value === undefined || value instanceof DomainError)
      return { ...row, outcome: 'held', problems: [problemOfError(value, row.rowNumber)] };
    return { ...row, outcome: value.outcome, recordId: value.recordId, cells: null };
  });
}

/** Few rows of a delivery are about anybody on record, and each looks at its person: one after the other. */
async function enterAliasRows(
  registry: Registry,
  context: ActContext,
  source: Source,
  rows: readonly ImportRow[],
  by: EnteredBy,
): Promise<ImportRow[]> {
  const entered: ImportRow[] = [];
  for (const row of rows) entered.push(await enterAliasRow(registry, context, source, row, by));
  return entered;
}

async function enterAliasRow(
  registry: Registry,
  context: ActContext,
  source: Source,
  row: ImportRow,
  by: EnteredBy,
): Promise<ImportRow> {
  const read = aliasRow(row.cells ?? {}, row.rowNumber);
  const refused = { ...row, outcome: 'refused' as const, cells: null };
  if (!read.ok) return { ...refused, problems: read.problems };
  try {
    const { outcome, aliasId } = await enterAlias(registry, context, source, read.change, by);
    if (outcome === 'unmatched') return { ...row, outcome: 'same', cells: null };
    return { ...row, outcome, recordId: aliasId, cells: null };
  } catch (error) {
    return { ...refused, problems: [problemOfError(error, row.rowNumber)] };
  }
}
