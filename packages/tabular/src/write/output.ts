import type { Language } from '../problem.js';
import type { TableFormat } from '../table.js';

export interface OutputColumn {
  readonly key: string;
  readonly title: { readonly en: string; readonly zh: string };
  /** Width in characters, for workbooks. */
  readonly width?: number;
}

/** A cell to write. A number stays a number in a workbook and in JSON Lines unless it has 15 digits or more. */
export type OutputValue = string | number | boolean | null | undefined;

/** Values by column key; keys no column names are left out. */
export type OutputRow = Readonly<Record<string, OutputValue>>;

export interface WriteTextOptions {
  readonly format: Exclude<TableFormat, 'xlsx'>;
  readonly columns: readonly OutputColumn[];
  /** Titles of this language head the columns; without it the keys do. JSON Lines always uses keys. */
  readonly language?: Language;
  /** UTF-8 byte order mark for CSV and TSV, without which Excel reads Chinese as rubbish. Default true. */
  readonly byteOrderMark?: boolean;
  /**
   * `spreadsheet` (default): CSV and TSV cells that a spreadsheet program would run or round are led by an apostrophe,
   * which the readers take off again. `none`: for programs only, never for a file a person may open.
   */
  readonly escape?: 'spreadsheet' | 'none';
}

export interface WriteTableOptions extends Omit<WriteTextOptions, 'format'> {
  readonly format: TableFormat;
  /** For workbooks; at most 31 characters. */
  readonly sheetName?: string;
}

export interface TemplateColumn extends OutputColumn {
  readonly required?: boolean;
  readonly note?: { readonly en: string; readonly zh: string };
  /** Offered as a drop-down list, in the order given. */
  readonly allowedValues?: readonly string[];
  /** Shown on the sheet of notes only, so that nobody sends it by mistake. Invented data. */
  readonly example?: string;
}

export interface TemplateOptions {
  readonly columns: readonly TemplateColumn[];
  readonly language: Language;
  readonly sheetName?: string;
  /** Rows prepared with text format and drop-down lists. Default 10,000. */
  readonly rows?: number;
}
