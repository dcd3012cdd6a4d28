import type { AnswerOf, prohibitionEndpoints, RequestOf } from '@gatehouse/contract';
import { readAct } from '../../../kernel/act.js';
import { pageFrom, readCursor } from '../../../kernel/cursor.js';
import { refuse } from '../../../kernel/errors.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Desk } from '../doors.js';
import { openOrders } from '../store/order-sealing.js';
import { placementStore } from '../store/placement-store.js';
import { orderOf, type ProhibitionPosition, prohibitionStore } from '../store/prohibition-store.js';
import { prohibitionLine } from '../views/prohibition-view.js';
import { keeperOf } from './keeper-of.js';

/** The orders of the own procuratorate, or of those below it; what is due first on top. */
export async function listProhibitions(
  desk: Desk,
  viewer: Viewer,
  { ended, below, limit, cursor }: RequestOf<typeof prohibitionEndpoints.list>['query'],
): Promise<AnswerOf<typeof prohibitionEndpoints.list>> {
  if (viewer.kind !== 'account') refuse('not-signed-in');
  const { kernel, doors } = desk;
  return readAct(kernel, viewer, 'supervision.list-prohibitions', async (context) => {
    const { organisationId } = viewer;
    const filter = { organisationId, isBelow: below === 'yes', isEnded: ended === 'yes' };
    const found = await prohibitionStore(context).page(filter, limit + 1, positionFrom(cursor));
    const page = pageFrom(found, limit, ({ position: { rank, clock, id } }) => [rank, clock, id]);
    const rows = page.items;
    const opened = await openOrders(kernel.keys, context, rows);
    const placements = await placementStore(context).of(rows.map(({ id }) => id));
    context.record({ details: { prohibitions: rows.map(({ id }) => id), ended, below } });
    const items = [];
    for (const row of rows) {
      const read = { row, order: orderOf(row), placements: placements.get(row.id) ?? [] };
      const line = prohibitionLine(read, opened.get(row.id)?.person.name ?? '—', doors.law, context.now);
      items.push({ ...line, ...(await keeperOf(desk, context, viewer, row)) });
    }
    return { ...page, items };
  });
}

function positionFrom(cursor: string | undefined): ProhibitionPosition | undefined {
  const [rank, clock, id] = readCursor(cursor, 3) ?? [];
  return id === undefined ? undefined : { rank: Number(rank), clock: String(clock), id: String(id) };
}
