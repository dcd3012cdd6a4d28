import type { FieldProblem } from '@gatehouse/contract';
import type { LawPack } from '@gatehouse/law';
import { cellsOf, choiceNamed, dateInCell, type MatchedColumn, type TableRow } from '@gatehouse/tabular';
import { cellProblemsIn, type FieldOfColumn, placedInTable } from '../../../kernel/files/stored-table.js';
import { fieldOfPerson, personInRow } from '../../inquiry/index.js';
import type { EntryFields } from '../rules/entry-check.js';

const fieldOf: FieldOfColumn = {
  ...fieldOfPerson,
  postClass: 'postClass',
  postTitle: 'postTitle',
  employmentForm: 'employmentForm',
  fromDate: 'fromDate',
  untilDate: 'untilDate',
  supplierCreditCode: 'supplierCreditCode',
};

/** Reads the cells of one row, with what is wrong with the cells themselves. */
export function readRow(
  pack: LawPack,
  columns: readonly MatchedColumn[],
  row: TableRow,
): { readonly entry: EntryFields; readonly problems: readonly FieldProblem[] } {
  const cell = cellsOf(columns, row);
  const entry: EntryFields = {
    person: personInRow(pack, cell),
    postClass: choiceNamed(pack.postClasses, cell('postClass')),
    postTitle: cell('postTitle').slice(0, 100) || undefined,
    employmentForm: choiceNamed(pack.employmentForms, cell('employmentForm')),
    supplierCreditCode: cell('supplierCreditCode').slice(0, 40) || undefined,
    fromDate: dateInCell(cell('fromDate')),
    untilDate: dateInCell(cell('untilDate')) || undefined,
  };
  return { entry, problems: cellProblemsIn(columns, row, fieldOf) };
}

/** The same problems with row and column as the spreadsheet has them. */
export function placed(
  problems: readonly FieldProblem[],
  columns: readonly MatchedColumn[],
  rowNumber: number,
): FieldProblem[] {
  return placedInTable(problems, columns, rowNumber, fieldOf);
}
