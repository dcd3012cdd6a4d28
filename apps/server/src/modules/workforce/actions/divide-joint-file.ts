import { act, type ActContext } from '../../../kernel/act.js';
import type { StoredTable } from '../../../kernel/files/stored-table.js';
import { newId } from '../../../kernel/ids.js';
import { newSealer, sealersFor } from '../../../kernel/sealing.js';
import { systemViewer } from '../../../kernel/viewer.js';
import type { Workplace } from '../doors.js';
import { type Division, divideRows, mayTellLeft, unplacedRows } from '../rules/divide.js';
import { entryProblem } from '../rules/entry-check.js';
import { type JointFile, jointFileStore } from '../store/joint-file-store.js';
import { type Load, loadStore } from '../store/load-store.js';
import {
  isAtWork,
  jointFileNow,
  type JointTable,
  lostSince,
  partOf,
  readJoint,
  unitsOfFile,
  type Unusable,
} from './joint-parts.js';
import { compareAll } from './process-roster.js';
import { giveWay } from './upload-roster.js';

const viewer = systemViewer('roster-reader');

/**
 * Divides a file by unit and compares the part of each as a load of that unit, one unit after the other. Killed, it goes on with the
 * first part that is not compared; stopped, it ends after the chunk under way.
 */
export async function divideJointFile(at: Workplace, id: string): Promise<void> {
  const joint = await jointFileNow(at, id);
  if (!isAtWork(joint)) return;
  const table = await readJoint(at, joint);
  const division = await begin(at, id, table);
  if (division === undefined || !table.ok) return;
  const goesOn = async (): Promise<boolean> => isAtWork(await jointFileNow(at, id));
  for (const [unitId, places] of division.byUnit) {
    const part = partOf(table, places);
    const load = await openPart(at, id, unitId, part, joint.whole && mayTellLeft(division.unplaced));
    if (load !== undefined) await compareAll(at, load.id, part, goesOn);
    if (!(await goesOn())) return;
  }
  await act(at.kernel, viewer, 'workforce.divide-joint-file', async (context) => {
    const held = await jointFileStore(context).held(id);
    if (isAtWork(held)) await jointFileStore(context).update(held, { state: 'DIVIDED' });
    await context.record({ object: { kind: 'workforce.joint_file', id }, details: { units: division.byUnit.size } });
  });
}

/** Writes down how the file was understood and which rows are whose; undefined where it cannot be gone on with. */
async function begin(at: Workplace, id: string, table: JointTable | Unusable): Promise<Division | undefined> {
  return act(at.kernel, viewer, 'workforce.divide-joint-file', async (context) => {
    const store = jointFileStore(context);
    const joint = await store.held(id);
    const object = { kind: 'workforce.joint_file', id };
    if (!table.ok) {
      if (isAtWork(joint)) await store.update(joint, { state: 'REFUSED', problems: JSON.stringify(table.problems) });
      await context.record({ object, details: { refused: table.problems.map(({ code }) => code) } });
      return undefined;
    }
    const units = await unitsOfFile(context, at, joint);
    const division = divideRows(table.called, units);
    const notes = joint.whole && !mayTellLeft(division.unplaced) ? [entryProblem('file', 'nobody-left')] : [];
    const counts = { rows: table.table.rows.length, units: division.byUnit.size };
    if (isAtWork(joint))
      await store.update(joint, {
        ...counts,
        state: 'DIVIDING',
        known: JSON.stringify(units),
        columns: JSON.stringify(understood(table)),
        problems: JSON.stringify([...table.notes, ...notes]),
        unplaced: JSON.stringify(division.unplaced),
        unplacedRows: unplacedRows(division.unplaced),
      });
    await context.record({ object, details: { ...counts, unplaced: division.unplaced.length } });
    return isAtWork(joint) ? division : undefined;
  });
}

function understood({ understood: headers, columns }: StoredTable) {
  return headers.map((one, index) => {
    const key = columns.find((column) => column.index === index)?.key;
    return { ...one, ...(key === undefined ? {} : { key }) };
  });
}

/**
 * The load of a unit for its part: the one there is, or a new one, in whose way an earlier part that was not taken goes. Undefined where
 * the file was stopped, or where the unit can have none, which is noted with its reason: what the unit itself sent stays.
 */
async function openPart(
  at: Workplace,
  id: string,
  unitId: string,
  part: StoredTable,
  whole: boolean,
): Promise<Load | undefined> {
  return act(at.kernel, viewer, 'workforce.bring-roster', async (context) => {
    const joint = await jointFileStore(context).held(id);
    const own = await loadStore(context).ofJointFile(id, unitId);
    const details = { unit: unitId, rows: part.table.rows.length };
    const record = (became: Readonly<Record<string, string>>): Promise<unknown> =>
      context.record({ object: { kind: 'workforce.joint_file', id }, details: { ...details, ...became } });
    if (own !== undefined || !isAtWork(joint)) {
      await record(own === undefined ? { stopped: 'before-it' } : { load: own.id });
      return own;
    }
    const before = await loadStore(context).openOf(unitId);
    const leftOut = (await lostSince(context, at, unitId, joint)) ?? (mayReplace(before) ? undefined : 'unit-has-load');
    if (leftOut !== undefined) {
      const row = part.table.rows[0]?.rowNumber ?? 0;
      const by = part.columns.some(({ key }) => key === 'unitCode') ? 'unitCode' : 'unitName';
      await jointFileStore(context).note(id, [{ row, by, code: leftOut, rows: part.table.rows.length }]);
      await record({ leftOut });
      return undefined;
    }
    if (before !== undefined) await giveWay(context, before);
    await jointFileStore(context).note(id, []);
    const load = await insertPart(at, context, joint, { unitId, part, whole });
    await record({ load: load.id, ...(before === undefined ? {} : { instead: before.id }) });
    return load;
  });
}

/** Whether a part may take the place of what a unit has underway: of an earlier part, while it is not being taken. */
function mayReplace(before: Load | undefined): boolean {
  if (before === undefined) return true;
  return before.jointFileId !== null && before.state !== 'TAKING' && before.stoppedIn !== 'TAKING';
}

async function insertPart(
  { kernel: { keys } }: Workplace,
  context: ActContext,
  joint: JointFile,
  { unitId, part, whole }: { readonly unitId: string; readonly part: StoredTable; readonly whole: boolean },
): Promise<Load> {
  const sealer = await newSealer(keys, context, 'workforce.load', 'workforce.roster_load');
  const named = (await sealersFor(keys, context, [joint.dataKeyId], 'workforce.joint_file')).get(joint.dataKeyId);
  const id = newId();
  return loadStore(context).insert({
    id,
    unitId,
    createdBy: joint.createdBy,
    dataKeyId: sealer.dataKeyId,
    fileName: sealer.seal('file_name', id, named?.open('file_name', joint.id, joint.fileName) ?? '—'),
    fileId: joint.fileId,
    whole,
    jointFileId: joint.id,
    state: 'COMPARING',
    rows: part.table.rows.length,
    columns: JSON.stringify(part.understood),
  });
}
