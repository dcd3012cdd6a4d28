import type { ColumnMatch } from './columns.js';
import type { DelimitedTable, ReadDelimitedOptions } from './delimited/source.js';
import type { ColumnDefinition, ReadTableOptions, TableResult } from './table.js';
import type { OutputRow, TemplateOptions, WriteTableOptions, WriteTextOptions } from './write/output.js';

/** Bytes of a file to rows. Never throws for what the file holds: a table that cannot be read is refused with a code. */
export declare function readTable(bytes: Uint8Array, options?: ReadTableOptions): Promise<TableResult>;

/**
 * Rows of CSV, TSV or JSON Lines of any length in bounded memory. Throws `TableRefusal` while opening (encoding, header)
 * and while walking (rows, damage).
 */
export declare function readDelimitedRows(
  chunks: AsyncIterable<Uint8Array>,
  options?: ReadDelimitedOptions,
): Promise<DelimitedTable>;

/** Which header is which known column, and what to tell the person about the rest. */
export declare function matchColumns(headers: readonly string[], definitions: readonly ColumnDefinition[]): ColumnMatch;

/** Rows to the bytes of a file. */
export declare function writeTable(rows: readonly OutputRow[], options: WriteTableOptions): Promise<Uint8Array>;

/** The same for CSV, TSV and JSON Lines, piece by piece, header first. */
export declare function writeRows(
  rows: AsyncIterable<OutputRow> | Iterable<OutputRow>,
  options: WriteTextOptions,
): AsyncIterable<Uint8Array>;

/** An empty workbook to fill in: header, text format, drop-down lists, and a second sheet with notes and examples. */
export declare function writeTemplate(options: TemplateOptions): Promise<Uint8Array>;
