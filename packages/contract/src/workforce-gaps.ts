import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { BothLanguages } from './inquiry.js';
import { PageQuery, pageOf } from './paging.js';

/** Something that is missing at a unit: what, since when, who has to do what about it by when, and what the law states. */
export const GapTask = z.object({
  id: z.uuid(),
  kind: z.string().describe('A kind of the law pack'),
  title: BothLanguages,
  words: BothLanguages,
  rests: BothLanguages.describe('What it rests on, as the law pack cites it'),
  unit: BothLanguages,
  name: z.string().optional().describe('The person it is about, where it is about one'),
  postClass: BothLanguages.optional(),
  missing: z.number().int().optional().describe('How many people are missing from the roster'),
  employmentId: z.uuid().optional(),
  since: z.iso.date(),
  stillThere: z.boolean(),
  check: z
    .object({
      words: BothLanguages.describe('When the check was begun, since when it waits, and for whom'),
      isInTime: z.boolean().describe('Whether it is being mended: its step has not run out'),
    })
    .optional()
    .describe('The check under way that will mend it'),
  step: z.object({
    title: BothLanguages,
    number: z.number().int(),
    of: z.number().int(),
    responsible: BothLanguages,
    dueAt: z.iso.datetime(),
    overdueSince: z.iso.datetime().optional(),
  }),
  escalatedAt: z.iso.datetime().optional().describe('Since when the next authority up has it before it'),
  owedAt: z.iso.datetime().optional().describe('Since when it is owed to the procuratorate'),
  procuratorate: z
    .object({
      name: BothLanguages,
      since: z.iso.datetime(),
      takenAt: z.iso.datetime().optional(),
      closedAt: z.iso.datetime().optional(),
    })
    .optional()
    .describe('Which procuratorate has it, and when it was closed there; not what was decided'),
  bands: z
    .array(z.object({ title: BothLanguages, words: BothLanguages }))
    .describe('What the law states for it: to be shown, and imposed by no machine'),
  written: z.array(z.object({ title: BothLanguages, words: z.string(), at: z.iso.datetime() })),
  may: z
    .array(z.enum(['mend', 'order', 'reply', 'verify']))
    .describe('`mend`: done where it happens, by a check or on the roster, and seen'),
});
export type GapTask = z.infer<typeof GapTask>;

const GapId = z.strictObject({ id: z.uuid() });
const words = z.string().trim().min(1).max(2000);

/** Endpoints of what is missing, from the finding to its verification. */
export const gapEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/api/gaps',
    access: 'workforce:read',
    summary: 'What is missing at the own unit, or at the units of the own authority; the worst first',
    query: PageQuery,
    answer: pageOf(GapTask),
    journal: { act: 'workforce.list-gaps' },
  }),
  order: endpoint({
    method: 'POST',
    path: '/api/gaps/:id/order',
    access: 'workforce:order',
    summary: 'The authority orders the unit to correct it',
    params: GapId,
    body: z.strictObject({ words: words.describe('What the unit has to do') }),
    answer: z.object({ id: z.uuid() }),
    journal: { act: 'workforce.order-correction' },
  }),
  reply: endpoint({
    method: 'POST',
    path: '/api/gaps/:id/reply',
    access: 'workforce:enter',
    summary: 'The unit says what it did',
    params: GapId,
    body: z.strictObject({ words: words.describe('What was done, and when') }),
    answer: z.object({ id: z.uuid() }),
    journal: { act: 'workforce.reply-to-order' },
  }),
  verify: endpoint({
    method: 'POST',
    path: '/api/gaps/:id/verify',
    access: 'workforce:order',
    summary: 'The authority verifies the correction, or sends it back to the unit',
    params: GapId,
    body: z.strictObject({
      verdict: z.enum(['corrected', 'not_corrected']),
      words: words.describe('How it was verified'),
    }),
    answer: z.object({ id: z.uuid() }),
    journal: { act: 'workforce.verify-correction' },
  }),
};
