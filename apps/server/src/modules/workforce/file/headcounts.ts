import type { FieldProblem } from '@gatehouse/contract';
import type { LawPack } from '@gatehouse/law';
import { normaliseDocumentText } from '@gatehouse/matching/identity-number';
import { cellsOf, choiceNamed, dateInCell, type MatchedColumn, type TableRow } from '@gatehouse/tabular';
import type { FileAnswer } from '../../../kernel/http/route.js';
import { cellProblemsIn, placedInTable } from '../../../kernel/files/stored-table.js';
import { templateFile, type TemplateField } from '../../../kernel/files/table-template.js';
import type { CountedFields, CountedRow } from '../rules/compare-headcounts.js';
import columns from './headcount-columns.json' with { type: 'json' };

/** The columns of a file with what registers count (project format, not official). */
export const headcountColumns: readonly TemplateField[] = columns;

const longestName = 200;

const fieldOf = Object.fromEntries(columns.map(({ key }) => [key, key]));

/** The workbook to fill in. */
export async function headcountTemplate(pack: LawPack, language: 'zh' | 'en'): Promise<FileAnswer> {
  const choices = { headcountSources: pack.headcountSources, postClasses: pack.postClasses };
  return templateFile(headcountColumns, choices, { language, sample: undefined, name: 'gatehouse-headcounts.xlsx' });
}

/** Reads the cells of one row; what a cell does not hold is empty, and no number is NaN. */
export function readCounted(pack: LawPack, matched: readonly MatchedColumn[], row: TableRow): CountedRow {
  const cell = cellsOf(matched, row);
  const post = cell('postClass').trim();
  const headcount = cell('headcount').trim();
  const fields: CountedFields = {
    creditCode: normaliseDocumentText(cell('creditCode')).text,
    name: cell('unit').replace(/\s+/gu, ' ').trim().slice(0, longestName),
    source: choiceNamed(pack.headcountSources, cell('source')),
    postClass: post === '' ? null : choiceNamed(pack.postClasses, post),
    headcount: /^\d{1,6}$/.test(headcount) ? Number(headcount) : Number.NaN,
    asOf: dateInCell(cell('asOf')),
  };
  return { rowNumber: row.rowNumber, fields, problems: cellProblemsIn(matched, row, fieldOf) };
}

/** The same problems with row and column as the spreadsheet has them. */
export function placedCounted(
  problems: readonly FieldProblem[],
  matched: readonly MatchedColumn[],
  rowNumber: number,
): FieldProblem[] {
  return placedInTable(problems, matched, rowNumber, fieldOf);
}
