import { withTransaction } from '../../kernel/database/transaction.js';
import type { Job, JobHandler } from '../../kernel/jobs.js';
import type { BackgroundLoop } from '../../kernel/module.js';
import { repeating } from '../../kernel/repeating.js';
import { systemViewer } from '../../kernel/viewer.js';
import { askRegistry } from './actions/ask-registry.js';
import { carryObjection } from './actions/carry-objection.js';
import { openReleaseWindows } from './actions/open-release-windows.js';
import { processList } from './actions/process-list.js';
import { sendCanaries } from './actions/send-canaries.js';
import { releaseInquiries } from './actions/release-inquiries.js';
import { sweepConsents } from './actions/sweep-consents.js';
import { quietSince, sweepDeeds, type SweepMoment } from './actions/sweep-deeds.js';
import { sweepObjections } from './actions/sweep-objections.js';
import { sweepProofs } from './actions/sweep-proofs.js';
import { takeBack } from './actions/take-back.js';
import { workDeed } from './actions/work-deed.js';
import type { Platform } from './doors.js';
import { batchStore } from './store/batch-store.js';

/** Queues of this module. */
export const inquiryQueues = [
  'inquiry.ask',
  'inquiry.take-back',
  'inquiry.process-list',
  'inquiry.work-deed',
  'inquiry.release-priority',
  'inquiry.carry-objection',
] as const;

/** The work of each queue; every handler finds its work done when it comes a second time. */
export function inquiryJobs(platform: Platform): Readonly<Record<(typeof inquiryQueues)[number], JobHandler>> {
  const { clock } = platform.kernel;
  return {
    'inquiry.ask': ({ data }) => askRegistry(platform, (data.inquiryIds as string[] | undefined) ?? []),
    'inquiry.take-back': ({ data }) => takeBack(platform, String(data.inquiryId)),
    'inquiry.process-list': ({ data }) => processList(platform, String(data.batchId)),
    'inquiry.work-deed': ({ data }) => workDeed(platform, String(data.deedId)),
    'inquiry.release-priority': ({ data }) => releasePriority(platform, data, clock.now()),
    'inquiry.carry-objection': ({ data }) => carryObjection(platform, String(data.objectionId)),
  };
}

/**
 * Only a record waits for no window: everything else about serving staff leaves with the others. A job written before several
 * went together names a single inquiry.
 */
async function releasePriority(platform: Platform, { inquiryIds, inquiryId }: Job['data'], now: Date): Promise<void> {
  const ids = Array.isArray(inquiryIds) ? inquiryIds.map(String) : [String(inquiryId)];
  await releaseInquiries(platform, ids, now, 'record-only');
}

const releaseMilliseconds = 1000;
const sweepMilliseconds = 60_000;

/** The clock that opens release windows. */
export function releaseLoop(platform: Platform): BackgroundLoop {
  return repeating(platform.kernel, 'inquiries', releaseMilliseconds, async () => {
    await openReleaseWindows(platform);
  });
}

/** Ends and reminds of consent links, escalates what is late in an objection, finds proofs to ask again of, and goes on with what a crash interrupted: lists, deeds for many, questions. */
export function sweepLoop(platform: Platform): BackgroundLoop {
  let first = true;
  return repeating(platform.kernel, 'inquiries', sweepMilliseconds, async () => {
    const when = first ? 'after-start' : 'running';
    await resumeInterruptedLists(platform, when);
    await sweepDeeds(platform, when);
    first = false;
    await sweepConsents(platform);
    await sweepObjections(platform);
    await sweepProofs(platform);
  });
}

const canaryMilliseconds = 10_000;

/** Sends the canaries of each turn; looks often, so that a node that slept is not silent for long. */
export function canaryLoop(platform: Platform): BackgroundLoop {
  return repeating(platform.kernel, 'canaries', canaryMilliseconds, () => sendCanaries(platform));
}

/** Reads on every list that a crash left in the middle; later, those that have not moved for long and so lost their job. */
export async function resumeInterruptedLists(platform: Platform, when: SweepMoment = 'after-start'): Promise<void> {
  const { database, clock } = platform.kernel;
  const ids = await withTransaction(database, systemViewer('list-reader'), clock.now(), (transaction) =>
    batchStore(transaction).unfinished(quietSince(when, clock.now())),
  );
  for (const id of ids) await processList(platform, id);
}
