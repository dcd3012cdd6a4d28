import { erasuresAgain } from '../../kernel/erasure.js';
import type { Module } from '../../kernel/module.js';
import { keptHolds } from './actions/keep.js';
import type { Archive, RetentionDoors } from './doors.js';
import { retentionLoop } from './events.js';
import { retentionRoutes } from './routes.js';

export type { RetentionDoors } from './doors.js';

/**
 * How long documents of persons are kept, and their erasure.
 * @param doors what it needs of the rest of the house; see `RetentionDoors`
 */
export function retentionModule(doors: RetentionDoors): Module {
  return {
    name: 'retention',
    queues: [],
    parts: async (kernel) => {
      const archive: Archive = { kernel, doors };
      return {
        routes: retentionRoutes(archive),
        loops: [retentionLoop(archive)],
        keeps: keptHolds(kernel),
        lasting: erasuresAgain(keptHolds(kernel)),
      };
    },
  };
}
