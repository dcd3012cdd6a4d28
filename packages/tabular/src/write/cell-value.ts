import type { Language } from '../problem.js';
import type { OutputColumn, OutputRow, OutputValue } from './output.js';

/** Spreadsheet programs, and readers of JSON that use doubles, keep 15 digits of a number. */
const firstRounded = 1e14;

/** The value as text, for formats that know only text. */
export function valueText(value: OutputValue): string {
  return value === null || value === undefined ? '' : String(value);
}

/** A number that could come back rounded is handed over as text. */
export function isExactNumber(value: OutputValue): value is number {
  return typeof value === 'number' && Number.isFinite(value) && Math.abs(value) < firstRounded;
}

export function outputValue(row: OutputRow, column: OutputColumn): OutputValue {
  return row[column.key];
}

/** What heads a column: its title in the language, else its key. */
export function headerOf(column: OutputColumn, language: Language | undefined): string {
  return language === undefined ? column.key : column.title[language];
}
