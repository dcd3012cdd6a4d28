import type { AnswerOf, stopWorkEndpoints } from '@gatehouse/contract';
import { purposeRequirements } from '@gatehouse/law';
import { type ActContext, act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { endOf } from '../rules/clocks.js';
import { type Application, applicationStore } from '../store/application-store.js';
import { openPersons } from '../store/person-sealing.js';
import { stopWorkStore } from '../store/stop-work-store.js';

type Orders = AnswerOf<typeof stopWorkEndpoints.list>;

const mostShown = 200;

/**
 * Orders the authority to write to the unit, in the act that releases a record of serving staff. The pack says by when; where the
 * person heads or sponsors the unit the next authority up is told as well (decision A7).
 */
export async function orderStopWork({ doors }: Platform, context: ActContext, row: Application): Promise<void> {
  if (row.reviewerId === null) return;
  const unit = await doors.organisation(context, row.unitId);
  const { pack } = doors.law;
  const { reviewLevel } = purposeRequirements(pack, row.purpose, row.postClass, unit?.unitType ?? '', context.now);
  await stopWorkStore(context).insert({
    applicationId: row.id,
    authorityId: row.reviewerId,
    superiorId: reviewLevel === 'next_up' ? row.superiorId : null,
    dueAt: endOf(doors.law, 'stop_work_letter', context.now),
  });
}

/** The orders that this authority still has to write, or was told of. */
export async function listStopWorkOrders(platform: Platform, viewer: Viewer): Promise<Orders> {
  const { kernel, doors } = platform;
  return act(kernel, viewer, 'inquiry.list-stop-work-orders', async (context) => {
    const orders = await stopWorkStore(context).unsent(mostShown);
    const own = viewer.kind === 'account' ? viewer.organisationId : undefined;
    const rows = await applicationStore(context).byIds(orders.map(({ applicationId }) => applicationId));
    const byId = new Map(rows.map((row) => [row.id, row]));
    const persons = await openPersons(kernel.keys, context, rows);
    const called = await doors.called(
      context,
      rows.map(({ unitId }) => unitId),
    );
    const items: Orders['items'] = [];
    for (const order of orders) {
      const row = byId.get(order.applicationId);
      if (row === undefined) continue;
      items.push({
        inquiryId: row.id,
        name: persons.get(row.id)?.name ?? '',
        unit: called(row.unitId),
        postClass: row.postClass,
        orderedAt: order.orderedAt.toISOString(),
        dueAt: order.dueAt.toISOString(),
        overdue: order.dueAt < context.now,
        sentAt: null,
        part: order.authorityId === own ? 'write' : 'told',
      });
    }
    await context.record({ details: { inquiries: items.map(({ inquiryId }) => inquiryId) } });
    return { items };
  });
}

/**
 * The signed letter has left. Said twice, the first time counts.
 * @throws DomainError `not-found` for an order of another authority, or one that was cancelled
 */
export async function markStopWorkSent(
  { kernel }: Platform,
  viewer: Viewer,
  id: string,
): Promise<AnswerOf<typeof stopWorkEndpoints.markSent>> {
  if (viewer.kind !== 'account') refuse('not-signed-in');
  return act(kernel, viewer, 'inquiry.send-stop-work-order', async (context) => {
    const store = stopWorkStore(context);
    const order = await store.byInquiry(id);
    if (order === undefined || order.cancelledAt !== null || order.authorityId !== viewer.organisationId)
      refuse('not-found');
    await store.markSent(id, viewer.accountId);
    await context.record({ object: { kind: 'inquiry', id } });
    const sentAt = order.sentAt ?? context.now;
    return { inquiryId: id, sentAt: sentAt.toISOString() };
  });
}
