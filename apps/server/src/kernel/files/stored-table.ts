import type { FieldProblem, Words } from '@gatehouse/contract';
import {
  type ColumnDefinition,
  describeTableProblem,
  type MatchedColumn,
  matchColumns,
  readTable,
  type Table,
  type TableLimits,
  type TableProblem,
  type TableRow,
} from '@gatehouse/tabular';
import { withTransaction } from '../database/transaction.js';
import type { Kernel } from '../kernel.js';
import type { Viewer } from '../viewer.js';
import { storedFileStore } from './stored-file-store.js';

/** A stored file that can be used as a table, and how its columns were understood. */
export type StoredTable = {
  readonly ok: true;
  readonly table: Table;
  readonly columns: readonly MatchedColumn[];
  readonly understood: readonly { readonly header: string; readonly understoodAs: Words | null }[];
  /** What the person may not expect, in words. */
  readonly notes: readonly FieldProblem[];
};

/** Which field of an entry each column fills, so that a problem of the field is told by its column. */
export type FieldOfColumn = Readonly<Record<string, string>>;

/**
 * Reads a stored file as a table with these columns; one that cannot be used comes with what is wrong with it.
 * @param limits where they are not those of any file that comes over a network
 */
export async function readStoredTable(
  kernel: Kernel,
  viewer: Viewer,
  fileId: string,
  definitions: readonly ColumnDefinition[],
  limits: Partial<TableLimits> = {},
): Promise<StoredTable | { readonly ok: false; readonly problems: readonly FieldProblem[] }> {
  const { name, dataKey } = await withTransaction(kernel.database, viewer, kernel.clock.now(), (transaction) =>
    storedFileStore(transaction).locate(fileId),
  );
  return tableIn(await kernel.files.get(name, dataKey), definitions, limits);
}

/** Reads bytes as a table with these columns. */
export async function tableIn(
  bytes: Uint8Array,
  definitions: readonly ColumnDefinition[],
  limits: Partial<TableLimits> = {},
): Promise<StoredTable | { readonly ok: false; readonly problems: readonly FieldProblem[] }> {
  const table = await readTable(bytes, { columns: definitions, limits });
  if (!table.ok) return { ok: false, problems: [inWords(table.problem)] };
  const { ok, columns, problems } = matchColumns(table.headers, definitions);
  if (!ok) return { ok: false, problems: problems.map(inWords) };
  const understood = table.headers.map((header, index) => {
    const key = columns.find((column) => column.index === index)?.key;
    return { header, understoodAs: definitions.find((column) => column.key === key)?.title ?? null };
  });
  return { ok: true, table, columns, understood, notes: table.notes.map(inWords) };
}

function inWords(problem: TableProblem): FieldProblem {
  return {
    path: 'file',
    code: problem.code,
    message: { en: describeTableProblem(problem, 'en'), zh: describeTableProblem(problem, 'zh') },
    ...(problem.rowNumber === undefined ? {} : { row: problem.rowNumber }),
    ...(problem.column === undefined ? {} : { column: problem.column }),
  };
}

/** What is wrong with the cells of a row themselves, by the fields they fill. */
export function cellProblemsIn(
  columns: readonly MatchedColumn[],
  row: TableRow,
  fieldOf: FieldOfColumn,
): FieldProblem[] {
  return (row.cellProblems ?? []).flatMap(({ column, code }) => {
    const matched = columns.find((one) => one.index === column);
    if (matched === undefined) return [];
    const problem = inWords({ code, rowNumber: row.rowNumber, column: matched.header });
    return [{ ...problem, path: fieldOf[matched.key] ?? matched.key }];
  });
}

/** The same problems with row and column as the spreadsheet has them. */
export function placedInTable(
  problems: readonly FieldProblem[],
  columns: readonly MatchedColumn[],
  rowNumber: number,
  fieldOf: FieldOfColumn,
): FieldProblem[] {
  return problems.map((problem) => {
    const key = Object.keys(fieldOf)
      .filter((one) => problem.path.startsWith(fieldOf[one] ?? one))
      .sort((one, other) => (fieldOf[other]?.length ?? 0) - (fieldOf[one]?.length ?? 0))[0];
    const header = columns.find((column) => column.key === key)?.header;
    return { ...problem, row: rowNumber, ...(header === undefined ? {} : { column: header }) };
  });
}
