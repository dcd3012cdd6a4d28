import { countKnownColumns } from './columns.js';
import type { TableNote } from './problem.js';
import type { ColumnDefinition } from './table.js';

/** A row as its format delivers it, before the header is known. */
export interface RawRow {
  readonly rowNumber: number;
  readonly cells: readonly string[];
}

export interface FoundHeader {
  /** Place in the rows looked at; data begins behind it. */
  readonly index: number;
  readonly headers: readonly string[];
  readonly notes: readonly TableNote[];
  /** How many known columns it names; 0 when none are known. */
  readonly matches: number;
}

/** How many rows from the top may be titles before the header must have come. */
export const headerSearchRows = 20;

/**
 * The row that names the columns: of the known columns' best match, else the first row with two filled cells (a title
 * above a table fills one), else the first filled row. `undefined` when every row is blank.
 */
export function findHeader(
  rows: readonly RawRow[],
  definitions: readonly ColumnDefinition[] | undefined,
): FoundHeader | undefined {
  const searched = rows.slice(0, headerSearchRows);
  const width = usualWidth(searched);
  const candidates = searched.map((row, index) => {
    const split = splitByFullWidthComma(row.cells, width);
    const headers = dropTrailingBlanks(split ?? row.cells);
    return {
      index,
      row,
      headers,
      wasSplit: split !== undefined,
      matches: countKnownColumns(headers, definitions ?? []),
    };
  });
  const best = candidates.reduce<(typeof candidates)[number] | undefined>(
    (chosen, next) => (next.matches > (chosen?.matches ?? 0) ? next : chosen),
    undefined,
  );
  const found =
    best ??
    candidates.find(({ headers }) => filledCells(headers) >= 2) ??
    candidates.find(({ headers }) => headers.length > 0);
  if (found === undefined) return undefined;

  const notes: TableNote[] = [];
  const { rowNumber } = found.row;
  if (candidates.some(({ index, headers }) => index < found.index && headers.length > 0)) {
    notes.push({ code: 'title-rows-skipped', rowNumber });
  }
  if (found.wasSplit) notes.push({ code: 'header-split', rowNumber });
  return { index: found.index, headers: found.headers, notes, matches: found.matches };
}

function usualWidth(rows: readonly RawRow[]): number {
  return Math.max(0, ...rows.map(({ cells }) => dropTrailingBlanks(cells).length));
}

/** People type `序号，姓名` above rows that a program separated by commas. */
function splitByFullWidthComma(cells: readonly string[], width: number): readonly string[] | undefined {
  const [first] = cells;
  if (first === undefined || filledCells(cells) !== 1) return undefined;
  const parts = first.split('，');
  return parts.length >= 2 && parts.length === width ? parts : undefined;
}

function filledCells(cells: readonly string[]): number {
  return cells.filter((cell) => cell.trim() !== '').length;
}

function dropTrailingBlanks(cells: readonly string[]): readonly string[] {
  const last = cells.findLastIndex((cell) => cell.trim() !== '');
  return cells.slice(0, last + 1);
}
