import { readDelimitedRows } from './delimited/read-delimited-rows.js';
import { defaultTableLimits } from './limits.js';
import { type TableNote, TableRefusal } from './problem.js';
import { formatOfName, recogniseContent } from './recognise.js';
import { markLostDigits } from './row.js';
import type { ReadTableOptions, Table, TableFormat, TableResult, TableRow } from './table.js';
import { readWorkbook } from './workbook/read-workbook.js';

/** How much of a file is decoded at a stretch; between two stretches others get their turn. */
const sliceBytes = 256 * 1024;

/**
 * Bytes of a file to rows, within the limits given. What the file is, its bytes say; name and stated format are only
 * compared. Never throws for what a file holds: a table that cannot be read is refused with a code.
 */
export async function readTable(bytes: Uint8Array, options: ReadTableOptions = {}): Promise<TableResult> {
  const limits = { ...defaultTableLimits, ...options.limits };
  try {
    if (bytes.length > limits.bytes) {
      throw new TableRefusal('table-too-large', { limit: limits.bytes, found: bytes.length });
    }
    const table =
      recogniseContent(bytes) === 'workbook'
        ? await readWorkbook(bytes, limits, options.columns)
        : await collectDelimited(bytes, options);
    const rows = markLostDigits(table.rows, table.headers.length);
    return { ...table, rows, notes: [...formatNotes(table.format, options), ...table.notes] };
  } catch (error) {
    if (error instanceof TableRefusal) return { ok: false, problem: error.problem };
    throw error;
  }
}

async function collectDelimited(bytes: Uint8Array, options: ReadTableOptions): Promise<Table> {
  const opened = await readDelimitedRows(slices(bytes), options);
  const rows: TableRow[] = [];
  for await (const row of opened.rows) rows.push(row);
  return { ...opened, ok: true, rows };
}

async function* slices(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += sliceBytes) {
    yield bytes.subarray(start, start + sliceBytes);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** CSV and TSV are told apart by their separator alone, so calling one the other needs no note. */
function formatNotes(found: TableFormat, { format, fileName }: ReadTableOptions): readonly TableNote[] {
  const stated = format ?? formatOfName(fileName);
  const same = stated === undefined || family(stated) === family(found);
  return same ? [] : [{ code: 'format-differs', format: found }];
}

function family(format: TableFormat): string {
  return format === 'tsv' ? 'csv' : format;
}
