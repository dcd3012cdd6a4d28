import { civilDateAt, prohibitionAlarmDay } from '@gatehouse/law';
import { type ActContext, act } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { systemViewer } from '../../../kernel/viewer.js';
import type { Desk } from '../doors.js';
import { breachOf } from '../rules/breach.js';
import { alarmsOf, closesOn } from '../rules/due.js';
import type { Order } from '../rules/order.js';
import { spanOf } from '../rules/span.js';
import { alarmStore, placementStore } from '../store/placement-store.js';
import { orderOf, prohibitionStore, type ProhibitionRow } from '../store/prohibition-store.js';
import { placeInList } from '../views/prohibition-view.js';

const viewer = systemViewer('supervision');
const chunk = 100;

/**
 * Looks at every order in force once a day, and at what changed since: breaches, alarms, and what has ended. An act for each order, so that
 * a kill costs one, and one that fails leaves the others for the next turn.
 */
export async function sweepProhibitions(desk: Desk): Promise<void> {
  const { kernel } = desk;
  const seen = new Set<string>();
  for (;;) {
    const today = civilDateAt(kernel.clock.now());
    const ids = await withTransaction(kernel.database, viewer, kernel.clock.now(), (transaction) =>
      prohibitionStore(transaction).toSweep(today, chunk),
    );
    const fresh = ids.filter((id) => !seen.has(id));
    if (fresh.length === 0) break;
    for (const id of fresh) {
      seen.add(id);
      await sweepOne(desk, id, today);
    }
  }
  await arrangeProhibitions(desk);
}

/** Writes beside orders that changed, or were looked at, what is due first of them: in that order they are listed. */
export async function arrangeProhibitions(desk: Desk): Promise<void> {
  const { kernel } = desk;
  for (;;) {
    const ids = await withTransaction(kernel.database, viewer, kernel.clock.now(), (transaction) =>
      prohibitionStore(transaction).toArrange(chunk),
    );
    if (ids.length === 0) return;
    await act(kernel, viewer, 'supervision.arrange-list', (context) => arrangeThese(desk, context, ids));
  }
}

async function arrangeThese({ doors }: Desk, context: ActContext, ids: readonly string[]): Promise<void> {
  const placements = await placementStore(context).of(ids);
  for (const id of ids) {
    const row = await prohibitionStore(context).held(id);
    const read = { row, order: orderOf(row), placements: placements.get(id) ?? [] };
    const divisionCode =
      row.divisionCode ?? (await doors.organisation(context, row.organisationId))?.divisionCode ?? null;
    await prohibitionStore(context).arrange(id, { ...placeInList(read, doors.law, context.now), divisionCode });
  }
  await context.record({ details: { prohibitions: ids.length } });
}

async function sweepOne(desk: Desk, id: string, today: string): Promise<void> {
  await act(desk.kernel, viewer, 'supervision.sweep', async (context) => {
    const store = prohibitionStore(context);
    const row = await store.held(id);
    await context.record({ object: aboutOrder(row) });
    if (row.state !== 'VERIFIED') return;
    const order = orderOf(row);
    await findBreaches(desk, context, row, order);
    await raiseAlarms(desk, context, row, order, today);
    if (closesOn(order, desk.doors.law, today)) await close(desk, context, row);
    await store.markSwept(id, today);
  });
}

/** A breach that was found stays one, also when the placement has ended since. */
async function findBreaches({ doors }: Desk, context: ActContext, row: ProhibitionRow, order: Order): Promise<void> {
  const placements = placementStore(context);
  const span = spanOf(order, doors.law);
  for (const placed of (await placements.of([row.id])).get(row.id) ?? []) {
    if (placed.breachSince !== null) continue;
    const breach = breachOf(placed, span, doors.law, context.now);
    if (breach === undefined) continue;
    await placements.update(placed.id, { breachKind: breach.kind, breachSince: breach.since });
    const details = { placement: placed.id, kind: breach.kind, responsible: row.organisationId };
    await context.record({ object: aboutOrder(row), details }, 'supervision.find-breach');
  }
}

async function raiseAlarms(
  { doors }: Desk,
  context: ActContext,
  row: ProhibitionRow,
  order: Order,
  today: string,
): Promise<void> {
  const alarms = alarmStore(context);
  const { id: prohibitionId, organisationId } = row;
  const sounding = alarmsOf(order, doors.law, today);
  for (const alarm of sounding) {
    const dueOn = prohibitionAlarmDay(alarm, order.effectiveOn, spanOf(order, doors.law).ends);
    if (dueOn === null || !(await alarms.raise({ prohibitionId, alarm: alarm.id, organisationId, dueOn }))) continue;
    const details = { alarm: alarm.id, responsible: organisationId };
    await context.record({ object: aboutOrder(row), authority: alarm.source, details }, 'supervision.raise-alarm');
  }
  await alarms.settleOthers(
    prohibitionId,
    sounding.map(({ id }) => id),
  );
}

/** Its last day has passed: it is closed here, and what was told of it ends. Other orders about the person go on. */
async function close({ doors }: Desk, context: ActContext, row: ProhibitionRow): Promise<void> {
  const entryId = await context.record({ object: aboutOrder(row) }, 'supervision.close-prohibition');
  const { toldId } = row;
  if (toldId !== null) {
    const body = { prohibitionId: toldId, endedAt: context.now.toISOString() };
    await doors.sendToPlatform(context, 'prohibition.end', [{ body, entryId }]);
  }
  await prohibitionStore(context).update(row, { state: 'EXPIRED' }, { verb: 'expire' });
  await alarmStore(context).settleOthers(row.id, []);
}

function aboutOrder({ id }: Pick<ProhibitionRow, 'id'>) {
  return { kind: 'supervision.prohibition', id };
}
