import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { BothLanguages } from './inquiry.js';
import { PageQuery, pageOf } from './paging.js';

/** How far a gap has come at the procuratorate that has it. */
export const owedGapStates = ['waiting', 'in_hand', 'closed'] as const;
export const OwedGapState = z.enum(owedGapStates);
export type OwedGapState = z.infer<typeof OwedGapState>;

/** A gap that is owed to the procuratorate, in a list. It names no person: whether unit and authority did their duty is the matter. */
export const OwedGapLine = z.object({
  id: z.uuid(),
  version: z.number().int(),
  unit: BothLanguages,
  authority: BothLanguages.optional().describe('The authority that was late'),
  title: BothLanguages.describe('What is missing, as the law pack calls it'),
  isUrgent: z.boolean().describe('A child may be at risk now: somebody is kept who may not be'),
  postClass: BothLanguages.optional(),
  missing: z.number().int().optional(),
  since: z.iso.date(),
  owedAt: z.iso.datetime(),
  days: z.number().int().describe('Whole days since it was found'),
  state: OwedGapState,
  mendedAt: z.iso.datetime().optional().describe('When it was closed at the platform'),
  lies: BothLanguages.optional().describe('The step at which it lies'),
  isMine: z.boolean().describe('In the hand of the viewer'),
  keeper: BothLanguages.optional().describe('The procuratorate that has it, where that is another one below'),
});
export type OwedGapLine = z.infer<typeof OwedGapLine>;

/** One step that the gap went through. */
const CourseStep = z.object({
  title: BothLanguages,
  responsible: BothLanguages,
  begunAt: z.iso.datetime(),
  dueAt: z.iso.datetime(),
  endedAt: z.iso.datetime().optional(),
  days: z.number().int().describe('Whole days that it took, or has taken until now'),
  lateDays: z.number().int().describe('Whole days after its last day; 0: it was done in time'),
});

/** One gap with its whole course and what the procuratorate did. */
export const OwedGapView = OwedGapLine.extend({
  words: BothLanguages,
  rests: BothLanguages.describe('What it rests on, as the law pack cites it'),
  above: BothLanguages.optional().describe('The next authority up, which was told'),
  foundAt: z.iso.datetime(),
  escalatedAt: z.iso.datetime().optional(),
  stillThere: z.boolean(),
  course: z.array(CourseStep),
  bands: z
    .array(z.object({ title: BothLanguages, words: BothLanguages }))
    .describe('What the law states for it: to be shown, and imposed by no machine'),
  mendedAs: BothLanguages.optional(),
  takenAt: z.iso.datetime().optional(),
  conclusion: z
    .object({ title: BothLanguages, words: z.string(), at: z.iso.datetime() })
    .optional()
    .describe('What was done, as a procurator wrote it; stays with the procuratorate'),
  conclusions: z
    .array(z.object({ id: z.string(), title: BothLanguages, words: BothLanguages }))
    .describe('What a procurator can choose from now'),
  may: z.array(z.enum(['take', 'close'])),
});
export type OwedGapView = z.infer<typeof OwedGapView>;

const GapId = z.strictObject({ id: z.uuid() });
const version = z.number().int();
const Done = z.object({ id: z.uuid(), version });

/** Endpoints of gaps that are owed to the procuratorate, from the telling to what was done. */
export const owedGapEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/api/owed-gaps',
    access: 'supervision:read',
    summary: 'Gaps owed to the own procuratorate, those still open first, then the worst, then the oldest',
    query: PageQuery.extend({
      closed: z.enum(['yes', 'no']).default('no').describe('`yes`: those that were closed here'),
      below: z.enum(['yes', 'no']).default('no').describe('`yes`: those of the procuratorates below, to be read'),
    }),
    answer: pageOf(OwedGapLine),
    journal: { act: 'supervision.list-owed-gaps' },
  }),
  read: endpoint({
    method: 'GET',
    path: '/api/owed-gaps/:id',
    access: 'supervision:read',
    summary: 'One gap with its whole course',
    params: GapId,
    answer: OwedGapView,
    journal: { act: 'supervision.read-owed-gap' },
  }),
  take: endpoint({
    method: 'POST',
    path: '/api/owed-gaps/:id/take',
    access: 'supervision:enter',
    summary: 'Take a gap in hand, also out of the hand of a colleague; unit and authority see that it was',
    params: GapId,
    body: z.strictObject({ version }),
    answer: Done,
    journal: { act: 'supervision.take-owed-gap' },
  }),
  close: endpoint({
    method: 'POST',
    path: '/api/owed-gaps/:id/close',
    access: 'supervision:enter',
    summary: 'Write what was done, which closes it here; unit and authority see that it was closed, not how',
    params: GapId,
    body: z.strictObject({
      version,
      conclusion: z.string().max(60).describe('A conclusion of the law pack'),
      words: z.string().trim().min(1).max(2000).describe('What was done, and why'),
    }),
    answer: Done,
    journal: { act: 'supervision.close-owed-gap' },
  }),
};
