import type { EmergencyProhibition } from '@gatehouse/contract';
import { civilDateAt } from '@gatehouse/law';
import { readAct } from '../../../kernel/act.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Desk } from '../doors.js';
import { spanOf, standingOf } from '../rules/span.js';
import { placementStore } from '../store/placement-store.js';
import { orderOf, prohibitionStore } from '../store/prohibition-store.js';
import { placementView } from '../views/placement-view.js';
import { organisationName, postsOf, spanInWords, titleOf } from '../views/words.js';

/**
 * Orders about the person of the viewer's open emergency look, whoever keeps them: what protects a child today, and whom to ask for more. The
 * sealed person and case are not opened. In a transaction that can write nothing.
 * @throws DomainError `not-found`, `emergency-look-over`
 */
export async function lookInEmergency(
  { kernel, doors }: Desk,
  viewer: Viewer,
  lookId: string,
): Promise<{ items: EmergencyProhibition[]; until: string }> {
  return readAct(kernel, viewer, 'supervision.look-in-emergency', async (context) => {
    const look = await doors.useEmergencyLook(context, lookId, 'prohibitions');
    const rows = await prohibitionStore(context).about(kernel.keys.laterTokens(look.tokens));
    const placements = await placementStore(context).of(rows.map(({ id }) => id));
    const today = civilDateAt(context.now);
    const items: EmergencyProhibition[] = [];
    for (const row of rows) {
      const order = orderOf(row);
      const span = spanOf(order, doors.law);
      const placed = (placements.get(row.id) ?? []).filter(({ isSure }) => isSure);
      items.push({
        regime: titleOf(doors.law.pack.prohibitionRegimes, row.regime),
        state: standingOf(order, span, false, today),
        ...spanInWords(span),
        posts: postsOf(order, doors.law),
        keptBy: organisationName(await doors.organisation(context, row.organisationId)),
        placements: placed.map((placement) => placementView(placement, order, doors.law, context.now)),
      });
    }
    context.record({
      object: { kind: 'access.emergency-look', id: lookId },
      subjects: [...look.subjects],
      details: { prohibitions: rows.map(({ id }) => id) },
    });
    return { items, until: look.until.toISOString() };
  });
}
