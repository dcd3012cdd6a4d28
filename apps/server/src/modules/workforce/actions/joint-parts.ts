import type { FieldProblem } from '@gatehouse/contract';
import { type Transaction, withTransaction } from '../../../kernel/database/transaction.js';
import { readStoredTable, type StoredTable } from '../../../kernel/files/stored-table.js';
import { systemViewer } from '../../../kernel/viewer.js';
import type { Workplace } from '../doors.js';
import { rosterLimits } from '../file/columns.js';
import { calledRows, jointColumns } from '../file/joint.js';
import { type Division, divideRows, type NamedUnit } from '../rules/divide.js';
import { entryProblem } from '../rules/entry-check.js';
import { type JointFile, jointFileStore } from '../store/joint-file-store.js';
import type { Load } from '../store/load-store.js';

const viewer = systemViewer('roster-reader');

/** A file that cannot be divided, with what is wrong with it. */
export type Unusable = { readonly ok: false; readonly problems: readonly FieldProblem[] };

/** A file that was read, and which of its rows are whose. */
export type Divided = { readonly file: StoredTable; readonly division: Division };

/** The rows of one unit, where its load is gone on with by itself. */
export async function partOfUnit(at: Workplace, load: Load): Promise<StoredTable | Unusable> {
  const divided = await dividedFile(at, await jointFileNow(at, load.jointFileId ?? ''));
  if ('ok' in divided) return divided;
  return partOf(divided.file, divided.division.byUnit.get(load.unitId) ?? []);
}

/** A file as it stands now. */
export async function jointFileNow({ kernel }: Workplace, id: string): Promise<JointFile> {
  return withTransaction(kernel.database, viewer, kernel.clock.now(), (transaction) =>
    jointFileStore(transaction).byId(id),
  );
}

/** Whether its job may go on. */
export function isAtWork({ state }: JointFile): boolean {
  return state === 'READING' || state === 'DIVIDING';
}

/** A file with these of its rows alone. */
export function partOf(file: StoredTable, places: readonly number[]): StoredTable {
  return { ...file, table: { ...file.table, rows: places.flatMap((place) => file.table.rows[place] ?? []) } };
}

/** Reads a file and divides it by the units that its authority has today. */
export async function dividedFile(at: Workplace, joint: JointFile): Promise<Divided | Unusable> {
  const { kernel } = at;
  const file = await readStoredTable(kernel, viewer, joint.fileId, jointColumns, rosterLimits);
  if (!file.ok) return file;
  const called = calledRows(file);
  if (called === undefined) return { ok: false, problems: [entryProblem('file', 'unit-column-missing')] };
  const units = await withTransaction(kernel.database, viewer, kernel.clock.now(), (transaction) =>
    unitsOfAuthority(transaction, at, joint.organisationId),
  );
  return { file, division: divideRows(called, units) };
}

/** The units that the law pack maps to this authority, closed ones too. */
async function unitsOfAuthority(
  transaction: Transaction,
  { doors }: Workplace,
  organisationId: string,
): Promise<NamedUnit[]> {
  const units: NamedUnit[] = [];
  for (const isOpen of [true, false]) {
    const below = await (isOpen ? doors.unitsBelow : doors.closedUnitsBelow)(transaction, organisationId);
    for (const unit of below)
      if ((await doors.authorityOf(transaction, unit)).reviewerId === organisationId) units.push({ ...unit, isOpen });
  }
  return units;
}
