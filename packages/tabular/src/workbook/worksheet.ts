import type { RawRow } from '../header.js';
import type { TableLimits } from '../limits.js';
import { TableRefusal } from '../problem.js';
import type { CellProblem } from '../table.js';
import type { Archive } from './archive.js';
import { type CellText, numberText } from './number-text.js';
import { unescapeCharacters, type WorkbookParts } from './parts.js';
import { readXml } from './xml.js';

interface WorksheetRow extends RawRow {
  readonly problems: readonly CellProblem[];
}

export interface Worksheet {
  readonly rows: readonly WorksheetRow[];
  readonly merged: readonly MergedRange[];
}

interface MergedRange {
  /** As a spreadsheet names it, such as `A5:A7`. */
  readonly range: string;
  readonly lastRow: number;
}

/** A cell while its XML is being read. */
interface OpenCell {
  column: number;
  type: string;
  style: number;
  isFormula: boolean;
  stored: string;
  inline: string;
}

/** Rows above the table that may be titles, allowed on top of the limit on rows. */
const titleRows = 20;

/** Rows with content of one sheet (ECMA-376 part 1, 18.3), stopping at the first row beyond the limit. */
export async function readWorksheet(
  archive: Archive,
  part: string,
  workbook: WorkbookParts,
  limits: TableLimits,
): Promise<Worksheet> {
  const rows: WorksheetRow[] = [];
  const merged: MergedRange[] = [];
  let rowNumber = 0;
  let cells: string[] = [];
  let problems: CellProblem[] = [];
  let column = -1;
  let cell: OpenCell | undefined;
  let collecting: 'stored' | 'inline' | undefined;
  let inPronunciation = false;

  function openRow(stated: string | undefined): void {
    rowNumber = /^[1-9]\d{0,6}$/.test(stated ?? '') ? Number(stated) : rowNumber + 1;
    cells = [];
    problems = [];
    column = -1;
  }

  function closeRow(): void {
    if (cells.length === 0) return;
    rows.push({ rowNumber, cells, problems });
    if (rows.length > limits.rows + titleRows) throw new TableRefusal('table-too-many-rows', { limit: limits.rows });
  }

  function closeCell(done: OpenCell): void {
    const { text, code } = cellText(done, workbook);
    if (text === '' && code === undefined) return;
    if (done.column >= limits.columns) {
      throw new TableRefusal('table-too-many-columns', { limit: limits.columns, found: done.column + 1, rowNumber });
    }
    while (cells.length < done.column) cells.push('');
    cells[done.column] = text;
    if (code !== undefined) problems.push({ column: done.column, code });
  }

  await readXml(archive.unpack(part), {
    open: (name, attribute) => {
      if (name === 'row') openRow(attribute('r'));
      else if (name === 'c') {
        column = columnOf(attribute('r')) ?? column + 1;
        const style = Number(attribute('s') ?? -1);
        cell = { column, type: attribute('t') ?? 'n', style, isFormula: false, stored: '', inline: '' };
      } else if (name === 'f' && cell !== undefined) cell.isFormula = true;
      else if (name === 'rPh') inPronunciation = true;
      else if (name === 'v') collecting = 'stored';
      else if (name === 't' && !inPronunciation) collecting = 'inline';
      else if (name === 'mergeCell') merged.push(mergedRange(attribute('ref') ?? ''));
    },
    close: (name) => {
      if (name === 'row') closeRow();
      else if (name === 'c' && cell !== undefined) {
        closeCell(cell);
        cell = undefined;
      } else if (name === 'rPh') inPronunciation = false;
      else if (name === 'v' || name === 't') collecting = undefined;
    },
    text: (text) => {
      if (cell !== undefined && collecting !== undefined) cell[collecting] += text;
    },
  });
  return { rows, merged };
}

/** What a person sees in the cell, by its type (ECMA-376 part 1, 18.18.11). */
function cellText(cell: OpenCell, workbook: WorkbookParts): CellText {
  const shown = shownText(cell, workbook);
  return cell.isFormula ? { text: shown.text, code: 'formula' } : shown;
}

function shownText({ type, style, stored, inline }: OpenCell, workbook: WorkbookParts): CellText {
  switch (type) {
    case 's': {
      if (stored === '') return { text: '' };
      const shared = workbook.sharedStrings[Number(stored)];
      if (shared === undefined) throw new TableRefusal('table-workbook-damaged');
      return { text: shared };
    }
    case 'inlineStr':
      return { text: unescapeCharacters(inline) };
    case 'str':
      return { text: unescapeCharacters(stored) };
    case 'b':
      return { text: stored === '' ? '' : stored === '1' ? 'TRUE' : 'FALSE' };
    case 'e':
      return { text: stored, code: 'cell-error' };
    case 'd':
      return { text: stored.replace(/T00:00:00(\.0+)?Z?$/, '') };
    default:
      return numberText(stored, workbook.shapes[style] ?? { kind: 'plain' }, workbook.epoch1904);
  }
}

function columnOf(reference: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0];
  if (letters === undefined) return undefined;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function mergedRange(range: string): MergedRange {
  return { range, lastRow: Number(/(\d+)$/.exec(range)?.[1] ?? Number.MAX_SAFE_INTEGER) };
}
