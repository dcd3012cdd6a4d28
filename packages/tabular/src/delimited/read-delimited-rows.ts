import { findHeader, headerSearchRows, type RawRow } from '../header.js';
import { defaultTableLimits, type TableLimits } from '../limits.js';
import { type TableNote, TableRefusal } from '../problem.js';
import { formatOfName, recogniseContent } from '../recognise.js';
import { shapeRow } from '../row.js';
import type { CellProblem, ReadTableOptions, TableEncoding, TableFormat, TableRow } from '../table.js';
import { type Delimiter, detectDelimiter } from './delimiter.js';
import { decodeText } from './encoding.js';
import { type JsonLine, jsonCells, jsonLines } from './json-lines.js';
import { delimitedRecords } from './records.js';

/** A line-based table opened but not yet read: its header is known, its rows come as they are asked for. */
export interface DelimitedTable {
  readonly format: Exclude<TableFormat, 'xlsx'>;
  readonly encoding: TableEncoding;
  readonly headers: readonly string[];
  readonly notes: readonly TableNote[];
  /** Can be walked once. Throws {@link TableRefusal} where the table cannot be read further. */
  readonly rows: AsyncIterable<TableRow>;
}

/** How much text is looked at for format and separator before the first row is read, in UTF-16 units. */
const sampleLength = 64 * 1024;

/**
 * Rows of CSV, TSV or JSON Lines of any length, in memory bounded by one row and a few chunks. The limit on bytes does
 * not apply; the others do.
 *
 * @throws TableRefusal while opening (not text, encoding, no header) and while walking `rows` (limits, damage).
 */
export async function readDelimitedRows(
  chunks: AsyncIterable<Uint8Array>,
  options: ReadTableOptions = {},
): Promise<DelimitedTable> {
  const limits = { ...defaultTableLimits, ...options.limits };
  const decoded = decodeText(recognisedText(chunks));
  const { sample, text } = await sampled(decoded.text);
  if (sample.trim() === '') throw new TableRefusal('table-empty');

  const format = detectFormat(sample, options);
  const opened =
    format === 'jsonl'
      ? await openJsonLines(text, limits)
      : await openDelimited(text, format.delimiter, limits, options);
  const encoding = decoded.encoding();
  return {
    format: format === 'jsonl' ? format : format.delimiter === '\t' ? 'tsv' : 'csv',
    encoding,
    headers: opened.headers,
    notes: encoding === 'utf-8' ? opened.notes : [{ code: 'encoding-converted', encoding }, ...opened.notes],
    rows: boundedRows(opened.rows, limits),
  };
}

interface OpenedRows {
  readonly headers: readonly string[];
  readonly notes: readonly TableNote[];
  readonly rows: AsyncIterable<TableRow>;
}

async function* recognisedText(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let first = true;
  for await (const chunk of chunks) {
    if (chunk.length === 0) continue;
    if (first && recogniseContent(chunk) !== 'text') throw new TableRefusal('table-not-recognised');
    first = false;
    yield chunk;
  }
}

async function sampled(text: AsyncIterable<string>): Promise<{ sample: string; text: AsyncIterable<string> }> {
  const pieces = text[Symbol.asyncIterator]();
  let sample = '';
  while (sample.length < sampleLength) {
    const next = await pieces.next();
    if (next.done) break;
    sample += next.value;
  }
  return { sample, text: resumed([sample], pieces) };
}

async function* resumed<T>(first: Iterable<T>, rest: AsyncIterator<T>): AsyncGenerator<T> {
  yield* first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

function detectFormat(sample: string, { format, fileName }: ReadTableOptions): 'jsonl' | { delimiter: Delimiter } {
  const first = sample.trimStart().split('\n', 1)[0] ?? '';
  const stated = format ?? formatOfName(fileName);
  if (stated === 'jsonl' || /^\{\s*("|\})/.test(first)) return 'jsonl';
  return { delimiter: detectDelimiter(sample, stated === 'tsv' ? '\t' : ',') };
}

async function openDelimited(
  text: AsyncIterable<string>,
  delimiter: Delimiter,
  limits: TableLimits,
  { columns }: ReadTableOptions,
): Promise<OpenedRows> {
  const ending = { complete: true };
  const records = delimitedRecords(watchEnding(text, ending), delimiter, limits);
  const top = await take(records, headerSearchRows);
  const header = findHeader(top, columns);
  if (header === undefined) throw new TableRefusal('table-no-header');
  const width = boundedWidth(header.headers.length, limits);

  async function* rows(): AsyncGenerator<TableRow> {
    let previous: RawRow | undefined;
    for await (const record of resumed(top.slice(header === undefined ? 0 : header.index + 1), records)) {
      const row = previous && shapeRow(previous.rowNumber, previous.cells, [], { width, limits });
      if (row !== undefined) yield row;
      previous = record;
    }
    if (previous === undefined) return;
    const cutOff = ending.complete ? [] : cutOffProblems(previous.cells, width);
    const row = shapeRow(previous.rowNumber, previous.cells, cutOff, { width, limits });
    if (row !== undefined) yield row;
  }
  return { headers: header.headers, notes: header.notes, rows: rows() };
}

/** A last row without a line end that is also short is the mark of a file that was not copied completely. */
function cutOffProblems(cells: readonly string[], width: number): readonly CellProblem[] {
  const filled = cells.some((cell) => cell.trim() !== '');
  return filled && cells.length < width ? [{ column: cells.length - 1, code: 'row-cut-off' }] : [];
}

/** Passes the text on and remembers whether it ended with a line end. */
async function* watchEnding(text: AsyncIterable<string>, ending: { complete: boolean }): AsyncGenerator<string> {
  for await (const piece of text) {
    if (piece !== '') ending.complete = /[\r\n]$/.test(piece);
    yield piece;
  }
}

async function openJsonLines(text: AsyncIterable<string>, limits: TableLimits): Promise<OpenedRows> {
  const lines = jsonLines(text, limits);
  const top: JsonLine[] = await take(lines, 1_000);
  const headers = [...new Set(top.flatMap(({ value }) => [...value.keys()]))];
  if (headers.length === 0) throw new TableRefusal('table-no-header');
  const width = boundedWidth(headers.length, limits);

  async function* rows(): AsyncGenerator<TableRow> {
    for await (const { rowNumber, value } of resumed(top, lines)) {
      const { cells, problems } = jsonCells(value, headers);
      const row = shapeRow(rowNumber, cells, problems, { width, limits });
      if (row !== undefined) yield row;
    }
  }
  return { headers, notes: [], rows: rows() };
}

function boundedWidth(width: number, limits: TableLimits): number {
  if (width > limits.columns) {
    throw new TableRefusal('table-too-many-columns', { limit: limits.columns, found: width, rowNumber: 1 });
  }
  return width;
}

async function take<T>(source: AsyncIterator<T>, count: number): Promise<T[]> {
  const taken: T[] = [];
  while (taken.length < count) {
    const next = await source.next();
    if (next.done) break;
    taken.push(next.value);
  }
  return taken;
}

async function* boundedRows(rows: AsyncIterable<TableRow>, limits: TableLimits): AsyncGenerator<TableRow> {
  let count = 0;
  for await (const row of rows) {
    count += 1;
    if (count > limits.rows) throw new TableRefusal('table-too-many-rows', { limit: limits.rows, found: count });
    yield row;
  }
}
