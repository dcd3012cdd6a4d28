import type { AnswerOf, prohibitionEndpoints, RequestOf } from '@gatehouse/contract';
import { readAct } from '../../../kernel/act.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Desk } from '../doors.js';
import { openOrders } from '../store/order-sealing.js';
import { placementStore } from '../store/placement-store.js';
import { orderOf, prohibitionStore } from '../store/prohibition-store.js';
import { dueFirst, prohibitionLine } from '../views/prohibition-view.js';

/** The orders of the own procuratorate, what is due first on top. */
export async function listProhibitions(
  { kernel, doors }: Desk,
  viewer: Viewer,
  { ended }: RequestOf<typeof prohibitionEndpoints.list>['query'],
): Promise<AnswerOf<typeof prohibitionEndpoints.list>> {
  return readAct(kernel, viewer, 'supervision.list-prohibitions', async (context) => {
    const rows = await prohibitionStore(context).list(ended === 'yes');
    const opened = await openOrders(kernel.keys, context, rows);
    const placements = await placementStore(context).of(rows.map(({ id }) => id));
    context.record({ details: { prohibitions: rows.map(({ id }) => id), ended } });
    const lines = rows.map((row) => {
      const read = { row, order: orderOf(row), placements: placements.get(row.id) ?? [] };
      return prohibitionLine(read, opened.get(row.id)?.person.name ?? '—', doors.law, context.now);
    });
    return { items: dueFirst(lines) };
  });
}
