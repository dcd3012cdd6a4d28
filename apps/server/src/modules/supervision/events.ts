import type { BackgroundLoop } from '../../kernel/module.js';
import { repeating } from '../../kernel/repeating.js';
import { sweepProhibitions } from './actions/sweep-prohibitions.js';
import type { Desk } from './doors.js';

const sweepMilliseconds = 60_000;

/** Finds what time alone brings: judgments not served, orders that end, breaches. */
export function sweepLoop(desk: Desk): BackgroundLoop {
  return repeating(desk.kernel, 'prohibitions', sweepMilliseconds, () => sweepProhibitions(desk));
}
