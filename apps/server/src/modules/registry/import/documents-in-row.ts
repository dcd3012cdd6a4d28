import { guessDocumentType, isDocumentType } from '@gatehouse/matching';
import { normalisedDocument } from '../rules/admission.js';
import type { RowCells } from './row-entry.js';
import values from './values.json' with { type: 'json' };

const columns = ['doc', 'old_doc', 'new_doc'] as const;
const types: Readonly<Record<string, string>> = values.doc_type;

/** The documents that a row of any source names, whether or not it is good, in the form in which they are compared. */
export function documentsInRow(cells: RowCells): { readonly type: string; readonly number: string }[] {
  return columns.flatMap((column) => {
    const number = (cells[`${column}_number`] ?? '').trim();
    if (number === '') return [];
    const type = types[(cells[`${column}_type`] ?? '').trim().toLowerCase()] ?? guessDocumentType(number);
    return [normalisedDocument({ type: isDocumentType(type) ? type : 'other', number })];
  });
}
