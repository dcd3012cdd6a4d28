import type { FieldProblem } from '@gatehouse/contract';
import { type Transaction, withTransaction } from '../../../kernel/database/transaction.js';
import { readStoredTable, type StoredTable } from '../../../kernel/files/stored-table.js';
import { systemViewer } from '../../../kernel/viewer.js';
import type { Organisation, Workplace } from '../doors.js';
import { rosterLimits } from '../file/columns.js';
import { calledRows, jointColumns } from '../file/joint.js';
import { type CalledRow, divideRows, type NamedUnit } from '../rules/divide.js';
import { entryProblem } from '../rules/entry-check.js';
import { type JointFile, jointFileStore } from '../store/joint-file-store.js';
import type { Load } from '../store/load-store.js';

const viewer = systemViewer('roster-reader');

/** A file that cannot be divided, with what is wrong with it. */
export type Unusable = { readonly ok: false; readonly problems: readonly FieldProblem[] };

/** A file that was read, and what each of its rows calls its unit. */
export type JointTable = StoredTable & { readonly called: readonly CalledRow[] };

/** The rows of one unit, where its load is gone on with by itself. */
export async function partOfUnit(at: Workplace, load: Load): Promise<StoredTable | Unusable> {
  const joint = await jointFileNow(at, load.jointFileId ?? '');
  const table = await readJoint(at, joint);
  if (!table.ok) return table;
  const units = await withTransaction(at.kernel.database, viewer, at.kernel.clock.now(), (transaction) =>
    unitsOfFile(transaction, at, joint),
  );
  return partOf(table, divideRows(table.called, units).byUnit.get(load.unitId) ?? []);
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

/** Reads a file, which has to say of each row whose it is. */
export async function readJoint({ kernel }: Workplace, { fileId }: JointFile): Promise<JointTable | Unusable> {
  const file = await readStoredTable(kernel, viewer, fileId, jointColumns, rosterLimits);
  if (!file.ok) return file;
  const called = calledRows(file);
  return called === undefined
    ? { ok: false, problems: [entryProblem('file', 'unit-column-missing')] }
    : { ...file, called };
}

/**
 * The units by which a file is divided: those that the law pack maps to its authority, closed ones too, as they were when it was first
 * read. Were they looked up anew by whatever goes on with it, a unit renamed meanwhile could lose rows that were not compared yet.
 */
export async function unitsOfFile(
  transaction: Transaction,
  at: Workplace,
  { id, organisationId }: JointFile,
): Promise<readonly NamedUnit[]> {
  const known = await jointFileStore(transaction).known(id);
  if (known !== undefined) return known;
  const { doors } = at;
  const units: NamedUnit[] = [];
  for (const isOpen of [true, false]) {
    const below = await (isOpen ? doors.unitsBelow : doors.closedUnitsBelow)(transaction, organisationId);
    for (const unit of below)
      if (await isOf(transaction, at, unit, organisationId)) {
        const { id: unitId, creditCode, nameEn, nameZh } = unit;
        units.push({ id: unitId, creditCode, nameEn, nameZh, isOpen });
      }
  }
  return units;
}

/** Why an authority cannot bring anything for a unit any more; undefined where it can. */
export async function lostSince(
  transaction: Transaction,
  at: Workplace,
  unitId: string,
  { organisationId }: JointFile,
): Promise<'unit-closed' | 'unit-not-yours' | undefined> {
  const unit = await at.doors.organisation(transaction, unitId);
  if (unit === undefined || !(await isOf(transaction, at, unit, organisationId))) return 'unit-not-yours';
  return unit.closedAt === null ? undefined : 'unit-closed';
}

async function isOf(
  transaction: Transaction,
  { doors }: Workplace,
  unit: Organisation,
  organisationId: string,
): Promise<boolean> {
  return (await doors.authorityOf(transaction, unit)).reviewerId === organisationId;
}
