import { civilDateAt } from '@gatehouse/law';
import type { MatchedColumn, TableRow } from '@gatehouse/tabular';
import type { ActContext } from '../../../kernel/act.js';
import { newId } from '../../../kernel/ids.js';
import type { Workplace } from '../doors.js';
import { placed, readRow } from '../file/read-row.js';
import { type CheckedRow, compareRows, type StandingEmployment } from '../rules/compare.js';
import type { EntryFields } from '../rules/entry-check.js';
import { employmentStore } from '../store/employment-store.js';
import type { Load } from '../store/load-store.js';
import { openPersons } from '../store/person-sealing.js';
import { type DocumentTokens, documentTokens } from '../store/person-store.js';
import { type ComparedRow, rowStore } from '../store/row-store.js';
import { checkedEntry, personToKeep } from './write-employment.js';

type TokenRow = CheckedRow & { readonly id: string; readonly documents: DocumentTokens };

/** Checks and compares rows of a file. */
export async function comparedRows(
  context: ActContext,
  at: Workplace,
  load: Load,
  columns: readonly MatchedColumn[],
  rows: readonly TableRow[],
): Promise<ComparedRow[]> {
  const checked = rows.map((row) => {
    const { entry, problems } = readRow(at.doors.law.pack, columns, row);
    return checkedRow(at, context.now, { id: newId(), rowNumber: row.rowNumber, entry, problems });
  });
  const compared = await comparedWithRoster(context, at, load, checked);
  return compared.map((row) => ({ ...row, problems: placed(row.problems, columns, row.rowNumber) }));
}

/** Checks and compares one row as it was mended. */
export async function comparedEntry(
  context: ActContext,
  at: Workplace,
  load: Load,
  row: { readonly id: string; readonly rowNumber: number; readonly entry: EntryFields },
): Promise<ComparedRow> {
  const checked = checkedRow(at, context.now, { ...row, problems: [] });
  const [compared] = await comparedWithRoster(context, at, load, [checked]);
  if (compared === undefined) throw new Error('a row was not compared');
  return { ...compared, problems: placed(compared.problems, [], row.rowNumber) };
}

function checkedRow(
  at: Workplace,
  now: Date,
  { id, rowNumber, entry, problems }: Pick<TokenRow, 'id' | 'rowNumber' | 'entry' | 'problems'>,
): TokenRow {
  const found = checkedEntry(at, now, entry);
  const documents = documentTokens(at.kernel.keys, found.documents);
  return {
    id,
    rowNumber,
    entry: { ...entry, person: personToKeep(entry.person, found.documents) },
    problems: [...problems, ...found.problems],
    tokens: documents.held.map((token) => token.toString('hex')),
    documents,
  };
}

async function comparedWithRoster(
  context: ActContext,
  at: Workplace,
  load: Load,
  rows: readonly TokenRow[],
): Promise<ComparedRow[]> {
  const held = rows.flatMap(({ documents }) => documents.held);
  const standing = await standingOf(context, at, load.unitId, held);
  const ids = standing.map(({ id }) => id);
  const earlier = await rowStore(context).about(
    load.id,
    held,
    ids,
    rows.map(({ id }) => id),
  );
  const comparisons = compareRows(
    rows,
    standing,
    earlier.map(({ rowNumber, postClass, tokens, employmentId }) => ({
      rowNumber: rowNumber ?? 0,
      postClass,
      tokens: tokens.map((token) => token.toString('hex')),
      employmentId,
    })),
  );
  return comparisons.map(({ kind, employment, changes, problems }, index) => {
    const { id, rowNumber, entry, documents } = rows[index] as TokenRow;
    const employmentId = employment?.id ?? null;
    const employmentVersion = employment?.version ?? null;
    return {
      id,
      rowNumber,
      kind,
      entry,
      tokens: documents.kept,
      employmentId,
      employmentVersion,
      changes,
      problems,
    };
  });
}

async function standingOf(
  context: ActContext,
  { kernel }: Workplace,
  unitId: string,
  held: readonly Buffer[],
): Promise<StandingEmployment[]> {
  const found = await employmentStore(context).openByTokens(unitId, held, civilDateAt(context.now));
  const rows = [...new Map(found.map((row) => [row.id, row])).values()];
  const persons = await openPersons(kernel.keys, context, rows);
  return rows.map((row) => ({
    id: row.id,
    version: row.version,
    terms: row,
    person: persons.get(row.id),
    tokens: found.filter(({ id }) => id === row.id).map(({ token }) => token.toString('hex')),
  }));
}
