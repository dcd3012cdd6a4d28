import type { BackgroundLoop } from '../../kernel/module.js';
import { repeating } from '../../kernel/repeating.js';
import { clearRemoved, sweepRetention, type Walked } from './actions/sweep-retention.js';
import type { Archive } from './doors.js';

const sweepMilliseconds = 600_000;

/** Finds whose time has passed. */
export function retentionLoop(archive: Archive): BackgroundLoop {
  const { kernel } = archive;
  const walked: Walked = new Map();
  let isCleared = false;
  return repeating(kernel, 'retention', sweepMilliseconds, async (goesOn) => {
    if (!isCleared) await clearRemoved(archive);
    isCleared = true;
    await sweepRetention(archive, goesOn, walked);
  });
}
