import { stringify } from 'csv-stringify/sync';
import { escapeForSpreadsheet } from '../escape.js';
import { headerOf, isExactNumber, outputValue, valueText } from './cell-value.js';
import type { OutputRow, WriteTextOptions } from './output.js';

const rowsPerPiece = 1_000;
const byteOrderMark = '\ufeff';

/**
 * Rows to CSV, TSV or JSON Lines in UTF-8, piece by piece, header first. JSON Lines hold keys and values as they are;
 * delimited text is escaped against formula injection and rounding unless `escape` is `none`.
 */
export async function* writeRows(
  rows: AsyncIterable<OutputRow> | Iterable<OutputRow>,
  options: WriteTextOptions,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  const lines = options.format === 'jsonl' ? jsonText : delimitedText;
  const head = options.format === 'jsonl' ? '' : headText(options);
  if (head !== '') yield encoder.encode(head);
  let waiting: OutputRow[] = [];
  for await (const row of rows) {
    waiting.push(row);
    if (waiting.length < rowsPerPiece) continue;
    yield encoder.encode(lines(waiting, options));
    waiting = [];
  }
  if (waiting.length > 0) yield encoder.encode(lines(waiting, options));
}

function headText(options: WriteTextOptions): string {
  const headers = options.columns.map((column) => headerOf(column, options.language));
  return (options.byteOrderMark === false ? '' : byteOrderMark) + delimited([headers], options);
}

function delimitedText(rows: readonly OutputRow[], options: WriteTextOptions): string {
  return delimited(
    rows.map((row) => options.columns.map((column) => valueText(outputValue(row, column)))),
    options,
  );
}

function delimited(records: readonly (readonly string[])[], options: WriteTextOptions): string {
  const guard = options.escape === 'none' ? (cell: string) => cell : escapeForSpreadsheet;
  return stringify(
    records.map((record) => record.map(guard)),
    // Any separator inside a cell is quoted, so that no program that guesses another one splits the cell.
    { delimiter: options.format === 'tsv' ? '\t' : ',', record_delimiter: '\r\n', quoted_match: /[,;\t，\r\n]/ },
  );
}

function jsonText(rows: readonly OutputRow[], { columns }: WriteTextOptions): string {
  return rows
    .map((row) => {
      const entries = columns.map((column) => [column.key, jsonValue(outputValue(row, column))] as const);
      return `${JSON.stringify(Object.fromEntries(entries))}\n`;
    })
    .join('');
}

function jsonValue(value: OutputRow[string]): string | number | boolean | null {
  if (value === undefined || value === null) return null;
  return typeof value === 'number' && !isExactNumber(value) ? String(value) : value;
}
