export { headcountColumns } from './file/headcounts.js';
export { monitoringOf } from './actions/monitoring-of.js';
import type { Module } from '../../kernel/module.js';
import { erasedAgain, keptOnRosters } from './actions/keep.js';
import { mendPart, receiveCounted } from './actions/count-enrolments.js';
import { receiveConfirmations, receiveFindings } from './actions/receive-findings.js';
import { endProhibitions, receiveProhibitions } from './actions/receive-prohibitions.js';
import { noteProcuratorate } from './actions/tell-procuratorate.js';
import {
  countLoop,
  coverageLoop,
  enrolmentLoop,
  lookLoop,
  rosterLoop,
  supplierLoop,
  tipLoop,
  workforceJobs,
  workforceQueues,
} from './events.js';
import type { WorkforceDoors, Workplace } from './doors.js';
import { workforceRoutes } from './routes.js';

export type { WorkforceDoors } from './doors.js';
export { lastDays } from './actions/last-days.js';
export { takeOnHired } from './actions/take-on-hired.js';

/**
 * Who works with children where: rosters of units, and how many people each ought to have.
 * @param doors what it needs of the rest of the house; see `WorkforceDoors`
 */
export function workforceModule(doors: WorkforceDoors): Module {
  return {
    name: 'workforce',
    role: 'platform',
    queues: workforceQueues,
    parts: async (kernel) => {
      const workplace: Workplace = { kernel, doors };
      return {
        routes: workforceRoutes(workplace),
        jobs: workforceJobs(workplace),
        loops: [
          rosterLoop(workplace),
          enrolmentLoop(workplace),
          lookLoop(workplace),
          coverageLoop(workplace),
          countLoop(workplace),
          tipLoop(workplace),
          supplierLoop(workplace),
        ],
        keeps: keptOnRosters(workplace),
        lasting: erasedAgain(workplace),
        receives: {
          'prohibition.tell': (context, messages) => receiveProhibitions(workplace, context, messages),
          'prohibition.end': (context, messages) => endProhibitions(workplace, context, messages),
          'gap.held': (context, messages) => noteProcuratorate(context, messages),
          'enrolment.confirmed': (context, messages) =>
            receiveConfirmations(
              context,
              messages.map(({ body }) => body),
            ),
          'enrolment.counted': (context, messages) =>
            receiveCounted(
              context,
              messages.map(({ body }) => body),
            ),
          'enrolment.held': (context, messages) =>
            mendPart(
              workplace,
              context,
              messages.map(({ body }) => body),
            ),
          'enrolment.found': (context, messages) =>
            receiveFindings(
              workplace,
              context,
              messages.map(({ body }) => body),
            ),
        },
      };
    },
  };
}
