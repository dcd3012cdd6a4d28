import { act } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import type { NewJob } from '../../../kernel/jobs.js';
import { systemViewer } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { begunBefore } from '../rules/clocks.js';
import { applicationStore } from '../store/application-store.js';
import { bulkStore } from '../store/bulk-store.js';

const viewer = systemViewer('sweep');

/** After a start nothing has its job for sure; later only what has not moved for long. */
export type SweepMoment = 'after-start' | 'running';

/** Work that has not moved for so long has lost its job. */
const quietMilliseconds = 300_000;

/** The instant since which work has not moved that is to be handed on again. */
export function quietSince(when: SweepMoment, now: Date): Date {
  return when === 'after-start' ? now : new Date(now.getTime() - quietMilliseconds);
}

/** Questions handed on again after a start, by job. */
const together = 100;

/**
 * Hands on again what lost its job: after a start every deed at work and every question that has not gone out, later only
 * deeds that have not moved for long. A job too many finds its work done. Letters whose links ran out are let go.
 */
export async function sweepDeeds(platform: Platform, when: SweepMoment): Promise<void> {
  const { kernel } = platform;
  const now = kernel.clock.now();
  await withTransaction(kernel.database, viewer, now, async (transaction) => {
    const deeds = await bulkStore(transaction).workingSince(quietSince(when, now));
    const unasked = when === 'after-start' ? await applicationStore(transaction).approved() : [];
    const questions: NewJob[] = [];
    for (let from = 0; from < unasked.length; from += together)
      questions.push({ queue: 'inquiry.ask', data: { inquiryIds: unasked.slice(from, from + together) } });
    await kernel.jobs.enqueue(transaction, [
      ...deeds.map((deedId) => ({ queue: 'inquiry.work-deed', data: { deedId } })),
      ...questions,
    ]);
  });
  await forgetOldLetters(platform, now);
}

async function forgetOldLetters({ kernel, doors }: Platform, now: Date): Promise<void> {
  const before = begunBefore(doors.law, 'consent_link_lifetime', now);
  const old = await withTransaction(kernel.database, viewer, now, (transaction) =>
    bulkStore(transaction).oldLetters(before),
  );
  if (old.length === 0) return;
  await act(kernel, viewer, 'inquiry.forget-letters', async (context) => {
    let letters = 0;
    for (const deedId of old) letters += await bulkStore(context).forgetLetters(deedId);
    await context.record({ details: { deeds: old.length, letters } });
  });
}
