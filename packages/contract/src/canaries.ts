import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { RegistryWords } from './registry-facts.js';

/**
 * Whom every canary says it is: an invented person, with a number of the province code that is never issued and of a county that no
 * demonstration has. Known to both sides; kept at the registry where no real question reaches.
 */
export const canaryPerson = {
  name: '验路雀',
  formerNames: [],
  documents: [{ type: 'resident_id' as const, number: '109999197001019905' }],
};

/** The ways that canaries go: that of a question, and that of somebody enrolled. */
export const canaryPaths = ['inquiry', 'monitoring'] as const;
export type CanaryPath = (typeof canaryPaths)[number];

/** One way of canaries, as the side that tells of it knows it. */
export const CanaryWayView = z.object({
  path: z.enum(canaryPaths),
  words: RegistryWords,
  /** At the registry: the node that sends. */
  peer: z.string().nullable(),
  lastSentAt: z.iso.datetime(),
  lastArrivedAt: z.iso.datetime().nullable(),
  state: z.enum(['alive', 'silent']),
  silentSince: z.iso.datetime().nullable(),
});
export type CanaryWayView = z.infer<typeof CanaryWayView>;

const CanaryWays = z.object({
  everyMinutes: z.number().int(),
  silentAfterMinutes: z.number().int(),
  ways: z.array(CanaryWayView),
});

/** Endpoints of the canaries, for those who watch over the node: times alone, and no person. */
export const canaryEndpoints = {
  sentCanaries: endpoint({
    method: 'GET',
    path: '/api/canaries',
    access: 'inquiry:canaries',
    summary: 'When canaries were last sent to the registry, and when one last arrived at the desk',
    answer: CanaryWays,
    journal: { none: 'times alone' },
  }),
  arrivedCanaries: endpoint({
    method: 'GET',
    path: '/api/registry/canaries',
    access: 'registry:canaries',
    summary: 'When canaries last came to the registry and arrived at the desk, and which way is silent',
    answer: CanaryWays,
    journal: { none: 'times alone' },
  }),
};
