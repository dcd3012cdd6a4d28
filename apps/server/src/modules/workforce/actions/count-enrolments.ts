import type { ExchangeMessage } from '@gatehouse/contract';
import { civilDateAt } from '@gatehouse/law';
import { act, type ActContext } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { newId } from '../../../kernel/ids.js';
import { systemViewer } from '../../../kernel/viewer.js';
import type { Workplace } from '../doors.js';
import { mendingOf } from '../rules/count.js';
import { countStore } from '../store/count-store.js';
import { enrolmentStore } from '../store/enrolment-store.js';

const viewer = systemViewer('monitoring');

/** What was sent in the hour before a count may be on its way still; the next count finds it. */
const onTheWayMilliseconds = 3_600_000;

/** Tells the registry once a day how many are enrolled, in parts; counted and sent in one act, so that a day is counted once. */
export async function countEnrolments({ kernel, doors }: Workplace): Promise<void> {
  const today = civilDateAt(kernel.clock.now());
  const isDone = await withTransaction(kernel.database, viewer, kernel.clock.now(), (transaction) =>
    countStore(transaction).isCounted(today),
  );
  if (isDone) return;
  await act(kernel, viewer, 'workforce.count-enrolments', async (context) => {
    const store = countStore(context);
    const parts = await store.parts();
    const [sent, confirmed] = [total(parts, 'sent'), total(parts, 'confirmed')];
    const id = newId();
    const isFirst = await store.insert({ id, countedOn: today, sent, confirmed });
    await context.record({ object: { kind: 'workforce.enrolment-count', id }, details: { sent, confirmed, isFirst } });
    if (!isFirst) return;
    const digests = Object.fromEntries(parts.map(({ part, digest }) => [part, digest]));
    const countedAt = context.now.toISOString();
    await doors.sendToRegistry(context, 'enrolment.count', [
      { countId: id, countedAt, sent, confirmed, parts: digests },
    ]);
  });
}

function total(parts: readonly { sent: number; confirmed: number }[], state: 'sent' | 'confirmed'): number {
  return parts.reduce((sum, part) => sum + part[state], 0);
}

/** Takes down what the registry counts; of a day that is not known here nothing is kept. */
export async function receiveCounted(
  context: ActContext,
  bodies: readonly ExchangeMessage<'enrolment.counted'>[],
): Promise<void> {
  const store = countStore(context);
  for (const { countId, sent, confirmed, differing } of bodies) {
    const known = await store.lock(countId);
    if (known !== undefined)
      await store.answered(countId, { registrySent: sent, registryConfirmed: confirmed, differing });
    await context.record(
      {
        object: { kind: 'workforce.enrolment-count', id: countId },
        details: { sent, confirmed, differing, known: known !== undefined },
      },
      'workforce.compare-counts',
    );
  }
}

/**
 * Mends a part in which both sides differ, in the act that notes the message as received: by what is in force here now, so that the same
 * message again does nothing.
 */
export async function mendPart(
  { doors }: Workplace,
  context: ActContext,
  bodies: readonly ExchangeMessage<'enrolment.held'>[],
): Promise<void> {
  const store = countStore(context);
  for (const { countId, part, held } of bodies) {
    const count = await store.lock(countId);
    const object = { kind: 'workforce.enrolment-count', id: countId };
    if (count === undefined || count.mendedParts.includes(part)) {
      await context.record({ object, details: { part, mended: false } }, 'workforce.mend-enrolments');
      continue;
    }
    const own = await store.ofPart(part);
    const theirs = held.map(({ enrolmentId, confirmedAt }) => ({
      id: enrolmentId,
      confirmedAt: confirmedAt === null ? null : new Date(confirmedAt),
    }));
    const settledBefore = new Date(count.countedAt.getTime() - onTheWayMilliseconds);
    const { enrolAnew, leave, confirm } = mendingOf(own, theirs, settledBefore);
    const enrolments = enrolmentStore(context);
    await enrolments.end(enrolAnew);
    const leftAt = context.now.toISOString();
    // One that ends here is ended there too, should it have been on its way all the same.
    await doors.sendToRegistry(
      context,
      'enrolment.leave',
      [...leave, ...enrolAnew].map((enrolmentId) => ({ enrolmentId, leftAt })),
    );
    for (const { id, confirmedAt } of confirm) await enrolments.confirm([id], confirmedAt ?? context.now);
    const employmentIds = own.filter(({ id }) => enrolAnew.includes(id)).map(({ employmentId }) => employmentId);
    if (employmentIds.length > 0) await context.enqueue('workforce.enrol', { employmentIds });
    const mended = { enrolledAnew: enrolAnew.length, leftAgain: leave.length, confirmedLate: confirm.length };
    await store.mended(countId, part, mended);
    await context.record({ object, details: { part, ...mended } }, 'workforce.mend-enrolments');
  }
}
