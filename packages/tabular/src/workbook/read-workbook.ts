import { matchColumns } from '../columns.js';
import { type FoundHeader, findHeader } from '../header.js';
import type { TableLimits } from '../limits.js';
import { type TableNote, TableRefusal } from '../problem.js';
import { shapeRow } from '../row.js';
import type { ColumnDefinition, Table, TableRow } from '../table.js';
import templateWords from '../write/template-words.json' with { type: 'json' };
import { openArchive } from './archive.js';
import { readParts, type SheetPart } from './parts.js';
import { readWorksheet, type Worksheet } from './worksheet.js';

/** The second sheet of our own templates: nobody expects it to be read. */
const templateNotes: ReadonlySet<string> = new Set(Object.values(templateWords.notes));

interface ChosenSheet {
  readonly sheet: SheetPart;
  readonly worksheet: Worksheet;
  readonly header: FoundHeader;
}

/** The table of an .xlsx workbook: of its visible sheets the one whose header names most known columns, else the first filled. */
export async function readWorkbook(
  bytes: Uint8Array,
  limits: TableLimits,
  columns: readonly ColumnDefinition[] | undefined,
): Promise<Table> {
  const archive = openArchive(bytes, limits);
  const workbook = await readParts(archive);
  const visible = workbook.sheets.filter(({ hidden }) => !hidden);
  let chosen: ChosenSheet | undefined;
  for (const sheet of visible) {
    const worksheet = await readWorksheet(archive, sheet.part, workbook, limits);
    const header = findHeader(worksheet.rows, columns);
    if (header === undefined) continue;
    if (chosen === undefined || header.matches > chosen.header.matches) chosen = { sheet, worksheet, header };
    if (columns === undefined || matchColumns(header.headers, columns).ok) break;
  }
  if (chosen === undefined) throw new TableRefusal('table-no-header');
  refuseMergedCells(chosen);
  return {
    ok: true,
    format: 'xlsx',
    encoding: 'utf-8',
    headers: chosen.header.headers,
    rows: shapeRows(chosen, limits),
    notes: [...chosen.header.notes, ...sheetNotes(chosen.sheet, workbook.sheets)],
  };
}

/** A title above the header may be merged over its columns; below, a merged value belongs to nobody in particular. */
function refuseMergedCells({ sheet, worksheet, header }: ChosenSheet): void {
  const headerRow = worksheet.rows[header.index]?.rowNumber ?? 1;
  const merged = worksheet.merged.filter(({ lastRow }) => lastRow >= headerRow);
  const [first] = merged;
  if (first === undefined) return;
  throw new TableRefusal('table-merged-cells', { range: first.range, found: merged.length, sheet: sheet.name });
}

function shapeRows({ worksheet, header }: ChosenSheet, limits: TableLimits): readonly TableRow[] {
  const shape = { width: header.headers.length, limits };
  const rows: TableRow[] = [];
  for (const { rowNumber, cells, problems } of worksheet.rows.slice(header.index + 1)) {
    const row = shapeRow(rowNumber, cells, problems, shape);
    if (row !== undefined) rows.push(row);
  }
  if (rows.length > limits.rows)
    throw new TableRefusal('table-too-many-rows', { limit: limits.rows, found: rows.length });
  return rows;
}

function sheetNotes(chosen: SheetPart, sheets: readonly SheetPart[]): readonly TableNote[] {
  const others = sheets.filter((sheet) => sheet !== chosen && !sheet.hidden && !templateNotes.has(sheet.name)).length;
  const hidden = sheets.filter((sheet) => sheet.hidden).length;
  const notes: TableNote[] = [];
  if (others > 0) notes.push({ code: 'other-sheets-not-read', sheet: chosen.name, found: others });
  if (hidden > 0) notes.push({ code: 'hidden-sheets-not-read', found: hidden });
  return notes;
}
