import type { FieldProblem } from '@gatehouse/contract';
import type { LawPack } from '@gatehouse/law';
import { describeTableProblem, type MatchedColumn, type TableRow } from '@gatehouse/tabular';
import type { DraftFields } from '../rules/draft-check.js';
import { choiceNamed, choicesOf, listColumns } from './columns.js';

/** A row as a draft, with what is wrong with its cells themselves. */
export type ReadRow = { readonly draft: DraftFields; readonly problems: readonly FieldProblem[] };

/** Which field of a draft each column fills, so that a problem of the field is told by its column. */
const fieldOf: Readonly<Record<string, string>> = {
  name: 'person.name',
  formerNames: 'person.formerNames',
  documentType: 'person.documents.0.type',
  documentNumber: 'person.documents',
  sex: 'person.sex',
  birthDate: 'person.birthDate',
  nationality: 'person.nationality',
  postClass: 'postClass',
  employmentForm: 'employmentForm',
  startDate: 'startDate',
  purpose: 'purpose',
};

const separators = /[;；、]/;

/** Reads the cells of one row. */
export function readRow(pack: LawPack, columns: readonly MatchedColumn[], row: TableRow): ReadRow {
  const cell = (key: string): string => {
    const column = columns.find((one) => one.key === key);
    return column === undefined ? '' : (row.cells[column.index] ?? '').trim();
  };
  const choice = (key: string): string => {
    const name = listColumns.find((column) => column.key === key)?.choices ?? '';
    return choiceNamed(choicesOf(pack)[name] ?? [], cell(key));
  };
  const list = (key: string): string[] =>
    cell(key)
      .split(separators)
      .map((part) => part.trim())
      .filter((part) => part !== '');
  const type = choice('documentType');
  const draft: DraftFields = {
    purpose: choice('purpose'),
    postClass: choice('postClass'),
    employmentForm: choice('employmentForm'),
    startDate: readDate(cell('startDate')),
    urgent: false,
    person: {
      name: cell('name').slice(0, 100),
      formerNames: list('formerNames').slice(0, 10),
      sex: cell('sex') === '' ? undefined : choice('sex'),
      birthDate: readDate(cell('birthDate')) || undefined,
      nationality: cell('nationality') || undefined,
      // Only the first document has the type of the column; the others say theirs by their shape.
      documents: list('documentNumber')
        .slice(0, 8)
        .map((number, at) => ({ type: at === 0 ? type : '', number: number.slice(0, 64) })),
    },
    remarks: [cell('letter'), cell('remarks')].filter((text) => text !== '').join(' · ') || undefined,
  };
  return { draft, problems: cellProblems(columns, row) };
}

/** A date in any usual spelling as YYYY-MM-DD; what is no date stays as written, so that the check names it. */
export function readDate(text: string): string {
  const match = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s+00:00(?::00)?)?$/.exec(text);
  const plain = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  const [, year, month, day] = match ?? plain ?? [];
  if (year === undefined || month === undefined || day === undefined) return text.slice(0, 20);
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

function cellProblems(columns: readonly MatchedColumn[], row: TableRow): FieldProblem[] {
  return (row.cellProblems ?? []).flatMap(({ column, code }) => {
    const matched = columns.find((one) => one.index === column);
    if (matched === undefined) return [];
    const problem = { code, rowNumber: row.rowNumber, column: matched.header };
    return [
      {
        path: fieldOf[matched.key] ?? matched.key,
        row: row.rowNumber,
        column: matched.header,
        code,
        message: { en: describeTableProblem(problem, 'en'), zh: describeTableProblem(problem, 'zh') },
      },
    ];
  });
}

/** The same problems with row and column as the spreadsheet has them. */
export function placed(
  problems: readonly FieldProblem[],
  columns: readonly MatchedColumn[],
  rowNumber: number,
): FieldProblem[] {
  return problems.map((problem) => {
    const key = Object.keys(fieldOf)
      .filter((one) => problem.path.startsWith(fieldOf[one] ?? one))
      .sort((one, other) => (fieldOf[other]?.length ?? 0) - (fieldOf[one]?.length ?? 0))[0];
    const header = columns.find((column) => column.key === key)?.header;
    return { ...problem, row: rowNumber, ...(header === undefined ? {} : { column: header }) };
  });
}
