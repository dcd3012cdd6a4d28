import { z } from 'zod';
import { endpoint } from './endpoint.js';

/** Where a period stands for which a look is withheld from the person it is about. */
export const withheldStates = ['waiting', 'lapsed', 'declined', 'withheld', 'overdue', 'released'] as const;

/** One period for which a look is, or was to be, withheld; never whom it is about. */
export const WithheldPeriod = z.object({
  number: z.number().int(),
  state: z.enum(withheldStates),
  untilDay: z.iso.date().describe('The last day on which it is withheld'),
  reason: z.string().optional().describe('Absent where a restore withheld it again from a copy that did not hold it'),
  askedAt: z.iso.datetime(),
  decidedBy: z.string().optional(),
  decidedAt: z.iso.datetime().optional(),
  releasedAt: z.iso.datetime().optional(),
  restoredAt: z.iso
    .datetime()
    .optional()
    .describe('When a restore withheld it again; who decided is lost with the copy'),
});
export type WithheldPeriod = z.infer<typeof WithheldPeriod>;

/** How many looks were withheld on a day, as everybody may read it. */
export const WithheldCount = z.object({
  day: z.iso.date(),
  looks: z.number().int(),
  oldestSince: z.iso.date().nullable().describe('Since when the oldest of them was opened'),
  overdue: z.number().int().describe('Past their day, and shown since; their release was not entered yet'),
  entryId: z.uuid(),
  receipt: z.string().nullable().describe('That the entry with these numbers stands in the log (C2SP tlog-proof)'),
});
export type WithheldCount = z.infer<typeof WithheldCount>;

/** What auditors, witnesses and everybody else may know of looks that are withheld. */
export const withheldLookEndpoints = {
  counts: endpoint({
    method: 'GET',
    path: '/api/withheld-looks',
    access: 'public',
    summary:
      'How many looks are withheld for an investigation and since when the oldest, by day, the latest first; without persons',
    answer: z.object({
      days: z.array(WithheldCount).describe('None: no look was ever withheld'),
      longestDays: z.number().int(),
      renewals: z.number().int(),
    }),
    journal: { none: 'counts of a day, published for everybody' },
    perMinute: 60,
  }),
};
