import { withTransaction } from '../../kernel/database/transaction.js';
import type { JobHandler } from '../../kernel/jobs.js';
import type { BackgroundLoop } from '../../kernel/module.js';
import { repeating } from '../../kernel/repeating.js';
import { systemViewer } from '../../kernel/viewer.js';
import { countEnrolments } from './actions/count-enrolments.js';
import { divideJointFile } from './actions/divide-joint-file.js';
import { enrolStaff, sweepEnrolments } from './actions/enrol-staff.js';
import { processRoster } from './actions/process-roster.js';
import { lookAtMarked, noteChecks, sweepCoverage } from './actions/sweep-coverage.js';
import { sweepTips } from './actions/sweep-tips.js';
import { carryOutRoster } from './actions/take-roster.js';
import { tellSuppliers } from './actions/tell-suppliers.js';
import type { Workplace } from './doors.js';
import { jointFileStore } from './store/joint-file-store.js';
import { loadStore } from './store/load-store.js';

/** Queues of this module. */
export const workforceQueues = [
  'workforce.read-roster',
  'workforce.take-roster',
  'workforce.divide-joint-file',
  'workforce.enrol',
  'workforce.note-checks',
] as const;

/** The work of each queue; every handler finds its work done when it comes a second time. */
export function workforceJobs(at: Workplace): Readonly<Record<(typeof workforceQueues)[number], JobHandler>> {
  return {
    'workforce.read-roster': ({ data }) => processRoster(at, String(data.loadId)),
    'workforce.take-roster': ({ data }) => carryOutRoster(at, String(data.loadId)),
    'workforce.divide-joint-file': ({ data }) => divideJointFile(at, String(data.fileId)),
    'workforce.enrol': ({ data }) => enrolStaff(at, (data.employmentIds as string[] | undefined) ?? []),
    'workforce.note-checks': ({ data }) => noteChecks(at, (data.inquiryIds as string[] | undefined) ?? []),
  };
}

const lookMilliseconds = 1000;
const sweepMilliseconds = 60_000;

/** Looks at once at what changed on a roster. */
export function lookLoop(at: Workplace): BackgroundLoop {
  return repeating(at.kernel, 'rosters', lookMilliseconds, (goesOn) => lookAtMarked(at, goesOn));
}

/** Finds what time alone brings: yearly checks, rosters that others count differently, clocks that ran out. */
export function coverageLoop(at: Workplace): BackgroundLoop {
  return repeating(at.kernel, 'coverage', sweepMilliseconds, (goesOn) => sweepCoverage(at, goesOn));
}

/** Goes on with files that a crash interrupted: after a start all of them, later those that have not moved for long. */
export function rosterLoop(at: Workplace): BackgroundLoop {
  let quiet = 0;
  return repeating(at.kernel, 'staff files', sweepMilliseconds, async () => {
    await resumeInterruptedRosters(at, new Date(at.kernel.clock.now().getTime() - quiet));
    quiet = quietMilliseconds;
  });
}

const quietMilliseconds = 5 * 60_000;

/** Goes on with every load, and every file with many units, that has not moved since. */
export async function resumeInterruptedRosters(at: Workplace, before: Date): Promise<void> {
  const { database, clock } = at.kernel;
  const { files, loads } = await withTransaction(
    database,
    systemViewer('roster-reader'),
    clock.now(),
    async (transaction) => ({
      files: await jointFileStore(transaction).unfinished(before),
      loads: await loadStore(transaction).unfinished(before),
    }),
  );
  for (const id of files) await divideJointFile(at, id);
  for (const { id, state } of loads) await (state === 'TAKING' ? carryOutRoster(at, id) : processRoster(at, id));
}

const countMilliseconds = 60_000;

/** Counts once a day who is enrolled, for the registry to compare. */
export function countLoop(at: Workplace): BackgroundLoop {
  return repeating(at.kernel, 'counts of enrolments', countMilliseconds, () => countEnrolments(at));
}

/** Passes up tips that nobody takes up, and takes away the words of old ones that led nowhere. */
export function tipLoop(at: Workplace): BackgroundLoop {
  return repeating(at.kernel, 'tips', sweepMilliseconds, () => sweepTips(at));
}

const supplierMilliseconds = 5000;

/** Tells suppliers, at each window, whether those whom they send may be placed. */
export function supplierLoop(at: Workplace): BackgroundLoop {
  return repeating(at.kernel, 'words to suppliers', supplierMilliseconds, (goesOn) => tellSuppliers(at, goesOn));
}

const enrolmentMilliseconds = 600_000;

/** Enrols whose first day has come, and ends whose last day has passed; goes on with what a lost job left. */
export function enrolmentLoop(at: Workplace): BackgroundLoop {
  return repeating(at.kernel, 'enrolments of staff', enrolmentMilliseconds, () => sweepEnrolments(at));
}
