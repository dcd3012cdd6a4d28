import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { unescapeFromSpreadsheet } from '../escape.js';
import type { RawRow } from '../header.js';
import type { TableLimits } from '../limits.js';
import { TableRefusal } from '../problem.js';
import type { Delimiter } from './delimiter.js';

/** Rows of delimited text (RFC 4180; any line end; quotation marks inside unquoted text are literal). Blank lines count. */
export async function* delimitedRecords(
  text: AsyncIterable<string>,
  delimiter: Delimiter,
  limits: TableLimits,
): AsyncGenerator<RawRow> {
  const parser = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: limits.columns * limits.cellLength,
  });
  // The parser is destroyed with whatever ended the pipeline, so the loop below throws it; nothing is left to report here.
  pipeline(Readable.from(text), parser, () => {});
  let rowNumber = 0;
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      rowNumber += 1;
      yield { rowNumber, cells: record.map(unescapeFromSpreadsheet) };
    }
  } catch (error) {
    throw error instanceof CsvError ? refusalOf(error, rowNumber) : error;
  }
}

function refusalOf(error: CsvError, rowsSeen: number): TableRefusal {
  const parsed = error.records;
  const rowNumber = (typeof parsed === 'number' ? parsed : rowsSeen) + 1;
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') return new TableRefusal('table-truncated', { rowNumber });
  return new TableRefusal('table-record-too-long', { rowNumber });
}
