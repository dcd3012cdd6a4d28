import type { FieldProblem } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { readStoredTable, type StoredTable } from '../../../kernel/files/stored-table.js';
import { systemViewer } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { listColumns } from '../list/columns.js';
import { type Batch, batchStore } from '../store/batch-store.js';
import { writeRows } from './write-rows.js';

const viewer = systemViewer('list-reader');

/** Rows written together: the rows, their inquiries and the list's progress stand or fall as one. */
export const rowsInChunk = 100;

/**
 * Reads a list from where it stands to its end, chunk by chunk. Killed, it goes on with the first row that is not there;
 * stopped, it ends after the chunk under way; run twice at once, the chunks take turns.
 */
export async function processList(platform: Platform, batchId: string): Promise<void> {
  const { kernel } = platform;
  const batch = await withTransaction(kernel.database, viewer, kernel.clock.now(), (transaction) =>
    batchStore(transaction).byId(batchId),
  );
  if (batch.fileId === null || (batch.state !== 'READING' && batch.state !== 'PROCESSING')) return;
  const list = await readList(platform, batch);
  if (list === undefined) return;
  if (batch.state === 'READING') await begin(platform, batchId, list);
  for (let more = true; more;) more = await processChunk(platform, batchId, list);
}

/** Reads the file; one that cannot be used ends the list with what is wrong with it. */
async function readList(platform: Platform, batch: Batch): Promise<StoredTable | undefined> {
  const list = await readStoredTable(platform.kernel, viewer, batch.fileId ?? '', listColumns);
  return list.ok ? list : refuseList(platform, batch.id, list.problems);
}

async function refuseList({ kernel }: Platform, id: string, problems: readonly FieldProblem[]): Promise<undefined> {
  await act(kernel, viewer, 'inquiry.process-list', async (context) => {
    const store = batchStore(context);
    const batch = await store.held(id);
    await store.update(batch, { state: 'REFUSED', problems: JSON.stringify(problems) });
    await context.record({
      object: { kind: 'inquiry.list', id },
      details: { refused: problems.map(({ code }) => code) },
    });
  });
  return undefined;
}

async function begin({ kernel }: Platform, id: string, { table, understood, notes }: StoredTable): Promise<void> {
  await act(kernel, viewer, 'inquiry.process-list', async (context) => {
    const store = batchStore(context);
    const batch = await store.held(id);
    if (batch.state === 'READING')
      await store.update(batch, {
        state: 'PROCESSING',
        rows: table.rows.length,
        columns: JSON.stringify(understood),
        problems: JSON.stringify(notes),
      });
    await context.record({ object: { kind: 'inquiry.list', id }, details: { rows: table.rows.length } });
  });
}

/** The next rows; false when there are none left or the list was stopped. */
async function processChunk(platform: Platform, id: string, { table, columns }: StoredTable): Promise<boolean> {
  return act(platform.kernel, viewer, 'inquiry.process-list', async (context) => {
    const store = batchStore(context);
    const batch = await store.held(id);
    const rows = batch.state === 'PROCESSING' ? table.rows.slice(batch.done, batch.done + rowsInChunk) : [];
    await writeRows(context, platform, batch, columns, rows);
    const done = batch.done + rows.length;
    const complete = done >= table.rows.length;
    if (batch.state === 'PROCESSING') await store.progress(id, { done, state: complete ? 'READY' : 'PROCESSING' });
    await context.record({ object: { kind: 'inquiry.list', id }, details: { from: batch.done, to: done } });
    return batch.state === 'PROCESSING' && !complete;
  });
}
