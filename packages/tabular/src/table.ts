import type { TableLimits } from './limits.js';
import type { TableNote, TableProblem } from './problem.js';

/** The formats read and written. `csv` covers every delimiter but the tab. */
export type TableFormat = 'csv' | 'tsv' | 'xlsx' | 'jsonl';

/** What the text of a delimited file was found to be; a workbook is always UTF-8. */
export type TableEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

/** Why one cell may not be used as it stands. Every code has words in {@link describeTableProblem}. */
export type CellProblemCode =
  | 'formula'
  | 'number-mangled'
  | 'cell-error'
  | 'date-impossible'
  | 'cell-too-long'
  | 'cell-without-header'
  | 'row-cut-off'
  | 'value-nested';

export interface CellProblem {
  /** Zero-based place in `cells` and `headers`. */
  readonly column: number;
  readonly code: CellProblemCode;
}

export interface TableRow {
  /** The row (of JSON Lines: the line) as a person counts it in the opened file: from 1, header and blank rows included. */
  readonly rowNumber: number;
  /**
   * One text per header, untrimmed; '' where the row is short. A cell named in `cellProblems` holds what the person sees
   * (a formula its last value, a mangled number `1.10105E+17`) or '' where nothing safe can be shown.
   */
  readonly cells: readonly string[];
  /** Absent when every cell may be used. Never empty. */
  readonly cellProblems?: readonly CellProblem[];
}

export interface Table {
  readonly ok: true;
  readonly format: TableFormat;
  readonly encoding: TableEncoding;
  /** As written, untrimmed; trailing blank headers dropped. */
  readonly headers: readonly string[];
  /** Blank rows are left out; their numbers are not reused. */
  readonly rows: readonly TableRow[];
  /** What was done that the person may not expect, such as a sheet that was not read. */
  readonly notes: readonly TableNote[];
}

export interface RefusedTable {
  readonly ok: false;
  readonly problem: TableProblem;
}

export type TableResult = Table | RefusedTable;

export interface ReadTableOptions {
  /** What the sender says it is. The bytes decide; a difference is noted. */
  readonly format?: TableFormat;
  /** Only its ending is looked at. */
  readonly fileName?: string;
  /** Merged over {@link defaultTableLimits}. */
  readonly limits?: Partial<TableLimits>;
  /** When given, the row (and sheet) whose cells name most of these columns is the header. */
  readonly columns?: readonly ColumnDefinition[];
}

/** One column a caller knows, by the key its code uses. */
export interface ColumnDefinition {
  readonly key: string;
  readonly title: { readonly en: string; readonly zh: string };
  /** Other headers people write for it, either language; case, width and spaces do not matter. */
  readonly synonyms?: readonly string[];
  readonly required?: boolean;
}
