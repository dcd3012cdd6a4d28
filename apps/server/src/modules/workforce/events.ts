import type { JobHandler } from '../../kernel/jobs.js';
import type { Workplace } from './doors.js';

/** Queues of this module. */
export const workforceQueues: readonly string[] = [];

/** The work of each queue; every handler finds its work done when it comes a second time. */
export function workforceJobs(_at: Workplace): Readonly<Record<string, JobHandler>> {
  return {};
}
