import { act, type ActContext } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { newId } from '../../../kernel/ids.js';
import { systemViewer } from '../../../kernel/viewer.js';
import type { Organisation, Workplace } from '../doors.js';
import { headcountStore } from '../store/headcount-store.js';
import { type UnenteredUnitRow, unenteredUnitStore } from '../store/unentered-unit-store.js';

const viewer = systemViewer('coverage');
const together = 1000;

/**
 * Sees which units that nobody had entered have been: an open organisation has the code. What registers count there is expected of the unit
 * from then on, so that it is red from its first day. Safe to repeat.
 */
export async function sweepUnentered(at: Workplace, goesOn: () => boolean): Promise<void> {
  const { kernel, doors } = at;
  let after: string | undefined;
  do {
    const { entered, last } = await withTransaction(
      kernel.database,
      viewer,
      kernel.clock.now(),
      async (transaction) => {
        const waiting = await unenteredUnitStore(transaction).allWaiting(after, together);
        const codes = waiting.map(({ creditCode }) => creditCode);
        const holders = new Map(
          (await doors.organisationsByCode(transaction, codes))
            .filter(({ closedAt }) => closedAt === null)
            .map((organisation) => [organisation.creditCode, organisation]),
        );
        return {
          entered: waiting.flatMap((row) => {
            const as = holders.get(row.creditCode);
            return as === undefined ? [] : [{ row, as }];
          }),
          last: waiting.length < together ? undefined : waiting.at(-1)?.id,
        };
      },
    );
    for (const { row, as } of entered) {
      if (!goesOn()) return;
      await act(kernel, viewer, 'workforce.find-entered-unit', (context) => takeOver(at, context, row, as));
    }
    after = last;
  } while (after !== undefined && goesOn());
}

async function takeOver(at: Workplace, context: ActContext, row: UnenteredUnitRow, as: Organisation): Promise<void> {
  const store = unenteredUnitStore(context);
  await store.see(row.id, { outcome: 'entered', enteredAs: as.id, answeredAt: context.now });
  const counts = await store.counts([row.id]);
  const { reviewerId, superiorId } =
    as.kind === 'unit' ? await at.doors.authorityOf(context, as) : { reviewerId: null, superiorId: null };
  // What its authority entered of it since then goes before what was counted earlier.
  const standing = await headcountStore(context).list([as.id]);
  const missing = counts.filter(
    ({ source, postClass }) => !standing.some((one) => one.source === source && one.postClass === postClass),
  );
  const taken = reviewerId === null ? [] : missing;
  await headcountStore(context).enterAll(
    taken.map(({ source, postClass, headcount, asOf }) => ({
      ...{ id: newId(), unitId: as.id, reviewerId: reviewerId ?? '', superiorId },
      ...{ source, postClass, headcount, asOf, enteredBy: row.foundBy },
    })),
  );
  await context.record({
    object: { kind: 'workforce.unentered_unit', id: row.id },
    details: { organisation: as.id, counts: taken.length },
  });
}
