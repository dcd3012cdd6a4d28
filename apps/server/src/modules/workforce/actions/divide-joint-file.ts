import { act } from '../../../kernel/act.js';
import type { StoredTable } from '../../../kernel/files/stored-table.js';
import { newId } from '../../../kernel/ids.js';
import { newSealer, sealersFor } from '../../../kernel/sealing.js';
import { systemViewer } from '../../../kernel/viewer.js';
import type { Workplace } from '../doors.js';
import { mayTellLeft } from '../rules/divide.js';
import { entryProblem } from '../rules/entry-check.js';
import { jointFileStore } from '../store/joint-file-store.js';
import { type Load, loadStore } from '../store/load-store.js';
import { rowStore } from '../store/row-store.js';
import { type Divided, dividedFile, isAtWork, jointFileNow, partOf, type Unusable } from './joint-parts.js';
import { compareAll } from './process-roster.js';

const viewer = systemViewer('roster-reader');

/**
 * Divides a file by unit and compares the part of each as a load of that unit, one unit after the other. Killed, it goes on with the
 * first part that is not compared; stopped, it ends after the chunk under way.
 */
export async function divideJointFile(at: Workplace, id: string): Promise<void> {
  const joint = await jointFileNow(at, id);
  if (!isAtWork(joint)) return;
  const divided = await dividedFile(at, joint);
  if (!(await begin(at, id, divided)) || 'ok' in divided) return;
  const { file, division } = divided;
  for (const [unitId, places] of division.byUnit) {
    const part = partOf(file, places);
    const load = await openPart(at, id, unitId, divided, part);
    if (load !== undefined) await compareAll(at, load.id, part, async () => isAtWork(await jointFileNow(at, id)));
    if (!isAtWork(await jointFileNow(at, id))) return;
  }
  await act(at.kernel, viewer, 'workforce.divide-joint-file', async (context) => {
    const held = await jointFileStore(context).held(id);
    if (isAtWork(held)) await jointFileStore(context).update(held, { state: 'DIVIDED' });
    await context.record({ object: { kind: 'workforce.joint_file', id }, details: { units: division.byUnit.size } });
  });
}

/** Writes down how the file was understood and which rows are nobody's; false where it cannot be gone on with. */
async function begin(at: Workplace, id: string, divided: Divided | Unusable): Promise<boolean> {
  return act(at.kernel, viewer, 'workforce.divide-joint-file', async (context) => {
    const store = jointFileStore(context);
    const joint = await store.held(id);
    const object = { kind: 'workforce.joint_file', id };
    if ('ok' in divided) {
      if (isAtWork(joint)) await store.update(joint, { state: 'REFUSED', problems: JSON.stringify(divided.problems) });
      await context.record({ object, details: { refused: divided.problems.map(({ code }) => code) } });
      return false;
    }
    const { file, division } = divided;
    const notes = joint.whole && !mayTellLeft(division.unplaced) ? [entryProblem('file', 'nobody-left')] : [];
    if (isAtWork(joint))
      await store.update(joint, {
        state: 'DIVIDING',
        rows: file.table.rows.length,
        units: division.byUnit.size,
        columns: JSON.stringify(understood(file)),
        problems: JSON.stringify([...file.notes, ...notes]),
        unplaced: JSON.stringify(division.unplaced),
      });
    await context.record({
      object,
      details: { rows: file.table.rows.length, units: division.byUnit.size, unplaced: division.unplaced.length },
    });
    return isAtWork(joint);
  });
}

function understood({ understood: headers, columns }: StoredTable) {
  return headers.map((one, index) => {
    const key = columns.find((column) => column.index === index)?.key;
    return { ...one, ...(key === undefined ? {} : { key }) };
  });
}

/**
 * The load of a unit for its part: the one there is, or a new one, in whose way an earlier part that was not taken goes. Undefined where it is
 * through, or where the unit has a file of its own underway, which is noted and stays.
 */
async function openPart(
  at: Workplace,
  id: string,
  unitId: string,
  { division, file }: Divided,
  part: StoredTable,
): Promise<Load | undefined> {
  const { keys } = at.kernel;
  return act(at.kernel, viewer, 'workforce.bring-roster', async (context) => {
    const loads = loadStore(context);
    const joint = await jointFileStore(context).held(id);
    const own = await loads.ofJointFile(id, unitId);
    const details = { unit: unitId, rows: part.table.rows.length };
    await context.record({ object: { kind: 'workforce.joint_file', id }, details });
    if (own !== undefined || !isAtWork(joint)) return own;
    const before = await loads.openOf(unitId);
    const isTaking = before?.state === 'TAKING' || before?.stoppedIn === 'TAKING';
    if (before !== undefined && (before.jointFileId === null || isTaking)) {
      const row = part.table.rows[0]?.rowNumber ?? 0;
      const by = part.columns.some(({ key }) => key === 'unitCode') ? 'unitCode' : 'unitName';
      await jointFileStore(context).note(id, [{ row, by, code: 'unit-has-load', rows: part.table.rows.length }]);
      return undefined;
    }
    if (before !== undefined) {
      await loads.update(before, { state: 'DISCARDED', stoppedIn: null });
      await rowStore(context).removeOf(before.id);
    }
    const sealer = await newSealer(keys, context, 'workforce.load', 'workforce.roster_load');
    const named = (await sealersFor(keys, context, [joint.dataKeyId], 'workforce.joint_file')).get(joint.dataKeyId);
    const loadId = newId();
    await jointFileStore(context).note(id, []);
    return loads.insert({
      id: loadId,
      unitId,
      createdBy: joint.createdBy,
      dataKeyId: sealer.dataKeyId,
      fileName: sealer.seal('file_name', loadId, named?.open('file_name', id, joint.fileName) ?? '—'),
      fileId: joint.fileId,
      whole: joint.whole && mayTellLeft(division.unplaced),
      jointFileId: id,
      state: 'COMPARING',
      rows: part.table.rows.length,
      columns: JSON.stringify(file.understood),
    });
  });
}
