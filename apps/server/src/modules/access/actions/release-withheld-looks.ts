import type { AnswerOf, withheldLookEndpoints } from '@gatehouse/contract';
import { civilDateAt } from '@gatehouse/law';
import { act } from '../../../kernel/act.js';
import { type Transaction, withTransaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import { systemViewer, type Viewer } from '../../../kernel/viewer.js';
import type { EmergencyDesk } from '../emergency-setting.js';
import { countWithheld, isDueForRelease, isWithheld, withheldUntil } from '../rules/withheld-look.js';
import { emergencyLookStore } from '../store/emergency-look-store.js';
import { withheldLookStore } from '../store/withheld-look-store.js';
import { unlessFaster } from './unless-faster.js';

const viewer = systemViewer('emergency-watch');
const daysTold = 31;

/**
 * Enters that looks whose day is over stand on the page of whom they are about, and each day's number of those that do not. They stand there by
 * the calendar, whether or not this runs; where it does not, they are counted as overdue. Nothing is entered where no look was ever withheld.
 */
export async function releaseWithheldLooks({ kernel, doors }: EmergencyDesk): Promise<void> {
  const inside = <T>(work: (transaction: Transaction) => Promise<T>): Promise<T> =>
    withTransaction(kernel.database, viewer, kernel.clock.now(), work);
  const held = await inside(openLooks);
  const last = (await inside((transaction) => withheldLookStore(transaction).counts(1)))[0];
  const now = kernel.clock.now();
  for (const { id, periods } of held)
    if (isDueForRelease(periods, now))
      await act(kernel, viewer, 'access.release-look', async (context) => {
        const withheld = withheldLookStore(context);
        // Another sweep of the same moment waits here for this one, and finds nothing left to release.
        if (!(await withheld.release(id))) refuse('changed-meanwhile');
        const own = await withheld.ofLooks([id]);
        // A renewal that was approved since keeps it withheld; nothing of this stands.
        if (isWithheld(own, context.now)) refuse('changed-meanwhile');
        const { subjects } = await emergencyLookStore(context).byId(id);
        await context.record({
          object: { kind: 'access.emergency-look', id },
          subjects,
          details: { withheldUntil: withheldUntil(own) },
        });
      }).catch(unlessFaster);
  const day = civilDateAt(now);
  if (last?.day === day || (held.length === 0 && (last?.looks ?? 0) + (last?.overdue ?? 0) === 0)) return;
  await act(kernel, viewer, 'access.count-withheld-looks', async (context) => {
    const counted = countWithheld(await openLooks(context), context.now);
    const entryId = await context.record({ object: { kind: 'day', id: day }, details: counted });
    const isFirst = await withheldLookStore(context).count({ day, ...counted, entryId, countedAt: context.now });
    if (!isFirst) refuse('changed-meanwhile');
    const { looks, oldestSince } = counted;
    await doors.ownPageElsewhere?.sendToPlatform(context, 'look.count', [{ body: { day, looks, oldestSince } }]);
  }).catch(unlessFaster);
}

/** The looks that are withheld or whose end nobody has entered, with all their periods. */
async function openLooks(transaction: Transaction) {
  const withheld = withheldLookStore(transaction);
  const ids = await withheld.unreleased();
  const periods = await withheld.ofLooks(ids);
  const looks = [];
  for (const id of ids) {
    const { openedAt } = await emergencyLookStore(transaction).byId(id);
    if (openedAt !== null) looks.push({ id, openedAt, periods: periods.filter(({ lookId }) => lookId === id) });
  }
  return looks;
}

/** How many looks are withheld, by day, with the proof that the number stands in the log. */
export async function readWithheldCounts(
  { kernel, doors }: EmergencyDesk,
  reader: Viewer,
): Promise<AnswerOf<typeof withheldLookEndpoints.counts>> {
  const rows = await withTransaction(kernel.database, reader, kernel.clock.now(), (transaction) =>
    withheldLookStore(transaction).counts(daysTold),
  );
  const days = await Promise.all(
    rows.map(async ({ day, looks, oldestSince, overdue, entryId }) => ({
      ...{ day, looks, oldestSince, overdue, entryId },
      receipt: (await doors.receipt(entryId, 'witnessed')) ?? null,
    })),
  );
  const { longestDays, renewals } = doors.withheld;
  return { days, longestDays, renewals };
}
