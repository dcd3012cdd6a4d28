import type { BackgroundLoop } from '../../kernel/module.js';
import { repeating } from '../../kernel/repeating.js';
import { sweepRetention, type Walked } from './actions/sweep-retention.js';
import type { Archive } from './doors.js';

const sweepMilliseconds = 600_000;

/** Finds whose time has passed. */
export function retentionLoop(archive: Archive): BackgroundLoop {
  const walked: Walked = new Map();
  return repeating(archive.kernel, 'retention', sweepMilliseconds, (goesOn) => sweepRetention(archive, goesOn, walked));
}
