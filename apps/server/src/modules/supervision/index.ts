import { erasuresAgain } from '../../kernel/erasure.js';
import type { Module } from '../../kernel/module.js';
import { keptOrders } from './actions/keep.js';
import { receiveOwedGaps } from './actions/receive-owed-gaps.js';
import { receiveLeavings, receivePlacements, receiveReceipts } from './actions/receive-placements.js';
import type { Desk, SupervisionDoors } from './doors.js';
import { sweepLoop } from './events.js';
import { supervisionRoutes } from './routes.js';

export type { SupervisionDoors } from './doors.js';
export { orderTokens } from './store/order-sealing.js';

/**
 * Orders of employment prohibition, from the judgment to their end.
 * @param doors what it needs of the rest of the house; see `SupervisionDoors`
 */
export function supervisionModule(doors: SupervisionDoors): Module {
  return {
    name: 'supervision',
    role: 'casework',
    queues: [],
    parts: async (kernel) => {
      const desk: Desk = { kernel, doors };
      return {
        routes: supervisionRoutes(desk),
        loops: [sweepLoop(desk)],
        keeps: keptOrders(kernel),
        lasting: erasuresAgain(keptOrders(kernel)),
        receives: {
          'prohibition.received': (context, messages) => receiveReceipts(context, messages),
          'prohibition.placed': (context, messages) => receivePlacements(context, messages),
          'prohibition.left': (context, messages) => receiveLeavings(context, messages),
          'gap.owed': (context, messages) => receiveOwedGaps(desk, context, messages),
        },
      };
    },
  };
}
