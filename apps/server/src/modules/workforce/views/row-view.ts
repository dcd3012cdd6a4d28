import { errorDefinition, isErrorCode, type RosterRow } from '@gatehouse/contract';
import type { Transaction } from '../../../kernel/database/transaction.js';
import type { PersonFields, Workplace } from '../doors.js';
import { entryOf } from '../actions/read-employment.js';
import type { EntryFields } from '../rules/entry-check.js';
import { employmentStore } from '../store/employment-store.js';
import type { Load } from '../store/load-store.js';
import { openPersons } from '../store/person-sealing.js';
import { entryIn, type Row, rowSealerOf } from '../store/row-store.js';
import words from '../words.json' with { type: 'json' };
import { maskedPerson } from './employment-view.js';

/** Rows as the clerk sees them. Whom the file does not name is shown as they stand on the roster. */
export async function rowViews(
  { kernel }: Workplace,
  transaction: Transaction,
  load: Load,
  rows: readonly Row[],
): Promise<RosterRow[]> {
  if (rows.length === 0) return [];
  const sealer = await rowSealerOf(kernel.keys, transaction, load);
  const unnamed = rows.flatMap(({ kind, employmentId }) => (kind === 'left' && employmentId ? [employmentId] : []));
  const employments = await employmentStore(transaction).byIds(unnamed);
  const persons = await openPersons(kernel.keys, transaction, employments);
  const left = new Map<string, EntryFields>(
    employments.map((one) => [one.id, entryOf(one, persons.get(one.id) ?? erased)]),
  );
  return rows.flatMap((row) => {
    const entry = entryIn(row, sealer) ?? left.get(row.employmentId ?? '');
    return entry === undefined ? [] : [viewOf(row, entry)];
  });
}

const erased: PersonFields = { name: '—', formerNames: [], documents: [] };

function viewOf(row: Row, entry: EntryFields): RosterRow {
  const { postClass, postTitle, employmentForm, fromDate, untilDate } = entry;
  return {
    id: row.id,
    kind: row.kind,
    ...(row.rowNumber === null ? {} : { rowNumber: row.rowNumber }),
    ...maskedPerson(entry.person),
    postClass,
    ...(postTitle ? { postTitle } : {}),
    employmentForm,
    fromDate,
    ...(untilDate ? { untilDate } : {}),
    changes: row.changes.map((one) => words.differences[one]),
    fields: [...row.problems],
    ...(row.refused !== null && isErrorCode(row.refused) ? { refused: errorDefinition(row.refused).title } : {}),
  };
}
