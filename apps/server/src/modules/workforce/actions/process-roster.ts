import { civilDateAt } from '@gatehouse/law';
import { act } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { readStoredTable, type StoredTable } from '../../../kernel/files/stored-table.js';
import { systemViewer } from '../../../kernel/viewer.js';
import type { Workplace } from '../doors.js';
import { rosterColumns, rosterLimits } from '../file/columns.js';
import { type Load, loadStore } from '../store/load-store.js';
import { rowSealerOf, rowStore } from '../store/row-store.js';
import { comparedRows } from './compare-rows.js';
import { partOfUnit } from './joint-parts.js';

const viewer = systemViewer('roster-reader');

/** Rows written together: they and the load's progress stand or fall as one. */
export const rowsInChunk = 100;

/**
 * Reads and compares a load from where it stands to its end, chunk by chunk. Killed, it goes on with the first row that is not
 * there; stopped, it ends after the chunk under way.
 */
export async function processRoster(at: Workplace, loadId: string): Promise<void> {
  const { kernel } = at;
  const load = await withTransaction(kernel.database, viewer, kernel.clock.now(), (transaction) =>
    loadStore(transaction).byId(loadId),
  );
  if (load.state !== 'READING' && load.state !== 'COMPARING') return;
  const file =
    load.jointFileId === null
      ? await readStoredTable(kernel, viewer, load.fileId, rosterColumns, rosterLimits)
      : await partOfUnit(at, load);
  const unusable = file.ok ? undefined : file.problems;
  await begin(at, loadId, file.ok ? file : undefined, unusable);
  if (!file.ok) return;
  await compareAll(at, loadId, file);
}

/** Compares what is left of a load, chunk by chunk, while it may go on. */
export async function compareAll(
  at: Workplace,
  loadId: string,
  file: StoredTable,
  goesOn: () => Promise<boolean> = async () => true,
): Promise<void> {
  for (let more = true; more && (await goesOn());) more = await compareChunk(at, loadId, file);
}

async function begin(
  { kernel }: Workplace,
  id: string,
  file: StoredTable | undefined,
  unusable: readonly { readonly code: string }[] | undefined,
): Promise<void> {
  await act(kernel, viewer, 'workforce.compare-roster', async (context) => {
    const store = loadStore(context);
    const load = await store.held(id);
    const rows = file?.table.rows.length ?? 0;
    if (unusable !== undefined && load.state === 'READING')
      await store.update(load, { state: 'REFUSED', problems: JSON.stringify(unusable) });
    else if (file !== undefined && load.state === 'READING')
      await store.update(load, {
        state: 'COMPARING',
        rows,
        columns: JSON.stringify(file.understood),
        problems: JSON.stringify(file.notes),
      });
    await context.record({
      object: { kind: 'workforce.roster', id },
      details: unusable === undefined ? { rows } : { refused: unusable.map(({ code }) => code) },
    });
  });
}

/** The next rows; false when there are none left or the load was stopped. After the last one it is settled who has left. */
async function compareChunk(at: Workplace, id: string, { table, columns }: StoredTable): Promise<boolean> {
  const { kernel } = at;
  return act(kernel, viewer, 'workforce.compare-roster', async (context) => {
    const store = loadStore(context);
    const load = await store.held(id);
    const isOn = load.state === 'COMPARING';
    const rows = isOn ? table.rows.slice(load.done, load.done + rowsInChunk) : [];
    const done = load.done + rows.length;
    const isComplete = done >= table.rows.length;
    if (isOn) {
      await rowStore(context).insert(
        id,
        await comparedRows(context, at, load, columns, rows),
        await rowSealerOf(kernel.keys, context, load),
      );
      if (isComplete) await settleLeft(load, context);
      await store.progress(id, { done, state: isComplete ? 'READY' : 'COMPARING' });
    }
    await context.record({ object: { kind: 'workforce.roster', id }, details: { from: load.done, to: done } });
    return isOn && !isComplete;
  });
}

/** Where the file names the whole staff, whoever it does not name has left. */
export async function settleLeft(load: Load, context: Parameters<typeof rowStore>[0]): Promise<void> {
  if (load.whole) await rowStore(context).settleLeft(load, civilDateAt(context.now));
}
