import { z } from 'zod';
import { endpoint } from './endpoint.js';

/** What waits at one turn of the desk, or for a source that is silent. Counts only. */
export const DeskTurnView = z.object({
  turn: z.enum(['first', 'second', 'recheck', 'source']),
  waiting: z.int().min(0),
  late: z.int().min(0),
  oldestDueAt: z.iso
    .datetime()
    .nullable()
    .describe('When the most pressing one has, or had, to be decided; null: no day is set'),
});
export type DeskTurnView = z.infer<typeof DeskTurnView>;

/** How the desk that answers keeps its time. */
export const registryDeskEndpoints = {
  desk: endpoint({
    method: 'GET',
    path: '/api/registry/desk',
    access: 'registry:desk',
    summary: 'How many questions wait at each turn of the desk, how many of them are late, and since when',
    answer: z.object({ items: z.array(DeskTurnView) }),
    journal: { none: 'counts only' },
  }),
};
