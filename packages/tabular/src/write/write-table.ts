import writeExcelFile from 'write-excel-file/universal';
import { headerOf, isExactNumber, outputValue, valueText } from './cell-value.js';
import type { OutputColumn, OutputRow, WriteTableOptions } from './output.js';
import { writeRows } from './write-rows.js';

const textFormat = '@';
const usualWidth = 18;

/** Rows to the bytes of one file. A workbook's text cells are formatted as text, so that no number in them is rounded. */
export async function writeTable(rows: readonly OutputRow[], options: WriteTableOptions): Promise<Uint8Array> {
  const { format } = options;
  if (format === 'xlsx') return writeWorkbook(rows, options);
  const pieces: Uint8Array[] = [];
  for await (const piece of writeRows(rows, { ...options, format })) pieces.push(piece);
  return joined(pieces);
}

async function writeWorkbook(rows: readonly OutputRow[], options: WriteTableOptions): Promise<Uint8Array> {
  const { columns, language, sheetName } = options;
  const header = columns.map((column) => ({
    value: escapeCharacters(headerOf(column, language)),
    type: String,
    format: textFormat,
    fontWeight: 'bold' as const,
  }));
  const body = rows.map((row) => columns.map((column) => cellOf(row, column)));
  const file = writeExcelFile([header, ...body], {
    sheet: sheetTitle(sheetName),
    columns: columns.map(({ width }) => ({ width: width ?? usualWidth })),
    stickyRowsCount: 1,
  });
  return new Uint8Array(await (await file.toBlob()).arrayBuffer());
}

function cellOf(row: OutputRow, column: OutputColumn) {
  const value = outputValue(row, column);
  if (isExactNumber(value)) return { value, type: Number };
  const text = valueText(value);
  return text === '' ? null : { value: escapeCharacters(text), type: String, format: textFormat };
}

/**
 * Escapes what XML cannot hold or would change, and what reads like such an escape (ECMA-376 part 1, 22.9.2.19). The
 * library keeps texts as keys of a plain object, which takes `constructor` for a text it has and writes a damaged
 * workbook: such a text is escaped too, so that it is another key and reads the same.
 */
function escapeCharacters(text: string): string {
  const escaped = text.replace(/_(?=x[0-9a-f]{4}_)|[^\P{Cc}\t\n]|\p{Noncharacter_Code_Point}/giu, escapeCharacter);
  return escaped in Object.prototype ? escaped.replace(/^./, escapeCharacter) : escaped;
}

/** An escape for each half: the library loses what follows a character that is none in one of the further planes. */
function escapeCharacter(character: string): string {
  const halves = Array.from({ length: character.length }, (_, place) => character.charCodeAt(place));
  return halves.map((half) => `_x${half.toString(16).toUpperCase().padStart(4, '0')}_`).join('');
}

/** A sheet's name holds at most 31 characters and none of `\ / ? * [ ] :` (Excel specifications and limits). */
export function sheetTitle(name: string | undefined): string {
  const allowed = (name ?? '')
    .replace(/[\\/?*[\]:]/g, ' ')
    .trim()
    .slice(0, 31);
  return allowed === '' ? 'Sheet1' : allowed;
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
