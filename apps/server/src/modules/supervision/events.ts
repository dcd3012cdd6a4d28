import type { BackgroundLoop } from '../../kernel/module.js';
import { repeating } from '../../kernel/repeating.js';
import { placeOwedGaps } from './actions/receive-owed-gaps.js';
import { sweepProhibitions } from './actions/sweep-prohibitions.js';
import type { Desk } from './doors.js';

const sweepMilliseconds = 60_000;

/** Finds what time alone brings: judgments not served, orders that end, breaches; and places gaps that no procuratorate had. */
export function sweepLoop(desk: Desk): BackgroundLoop {
  return repeating(desk.kernel, 'prohibitions', sweepMilliseconds, async () => {
    await sweepProhibitions(desk);
    await placeOwedGaps(desk);
  });
}
