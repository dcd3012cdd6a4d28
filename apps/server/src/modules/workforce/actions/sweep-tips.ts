import { deadline } from '@gatehouse/law';
import { act } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { dataKeyStore } from '../../../kernel/sealing.js';
import { systemViewer } from '../../../kernel/viewer.js';
import type { Workplace } from '../doors.js';
import { areaAbove, ledNowhere } from '../rules/tips.js';
import { tipStore } from '../store/tip-store.js';
import { tipAreas } from './send-tip.js';

const together = 100;

/** Takes up what nobody took up, and takes away the words of what led nowhere. Safe to repeat and to be killed. */
export async function sweepTips(at: Workplace): Promise<void> {
  await raiseLate(at);
  while (await eraseOld(at)) continue;
}

/** A tip whose clock ran out goes to the authority above, where its clock begins anew; at the highest it stays, late. */
async function raiseLate(at: Workplace): Promise<void> {
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

/** Answers whether there may be more. What is destroyed is the key too, so that no copy of the row opens. */
async function eraseOld({ kernel, doors }: Workplace): Promise<boolean> {
  const viewer = systemViewer('maintenance');
  const { pack, calendar } = doors.law;
  const old = await withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => {
    const answered = await tipStore(transaction).answeredLongest(ledNowhere, together);
    return answered.filter(
      ({ answeredAt }) =>
        answeredAt !== null && deadline(pack, calendar, 'tip_retention', answeredAt).dueAt <= transaction.now,
    );
  });
  if (old.length === 0) return false;
  const dataKeyIds = old.map(({ dataKeyId }) => dataKeyId);
  await act(kernel, viewer, 'workforce.erase-tips', async (context) => {
    const ids = old.map(({ id }) => id);
    await tipStore(context).erase(ids);
    await dataKeyStore(context).destroy(dataKeyIds);
    await context.record({ details: { tips: ids } });
  });
  kernel.keys.forget(dataKeyIds);
  return old.length === together;
}
