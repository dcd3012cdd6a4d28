import type { MatchedColumn } from './columns.js';
import type { TableRow } from './table.js';

/** One value a cell may hold, by whatever name a person writes it. */
export interface CellChoice {
  readonly id: string;
  readonly title: { readonly en: string; readonly zh: string };
  readonly others?: readonly string[];
}

/** The trimmed text of a row's cell by the key of its column; '' where the table has no such column. */
export function cellsOf(columns: readonly MatchedColumn[], row: TableRow): (key: string) => string {
  return (key) => {
    const column = columns.find((one) => one.key === key);
    return column === undefined ? '' : (row.cells[column.index] ?? '').trim();
  };
}

/** The id behind what a person wrote; the text itself where none fits, so that a check names it. */
export function choiceNamed(choices: readonly CellChoice[], text: string): string {
  const written = text.normalize('NFKC').trim().toLowerCase();
  const found = choices.find(({ id, title, others = [] }) =>
    [id, title.en, title.zh, ...others].some((name) => name.normalize('NFKC').toLowerCase() === written),
  );
  return found?.id ?? text.trim().slice(0, 60);
}

/** A date in any usual spelling as YYYY-MM-DD; what is no date stays as written, so that a check names it. */
export function dateInCell(text: string): string {
  const match = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s+00:00(?::00)?)?$/.exec(text);
  const plain = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  const [, year, month, day] = match ?? plain ?? [];
  if (year === undefined || month === undefined || day === undefined) return text.slice(0, 20);
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

const separators = /[;；、]/;

/** The parts of a cell that holds several values. */
export function partsOfCell(text: string): string[] {
  return text
    .split(separators)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
