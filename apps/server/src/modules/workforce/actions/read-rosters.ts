import type { Page, RosterFile, RosterProgress, RosterRow, RosterRowKind } from '@gatehouse/contract';
import type { z } from 'zod';
import { readAct } from '../../../kernel/act.js';
import { pageFrom, readCursor } from '../../../kernel/cursor.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Workplace } from '../doors.js';
import { loadStore } from '../store/load-store.js';
import { afterAllRows, rowStore } from '../store/row-store.js';
import { loadProgress, loadView } from '../views/load-view.js';
import { rowViews } from '../views/row-view.js';

/** One load with its progress: counts, and nothing of its file. */
export async function readRoster({ kernel }: Workplace, viewer: Viewer, id: string): Promise<RosterProgress> {
  return withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) =>
    loadProgress(transaction, await loadStore(transaction).byId(id)),
  );
}

/** The name of a load's file and its columns: either may name a person, so that showing them is an act. */
export async function readRosterFile(at: Workplace, viewer: Viewer, id: string): Promise<z.infer<typeof RosterFile>> {
  return readAct(at.kernel, viewer, 'workforce.read-roster-file', async (context) => {
    const { fileName, columns } = await loadView(at, context, await loadStore(context).byId(id));
    context.record({ object: { kind: 'workforce.roster', id } });
    return { fileName, columns };
  });
}

/** Rows of a load of one kind, in the order of the file. */
export async function readRosterRows(
  at: Workplace,
  viewer: Viewer,
  id: string,
  {
    kind,
    limit,
    cursor,
  }: { readonly kind: RosterRowKind; readonly limit: number; readonly cursor?: string | undefined },
): Promise<Page<RosterRow>> {
  return readAct(at.kernel, viewer, 'workforce.read-roster', async (context) => {
    const load = await loadStore(context).byId(id);
    const [rowNumber, rowId] = readCursor(cursor, 2) ?? [];
    const after = rowNumber === undefined ? undefined : { rowNumber: Number(rowNumber), id: String(rowId) };
    const rows = await rowStore(context).page(id, kind, limit + 1, after);
    const page = pageFrom(rows, limit, (row) => [row.rowNumber ?? afterAllRows, row.id]);
    context.record({ object: { kind: 'workforce.roster', id }, details: { kind, rows: page.items.length } });
    return { ...page, items: await rowViews(at, context, load, page.items) };
  });
}
