import { prohibitionReferralsFor } from '@gatehouse/law';
import { act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import { type Viewer, viewerName } from '../../../kernel/viewer.js';
import type { Desk } from '../doors.js';
import { breachOf } from '../rules/breach.js';
import { spanOf } from '../rules/span.js';
import { openOrder } from '../store/order-sealing.js';
import { placementStore } from '../store/placement-store.js';
import { orderOf, prohibitionStore } from '../store/prohibition-store.js';
import { placementOf } from '../views/placement-view.js';
import { entryAbout } from './write-prohibition.js';

/**
 * A procurator refers a breach that the rules found to one of those whom the law pack names. No machine refers.
 * @throws DomainError `not-found`; `prohibition-not-at-step` where there is no breach, or it was referred; `prohibition-referral-unknown`
 */
export async function referBreach(
  desk: Desk,
  viewer: Viewer,
  { id, placementId }: { readonly id: string; readonly placementId: string },
  { to, reason }: { readonly to: string; readonly reason: string },
): Promise<{ readonly id: string; readonly version: number }> {
  const { kernel, doors } = desk;
  return act(kernel, viewer, 'supervision.refer-breach', async (context) => {
    const row = await prohibitionStore(context).held(id);
    const placements = placementStore(context);
    const placed = (await placements.of([id])).get(id)?.find((one) => one.id === placementId) ?? refuse('not-found');
    const breach = breachOf(placementOf(placed), spanOf(orderOf(row), doors.law), doors.law, context.now);
    const since = placed.breachSince ?? breach?.since;
    if (since === undefined || placed.referredAt !== null || row.erasedAt !== null) refuse('prohibition-not-at-step');
    if (!prohibitionReferralsFor(doors.law.pack, row.regime).some((one) => one.id === to))
      refuse('prohibition-referral-unknown');
    await placements.update(placementId, {
      ...{ breachKind: placed.breachKind ?? breach?.kind ?? null, breachSince: since },
      ...{ referredTo: to, referredAt: context.now, referredBy: viewerName(viewer) },
    });
    const { person, sealer } = await openOrder(kernel.keys, context, row);
    const seal = (actionId: string): Buffer => sealer.seal('words', actionId, reason);
    const next = await prohibitionStore(context).update(row, {}, { verb: 'refer', seal });
    await context.record({ ...entryAbout(desk, id, row.regime, person), details: { placement: placementId, to } });
    return { id, version: next.version };
  });
}
