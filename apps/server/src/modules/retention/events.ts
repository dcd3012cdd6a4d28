import type { BackgroundLoop } from '../../kernel/module.js';
import { repeating } from '../../kernel/repeating.js';
import { sweepRetention } from './actions/sweep-retention.js';
import type { Archive } from './doors.js';

const sweepMilliseconds = 600_000;

/** Finds whose time has passed. */
export function retentionLoop(archive: Archive): BackgroundLoop {
  return repeating(archive.kernel, 'retention', sweepMilliseconds, (goesOn) => sweepRetention(archive, goesOn));
}
