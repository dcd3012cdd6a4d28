import { AliasEntry, type FieldProblem } from '@gatehouse/contract';
import { guessDocumentType, isDocumentType } from '@gatehouse/matching';
import { readDay } from './day.js';
import { problemOf, type RowCells } from './row-entry.js';
import columns from './alias-columns.json' with { type: 'json' };
import values from './values.json' with { type: 'json' };
import words from './alias-words.json' with { type: 'json' };

/** The columns a file of name and number changes may have. */
export const aliasColumns = columns;

/** A row as a change, or what does not fit: row, column and words, never a value. */
export type AliasRow =
  | { readonly ok: true; readonly change: AliasEntry }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] };

const kinds: Readonly<Record<string, string>> = words.kinds;
const documentTypes: Readonly<Record<string, string>> = values.doc_type;

/** Reads one row of a file of the civil register. */
export function aliasRow(cells: RowCells, row: number): AliasRow {
  const text = (key: string): string => (cells[key] ?? '').trim();
  const problems: FieldProblem[] = [];
  const report = (key: string, code: keyof typeof words.problems): undefined => {
    problems.push(problemOf(key, row, code, words.problems[code]));
    return undefined;
  };
  const document = (which: 'old' | 'new') => {
    const number = text(`${which}_doc_number`);
    if (number === '') return null;
    const given = text(`${which}_doc_type`);
    const known = documentTypes[given.toLowerCase()];
    if (given !== '' && known === undefined) report(`${which}_doc_type`, 'value-unknown');
    const type = known ?? guessDocumentType(number);
    return { type: isDocumentType(type) ? type : 'other', number };
  };
  const candidate = {
    kind: kinds[text('change_kind').toLowerCase()] ?? report('change_kind', 'value-unknown'),
    reference: text('reference') === '' ? report('reference', 'missing') : text('reference'),
    validFrom: readDay(text('change_from')) ?? report('change_from', 'not-a-day'),
    oldName: text('old_name') || null,
    newName: text('new_name') || null,
    oldDocument: document('old'),
    newDocument: document('new'),
  };
  if (problems.length > 0) return { ok: false, problems };
  const parsed = AliasEntry.safeParse(candidate);
  if (parsed.success) return { ok: true, change: parsed.data };
  const path = parsed.error.issues[0]?.path.map(String).join('.') ?? '';
  return {
    ok: false,
    problems: [problemOf(aliasColumnOf(path), row, 'value-unknown', words.problems['value-unknown'])],
  };
}

const columnOfField: Readonly<Record<string, string>> = {
  kind: 'change_kind',
  reference: 'reference',
  validFrom: 'change_from',
  oldName: 'old_name',
  newName: 'new_name',
  oldDocument: 'old_doc_number',
  newDocument: 'new_doc_number',
};

/** The column a path of a change was read from. */
export function aliasColumnOf(path: string): string {
  return columnOfField[path.split('.')[0] ?? ''] ?? 'reference';
}
