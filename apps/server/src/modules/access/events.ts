import type { JobHandler } from '../../kernel/jobs.js';
import type { BackgroundLoop } from '../../kernel/module.js';
import { repeating } from '../../kernel/repeating.js';
import { releaseWithheldLooks } from './actions/release-withheld-looks.js';
import { tellLooks } from './actions/tell-looks.js';
import { watchEmergencyLooks } from './actions/watch-emergency-looks.js';
import type { EmergencyDesk } from './emergency-setting.js';

/** Queues of this module. */
export const accessQueues = ['access.watch-emergency-looks'] as const;

/** The work of each queue. */
export function accessJobs(desk: EmergencyDesk): Readonly<Record<(typeof accessQueues)[number], JobHandler>> {
  return { 'access.watch-emergency-looks': () => watchEmergencyLooks(desk) };
}

const watchMilliseconds = 60_000;

/** Finds emergency looks that nobody reviewed in time, those that are withheld no more, and those of which another node has to be told. */
export function emergencyLoop(desk: EmergencyDesk): BackgroundLoop {
  return repeating(desk.kernel, 'emergency looks', watchMilliseconds, async () => {
    await watchEmergencyLooks(desk);
    await releaseWithheldLooks(desk);
    await tellLooks(desk);
  });
}
