export { type CellChoice, cellsOf, choiceNamed, dateInCell, partsOfCell } from './cells.js';
export { type ColumnMatch, type MatchedColumn, matchColumns } from './columns.js';
export { type DelimitedTable, readDelimitedRows } from './delimited/read-delimited-rows.js';
export { defaultTableLimits, offlineTableLimits, type TableLimits } from './limits.js';
export { personColumns } from './person-columns.js';
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
export { readTable } from './read-table.js';
export { formatOfName, looksLikeWorkbook } from './recognise.js';
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
export { writeRows } from './write/write-rows.js';
export { mostRowsOfWorkbook } from './write/workbook-pieces.js';
export { writePieces, writeTable } from './write/write-table.js';
export { writeTemplate } from './write/write-template.js';
