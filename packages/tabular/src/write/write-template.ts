import type exceljs from 'exceljs';
import type { Language } from '../problem.js';
import type { TemplateColumn, TemplateOptions } from './output.js';
import words from './template-words.json' with { type: 'json' };
import { sheetTitle } from './workbook-pieces.js';

declare module 'exceljs' {
  // exceljs has it and its types leave it out; by cell, as the types offer it, 10,000 rows would be made for nothing.
  interface Worksheet {
    readonly dataValidations: { add(range: string, rule: RangeRule): void };
  }
}

interface RangeRule extends Omit<Partial<exceljs.DataValidation>, 'type'> {
  readonly type: exceljs.DataValidation['type'] | 'any';
}

const textFormat = '@';
const usualWidth = 18;
const usualRows = 10_000;
/** A drop-down list written into the cell holds 255 characters (Excel specifications); a longer one points at the notes. */
const longestInlineList = 255;
/** The prompt of a cell holds 255 characters, its title 32. */
const longestPrompt = 255;
const longestTitle = 32;
const headerFill = 'FF1F4E79';
const optionalFill = 'FF5B7083';

/**
 * An empty workbook to fill in: a header (an asterisk marks required columns), every column formatted as text so that no
 * number is rounded, drop-down lists, a prompt per column, and a second sheet with notes and invented examples. Filled in,
 * `readTable` reads its first sheet.
 */
export async function writeTemplate(options: TemplateOptions): Promise<Uint8Array> {
  const { columns, language } = options;
  // Loaded here because it is large and every reader of a table would otherwise wait for it.
  const { default: library } = await import('exceljs');
  const workbook = new library.Workbook();
  // exceljs would otherwise write the time of this moment into the properties people see.
  workbook.created = new Date(0);
  workbook.modified = new Date(0);
  const name = sheetTitle(options.sheetName ?? words.data[language]);
  const data = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
  const notesName = words.notes[language] === name ? `${name} 2` : words.notes[language];
  const notes = workbook.addWorksheet(notesName);
  writeHeader(data, columns, language);
  writeNotes(notes, columns, language);
  columns.forEach((column, index) => {
    const range = `${letters(data, index)}2:${letters(data, index)}${(options.rows ?? usualRows) + 1}`;
    validate(data, range, column, language, listSource(column, notes, index));
  });
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

function writeHeader(sheet: exceljs.Worksheet, columns: readonly TemplateColumn[], language: Language): void {
  sheet.columns = columns.map((column) => ({
    header: column.title[language] + (column.required === true ? '*' : ''),
    width: column.width ?? usualWidth,
    style: { numFmt: textFormat },
  }));
  const row = sheet.getRow(1);
  row.height = 24;
  columns.forEach((column, index) => {
    const cell = row.getCell(index + 1);
    cell.font = { bold: true, color: { argb: 'FFFFFFFF' } };
    cell.alignment = { vertical: 'middle', horizontal: 'center', wrapText: true };
    const argb = column.required === true ? headerFill : optionalFill;
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb } };
  });
}

/** One row per column; the values of long lists follow to the right, where the drop-down lists point. */
function writeNotes(sheet: exceljs.Worksheet, columns: readonly TemplateColumn[], language: Language): void {
  const heads = [words.column, words.required, words.note, words.allowed, words.example];
  sheet.columns = heads.map((head, index) => ({
    header: head[language],
    width: index === 2 ? 60 : usualWidth,
    style: { numFmt: textFormat, alignment: { wrapText: true, vertical: 'top' } },
  }));
  sheet.getRow(1).font = { bold: true };
  for (const column of columns) {
    const allowed = column.allowedValues ?? [];
    sheet.addRow([
      column.title[language],
      words[column.required === true ? 'yes' : 'no'][language],
      column.note?.[language] ?? '',
      isInline(allowed) ? allowed.join(' / ') : '→',
      column.example ?? '',
      ...(isInline(allowed) ? [] : allowed),
    ]);
  }
}

function isInline(values: readonly string[]): boolean {
  return values.join(',').length <= longestInlineList && !values.some((value) => /[,"]/.test(value));
}

function listSource(column: TemplateColumn, notes: exceljs.Worksheet, index: number): string | undefined {
  const allowed = column.allowedValues;
  if (allowed === undefined || allowed.length === 0) return undefined;
  if (isInline(allowed)) return `"${allowed.join(',')}"`;
  const row = index + 2;
  const first = 5;
  return `'${notes.name}'!$${letters(notes, first)}$${row}:$${letters(notes, first + allowed.length - 1)}$${row}`;
}

function validate(
  sheet: exceljs.Worksheet,
  range: string,
  column: TemplateColumn,
  language: Language,
  source: string | undefined,
): void {
  const prompt = column.note?.[language].slice(0, longestPrompt);
  if (source === undefined && prompt === undefined) return;
  const title = column.title[language].slice(0, longestTitle);
  sheet.dataValidations.add(range, {
    type: source === undefined ? 'any' : 'list',
    allowBlank: true,
    ...(source !== undefined && {
      formulae: [source],
      showErrorMessage: true,
      errorTitle: words.notInListTitle[language],
      error: words.notInList[language],
    }),
    ...(prompt !== undefined && { showInputMessage: true, promptTitle: title, prompt }),
  });
}

function letters(sheet: exceljs.Worksheet, index: number): string {
  return sheet.getColumn(index + 1).letter;
}
