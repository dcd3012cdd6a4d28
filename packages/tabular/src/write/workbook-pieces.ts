import { Zip, ZipDeflate } from 'fflate';
import { columnLetters } from '../problem.js';
import { headerOf, isExactNumber, outputValue, valueText } from './cell-value.js';
import type { OutputColumn, OutputRow, WriteTableOptions } from './output.js';

/** Rows that a sheet holds below its header (Excel specifications and limits: 1,048,576 with it). */
export const mostRowsOfWorkbook = 1_048_575;

const usualWidth = 18;
const rowsPerPiece = 1_000;
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relationships = 'http://schemas.openxmlformats.org/package/2006/relationships';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
/** Formats of cells by their places in `styles`: text (so that no number in it is rounded), and a heading of it. */
const [asText, asHeading] = [1, 2];

/** A workbook of one sheet as ECMA-376 has it, with its texts in the cells: nothing has to be known of a row before it comes. */
const parts: Readonly<Record<string, string>> = {
  '[Content_Types].xml':
    `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
    `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
    `<Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/>` +
    `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${types}.worksheet+xml"/>` +
    `<Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/></Types>`,
  '_rels/.rels':
    `<Relationships xmlns="${relationships}">` +
    `<Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/_rels/workbook.xml.rels':
    `<Relationships xmlns="${relationships}">` +
    `<Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/>` +
    `<Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
  'xl/styles.xml':
    `<styleSheet xmlns="${main}">` +
    `<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>` +
    `<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
    `<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
    `<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
    `<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>` +
    `<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>` +
    `<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>`,
};

/**
 * Rows to a workbook, piece by piece, header first: memory holds one piece, however many rows there are. Text cells are formatted as text.
 * @throws RangeError for more rows than a sheet holds
 */
export async function* workbookPieces(
  rows: AsyncIterable<OutputRow> | Iterable<OutputRow>,
  options: Omit<WriteTableOptions, 'format'>,
): AsyncGenerator<Uint8Array> {
  const { columns, language, sheetName } = options;
  let made: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error !== null) throw error;
    made.push(piece);
  });
  const taken = (): Uint8Array[] => made.splice(0);
  const workbook =
    `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>` +
    `<sheet name="${escapeMarkup(sheetTitle(sheetName))}" sheetId="1" r:id="rId1"/></sheets></workbook>`;
  for (const [name, text] of Object.entries({ ...parts, 'xl/workbook.xml': workbook }))
    open(zip, name).push(bytesOf(head + text), true);
  const sheet = open(zip, 'xl/worksheets/sheet1.xml');
  sheet.push(bytesOf(head + sheetHead(columns)));
  let text = rowText(
    1,
    columns.map((column, at) => textCell(`${columnLetters(at)}1`, asHeading, headerOf(column, language))),
  );
  let count = 0;
  for await (const row of rows) {
    count += 1;
    if (count > mostRowsOfWorkbook) throw new RangeError('more rows than a sheet holds');
    text += rowText(
      count + 1,
      columns.map((column, at) => cellOf(row, column, `${columnLetters(at)}${count + 1}`)),
    );
    if (count % rowsPerPiece !== 0) continue;
    sheet.push(bytesOf(text));
    text = '';
    yield* taken();
  }
  sheet.push(bytesOf(`${text}</sheetData></worksheet>`), true);
  zip.end();
  yield* taken();
  made = [];
}

function open(zip: Zip, name: string): ZipDeflate {
  const part = new ZipDeflate(name, { level: 6 });
  // The first day that an archive can name: the same rows are the same bytes, whenever they are written.
  part.mtime = new Date(1980, 0, 1);
  zip.add(part);
  return part;
}

const encoder = new TextEncoder();

function bytesOf(text: string): Uint8Array {
  return encoder.encode(text);
}

function sheetHead(columns: readonly OutputColumn[]): string {
  const widths = columns.map(
    ({ width }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width ?? usualWidth}" customWidth="1"/>`,
  );
  const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
  return (
    `<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews>` +
    `<cols>${widths.join('')}</cols><sheetData>`
  );
}

function rowText(number: number, cells: readonly string[]): string {
  return `<row r="${number}">${cells.join('')}</row>`;
}

function cellOf(row: OutputRow, column: OutputColumn, at: string): string {
  const value = outputValue(row, column);
  if (isExactNumber(value)) return `<c r="${at}"><v>${value}</v></c>`;
  const text = valueText(value);
  return text === '' ? '' : textCell(at, asText, text);
}

function textCell(at: string, style: number, text: string): string {
  const written = escapeMarkup(escapeCharacters(text));
  return `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${written}</t></is></c>`;
}

const markup: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeMarkup(text: string): string {
  return text.replace(/[&<>"]/g, (character) => markup[character] ?? character);
}

/** Escapes what XML cannot hold or would change, and what reads like such an escape (ECMA-376 part 1, 22.9.2.19). */
function escapeCharacters(text: string): string {
  return text.replace(/_(?=x[0-9a-f]{4}_)|[^\P{Cc}\t\n]|\p{Noncharacter_Code_Point}/giu, escapeCharacter);
}

/** An escape for each half of what stands in one of the further planes. */
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
