import { randomInt } from 'node:crypto';
import type { ActContext } from '../../kernel/act.js';
import { erasuresAgain } from '../../kernel/erasure.js';
import { NotYet } from '../../kernel/jobs.js';
import type { Module, ModuleParts } from '../../kernel/module.js';
import { countHealth, indexHealth } from './actions/check-health.js';
import { compareCounts } from './actions/compare-counts.js';
import { keptAtRegistry } from './actions/keep.js';
import { receiveAsks, receiveCancels } from './actions/receive-ask.js';
import { receiveEnrolments, receiveLeaves } from './actions/receive-enrolments.js';
import { reapplyToRecord } from './actions/reapply-lost.js';
import { canaryHealth } from './actions/read-canaries.js';
import { canaryLoop, lateLoop, leftKeysLoop, registryJobs, registryQueues } from './events.js';
import { openMatcher } from './matcher/matcher.js';
import type { ReceivedMessage, RegistryOptions } from './registry.js';
import { registryRoutes } from './routes.js';

export { declareSource, type SourceDeclaration } from './actions/tell-source.js';
export { keepIndex } from './matcher/kept-index.js';
export { openMatcher } from './matcher/matcher.js';
export { standOf } from './matcher/stand.js';
export { enter } from './actions/enter-record.js';
export type { NumberPolicy, RegistryLaw } from './law.js';
export type { ReceivedMessage, RegistryOptions, SendMessages } from './registry.js';

/** What the registry takes from other authorities. */
export type RegistryReceivers = {
  readonly [T in 'inquiry.ask' | 'inquiry.cancel' | 'enrolment.enrol' | 'enrolment.leave' | 'enrolment.count']: (
    context: ActContext,
    messages: readonly ReceivedMessage<T>[],
  ) => Promise<void>;
};

/** Persons on record, their sources, import and second-person verification, the answering index, and comparing by two. */
export function registryModule(options: RegistryOptions): Module {
  return {
    name: 'registry',
    role: 'registry',
    queues: registryQueues,
    parts: async (kernel): Promise<ModuleParts & { readonly receives: RegistryReceivers }> => {
      const matcher = openMatcher(kernel, options.law);
      const registry = { draw: drawByChance, ...options, kernel, matcher };
      return {
        routes: registryRoutes(registry),
        jobs: registryJobs(registry),
        receives: {
          'inquiry.ask': (context, messages) => receiveAsks(registry, context, messages),
          'inquiry.cancel': (context, messages) => receiveCancels(registry, context, messages),
          'enrolment.enrol': (context, messages) => receiveEnrolments(registry, context, messages),
          'enrolment.leave': (context, messages) => receiveLeaves(registry, context, messages),
          'enrolment.count': (context, messages) => compareCounts(registry, context, messages),
        },
        health: [indexHealth(matcher), canaryHealth(registry), countHealth(registry)],
        keeps: keptAtRegistry(kernel),
        lasting: {
          'registry.record': (context, lost) => reapplyToRecord(registry, context, lost),
          ...erasuresAgain(keptAtRegistry(kernel)),
        },
        loops: [
          canaryLoop(registry),
          lateLoop(registry),
          leftKeysLoop(registry),
          {
            start: () => {
              matcher.warm().catch((error: unknown) => {
                // Not yet: the node was stopped while it loaded.
                if (!(error instanceof NotYet)) kernel.log.error({ err: error }, 'the answering index did not load');
              });
            },
            turn: async () => {
              await matcher.warm();
            },
            stop: () => matcher.stop(),
          },
        ],
      };
    },
  };
}

const drawSteps = 2 ** 32;

function drawByChance(): number {
  return randomInt(drawSteps) / drawSteps;
}
