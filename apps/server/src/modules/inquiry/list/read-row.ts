import type { FieldProblem } from '@gatehouse/contract';
import type { LawPack } from '@gatehouse/law';
import { cellsOf, choiceNamed, dateInCell, type MatchedColumn, partsOfCell, type TableRow } from '@gatehouse/tabular';
import { cellProblemsIn, type FieldOfColumn, placedInTable } from '../../../kernel/files/stored-table.js';
import type { DraftFields } from '../rules/draft-check.js';
import { choicesOf } from './columns.js';

/** A row as a draft, with what is wrong with its cells themselves. */
export type ReadRow = { readonly draft: DraftFields; readonly problems: readonly FieldProblem[] };

/** Which field each column fills that says who somebody is. */
export const fieldOfPerson: FieldOfColumn = {
  name: 'person.name',
  formerNames: 'person.formerNames',
  documentType: 'person.documents.0.type',
  documentNumber: 'person.documents',
  sex: 'person.sex',
  birthDate: 'person.birthDate',
  nationality: 'person.nationality',
};

const fieldOf: FieldOfColumn = {
  ...fieldOfPerson,
  postClass: 'postClass',
  employmentForm: 'employmentForm',
  startDate: 'startDate',
  purpose: 'purpose',
};

/** Reads the cells of one row. */
export function readRow(pack: LawPack, columns: readonly MatchedColumn[], row: TableRow): ReadRow {
  const cell = cellsOf(columns, row);
  const choices = choicesOf(pack);
  const draft: DraftFields = {
    purpose: choiceNamed(choices.purposes ?? [], cell('purpose')),
    postClass: choiceNamed(choices.postClasses ?? [], cell('postClass')),
    employmentForm: choiceNamed(choices.employmentForms ?? [], cell('employmentForm')),
    startDate: dateInCell(cell('startDate')),
    urgent: false,
    person: personInRow(pack, cell),
    remarks: [cell('letter'), cell('remarks')].filter((text) => text !== '').join(' · ') || undefined,
  };
  return { draft, problems: cellProblemsIn(columns, row, fieldOf) };
}

/** Who a row is about, from the cells of the columns that every file of people has. */
export function personInRow(pack: LawPack, cell: (key: string) => string): DraftFields['person'] {
  const choices = choicesOf(pack);
  const type = choiceNamed(choices.documentTypes ?? [], cell('documentType'));
  return {
    name: cell('name').slice(0, 100),
    formerNames: partsOfCell(cell('formerNames')).slice(0, 10),
    sex: cell('sex') === '' ? undefined : choiceNamed(choices.sexes ?? [], cell('sex')),
    birthDate: dateInCell(cell('birthDate')) || undefined,
    nationality: cell('nationality') || undefined,
    // Only the first document has the type of the column; the others say theirs by their shape.
    documents: partsOfCell(cell('documentNumber'))
      .slice(0, 8)
      .map((number, at) => ({ type: at === 0 ? type : '', number: number.slice(0, 64) })),
  };
}

/** The same problems with row and column as the spreadsheet has them. */
export function placed(
  problems: readonly FieldProblem[],
  columns: readonly MatchedColumn[],
  rowNumber: number,
): FieldProblem[] {
  return placedInTable(problems, columns, rowNumber, fieldOf);
}
