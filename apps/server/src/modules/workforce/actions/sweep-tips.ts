import { deadline } from '@gatehouse/law';
import { act } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { systemViewer } from '../../../kernel/viewer.js';
import type { Workplace } from '../doors.js';
import { areaAbove } from '../rules/tips.js';
import { tipStore } from '../store/tip-store.js';
import { tipAreas } from './send-tip.js';

const together = 100;

/** A tip whose clock ran out goes to the authority above, where its clock begins anew; at the highest it stays, late. Safe to repeat. */
export async function sweepTips(at: Workplace): Promise<void> {
  const { kernel, doors } = at;
  const { pack, calendar } = doors.law;
  const viewer = systemViewer('tips');
  const areas = await tipAreas(at);
  const aboveOf = new Map(
    areas.flatMap(({ id }) => {
      const above = areaAbove(areas, { id });
      return above === undefined ? [] : [[id, above]];
    }),
  );
  const late = await withTransaction(kernel.database, viewer, kernel.clock.now(), (transaction) =>
    tipStore(transaction).late([...aboveOf.keys()], together),
  );
  for (const tip of late) {
    const above = aboveOf.get(tip.reviewerId);
    if (above === undefined) continue;
    await act(kernel, viewer, 'workforce.raise-tip', async (context) => {
      const { dueAt } = deadline(pack, calendar, 'tip_answer', context.now);
      const isRaised = await tipStore(context).raise(tip, { reviewerId: above.id, dueAt });
      const details = { from: tip.reviewerId, to: above.id, isRaised };
      await context.record({ object: { kind: 'workforce.tip', id: tip.id }, details });
    });
  }
}
