export { matchColumns, readDelimitedRows, readTable, writeRows, writeTable, writeTemplate } from './api-draft.js';
export type { ColumnMatch, MatchedColumn } from './columns.js';
export type { DelimitedTable, ReadDelimitedOptions } from './delimited/source.js';
export { defaultTableLimits, offlineTableLimits, type TableLimits } from './limits.js';
export {
  columnLetters,
  describeTableProblem,
  type Language,
  type ProblemParameters,
  type TableCode,
  type TableNote,
  type TableProblem,
  TableRefusal,
} from './problem.js';
export type {
  CellProblem,
  CellProblemCode,
  ColumnDefinition,
  ReadTableOptions,
  RefusedTable,
  Table,
  TableEncoding,
  TableFormat,
  TableResult,
  TableRow,
} from './table.js';
export type {
  OutputColumn,
  OutputRow,
  OutputValue,
  TemplateColumn,
  TemplateOptions,
  WriteTableOptions,
  WriteTextOptions,
} from './write/output.js';
