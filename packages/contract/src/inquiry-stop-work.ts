import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { BothLanguages } from './inquiry.js';

/** An order to stop somebody's work with children, which the authority has to write to the unit. No reason, no offence. */
export const StopWorkOrder = z.object({
  inquiryId: z.uuid(),
  name: z.string(),
  unit: BothLanguages,
  postClass: z.string(),
  orderedAt: z.iso.datetime(),
  /** By when the letter has to have left (law pack). */
  dueAt: z.iso.datetime(),
  overdue: z.boolean(),
  sentAt: z.iso.datetime().nullable(),
  /** `write`: this authority writes. `told`: the authority above, told because the person heads or sponsors the unit. */
  part: z.enum(['write', 'told']),
});
export type StopWorkOrder = z.infer<typeof StopWorkOrder>;

/** Endpoints of written stop-work orders. The letter itself is the notice of the inquiry. */
export const stopWorkEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/api/stop-work-orders',
    access: 'inquiry:stop-work',
    summary: 'Stop-work orders that have not been sent in writing, what is due first first',
    answer: z.object({ items: z.array(StopWorkOrder) }),
    journal: { act: 'inquiry.list-stop-work-orders' },
  }),
  markSent: endpoint({
    method: 'POST',
    path: '/api/stop-work-orders/:id/sent',
    access: 'inquiry:review',
    summary: 'The signed letter has left for the unit',
    params: z.object({ id: z.uuid() }),
    body: z.strictObject({}),
    answer: z.object({ inquiryId: z.uuid(), sentAt: z.iso.datetime() }),
    journal: { act: 'inquiry.send-stop-work-order' },
  }),
};
