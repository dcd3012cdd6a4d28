import {
  type ColumnDefinition,
  describeTableProblem,
  matchColumns,
  readTable,
  type TableProblem,
} from '@gatehouse/tabular';
import { refuse } from '../../../kernel/errors.js';
import type { ColumnUse } from '../store/import-store.js';
import type { RowCells } from './row-entry.js';

/** One row of a file: cells by column key, and the columns whose cell may not be used as it stands, with the reason. */
export type ParsedRow = {
  readonly row: number;
  readonly cells: RowCells;
  readonly broken: readonly { readonly key: string; readonly words: BothWords; readonly code: string }[];
};

/** A file of records as it was understood. */
export type ParsedFile = {
  readonly columns: readonly ColumnUse[];
  readonly problems: readonly BothWords[];
  readonly rows: readonly ParsedRow[];
};

type BothWords = { readonly en: string; readonly zh: string };

/**
 * Reads a workbook or delimited file with the columns of its kind.
 * @throws DomainError `registry-file-unreadable` with what is wrong: not a table, a column missing or there twice
 */
export async function parseFile(
  bytes: Uint8Array,
  fileName: string,
  columns: readonly ColumnDefinition[],
): Promise<ParsedFile> {
  const table = await readTable(bytes, { fileName, columns });
  if (!table.ok) return unreadable(table.problem);
  const match = matchColumns(table.headers, columns);
  const [firstProblem] = match.problems;
  if (!match.ok && firstProblem !== undefined) return unreadable(firstProblem);
  const keyOf = new Map(match.columns.map(({ index, key }) => [index, key]));
  return {
    columns: table.headers.map((header, index) => ({ header, key: keyOf.get(index) ?? null })),
    problems: [...match.problems, ...table.notes].map(inWords),
    rows: table.rows.map(({ rowNumber, cells, cellProblems = [] }) => ({
      row: rowNumber,
      cells: Object.fromEntries(match.columns.map(({ key, index }) => [key, cells[index] ?? ''])),
      broken: cellProblems.flatMap(({ column, code }) => {
        const key = keyOf.get(column);
        const problem = { code, rowNumber, column: table.headers[column] ?? '' };
        return key === undefined ? [] : [{ key, code, words: inWords(problem) }];
      }),
    })),
  };
}

function unreadable(problem: TableProblem): never {
  const { en, zh } = inWords(problem);
  return refuse('registry-file-unreadable', { problem: en, problemZh: zh });
}

function inWords(problem: TableProblem): BothWords {
  return { en: describeTableProblem(problem, 'en'), zh: describeTableProblem(problem, 'zh') };
}
