import type { TableLimits } from './limits.js';
import { TableRefusal } from './problem.js';
import { looksRounded } from './rounded-number.js';
import type { CellProblem, CellProblemCode, TableRow } from './table.js';

export interface RowShape {
  readonly width: number;
  readonly limits: TableLimits;
}

/** One row under its header: padded, bounded and checked. `undefined` for a blank row. */
export function shapeRow(
  rowNumber: number,
  found: readonly string[],
  foundProblems: readonly CellProblem[],
  { width, limits }: RowShape,
): TableRow | undefined {
  const filled = found.findLastIndex((cell) => cell.trim() !== '') + 1;
  if (filled === 0 && foundProblems.length === 0) return undefined;
  if (filled > limits.columns) {
    throw new TableRefusal('table-too-many-columns', { limit: limits.columns, found: filled, rowNumber });
  }
  const problems = [...foundProblems];
  const report = (column: number, code: CellProblemCode) => {
    if (!problems.some((known) => known.column === column)) problems.push({ column, code });
  };
  const cells = Array.from({ length: width }, (_, column) => {
    const cell = found[column] ?? '';
    if (cell.length > limits.cellLength) {
      report(column, 'cell-too-long');
      return '';
    }
    if (looksRounded(cell)) report(column, 'number-mangled');
    return cell;
  });
  for (let column = width; column < filled; column += 1) {
    if (found[column]?.trim() !== '') report(column, 'cell-without-header');
  }
  return problems.length === 0 ? { rowNumber, cells } : { rowNumber, cells, cellProblems: problems };
}

/**
 * Marks whole columns in which a spreadsheet program has set the last digits to zero: it keeps 15 digits, so an identity
 * number shown in full ends in 000. One such number is possible; where most of a column's end so, they are lost.
 */
export function markLostDigits(rows: readonly TableRow[], width: number): readonly TableRow[] {
  const lost = new Set<number>();
  for (let column = 0; column < width; column += 1) {
    const long = rows.map(({ cells }) => cells[column]?.trim() ?? '').filter((cell) => /^\d{18}$/.test(cell));
    const ending = long.filter((cell) => cell.endsWith('000')).length;
    if (ending >= 3 && ending * 2 >= long.length) lost.add(column);
  }
  if (lost.size === 0) return rows;
  return rows.map((row) => {
    const added = [...lost]
      .filter((column) => /^\d{15}000$/.test(row.cells[column]?.trim() ?? ''))
      .map((column): CellProblem => ({ column, code: 'number-mangled' }));
    return added.length === 0 ? row : { ...row, cellProblems: [...(row.cellProblems ?? []), ...added] };
  });
}
