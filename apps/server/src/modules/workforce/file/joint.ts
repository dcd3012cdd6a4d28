import type { FieldProblem } from '@gatehouse/contract';
import type { LawPack } from '@gatehouse/law';
import { cellsOf, type MatchedColumn, type TableRow } from '@gatehouse/tabular';
import type { FileAnswer } from '../../../kernel/http/route.js';
import type { StoredTable } from '../../../kernel/files/stored-table.js';
import { templateFile, type TemplateField } from '../../../kernel/files/table-template.js';
import { choicesOf } from '../../inquiry/index.js';
import type { CalledRow, Unplaced } from '../rules/divide.js';
import { entryProblem } from '../rules/entry-check.js';
import { rosterColumns } from './columns.js';
import columns from './joint-columns.json' with { type: 'json' };

/** The columns of a file with the staff of many units: those of a staff file, and which unit (project format, not official). */
export const jointColumns: readonly TemplateField[] = [...columns, ...rosterColumns];

/** The workbook to fill in. */
export async function jointTemplate(pack: LawPack, language: 'zh' | 'en'): Promise<FileAnswer> {
  return templateFile(jointColumns, choicesOf(pack), {
    language,
    sample: undefined,
    name: 'gatehouse-joint-staff.xlsx',
  });
}

/** What each row calls its unit; undefined where no column of the file says it. */
export function calledRows({ table, columns: matched }: StoredTable): CalledRow[] | undefined {
  if (!matched.some(({ key }) => key === 'unitCode' || key === 'unitName')) return undefined;
  return table.rows.map((row: TableRow) => {
    const cell = cellsOf(matched, row);
    return { row: row.rowNumber, code: cell('unitCode'), name: cell('unitName') };
  });
}

/** Rows that came to no unit in words, by row and column as the spreadsheet has them; never what the cell says. */
export function placedUnplaced(
  unplaced: readonly Unplaced[],
  matched: readonly Pick<MatchedColumn, 'key' | 'header'>[],
): FieldProblem[] {
  const header = (key: string) => matched.find((column) => column.key === key)?.header;
  return unplaced.map(({ row, code, by, rows }) => {
    const column = header(by) ?? header('unitCode') ?? header('unitName');
    const problem = entryProblem(by, code, rows === undefined ? {} : { rows });
    return { ...problem, row, ...(column === undefined ? {} : { column }) };
  });
}
