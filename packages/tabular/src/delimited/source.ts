import type { TableNote } from '../problem.js';
import type { ReadTableOptions, TableEncoding, TableFormat, TableRow } from '../table.js';

/** A line-based table opened but not yet read: its header is known, its rows come as they are asked for. */
export interface DelimitedTable {
  readonly format: Exclude<TableFormat, 'xlsx'>;
  readonly encoding: TableEncoding;
  readonly headers: readonly string[];
  readonly notes: readonly TableNote[];
  /** Can be walked once. Throws `TableRefusal` where the table cannot be read further. */
  readonly rows: AsyncIterable<TableRow>;
}

export type ReadDelimitedOptions = ReadTableOptions;
