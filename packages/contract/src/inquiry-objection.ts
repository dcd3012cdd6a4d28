import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { BothLanguages, Letter } from './inquiry.js';

const StepId = z.strictObject({ id: z.uuid() });

/** A step of an objection that the ministry has to do: neither the person nor the unit stands in it. */
export const ObjectionAbove = z.object({
  stepId: z.uuid(),
  step: BothLanguages,
  number: z.number().int().describe('Its place among the steps, from 1'),
  of: z.number().int(),
  sender: BothLanguages.describe('Who passed it on'),
  begunAt: z.iso.datetime(),
  /** By when it has to be done (law pack). */
  dueAt: z.iso.datetime(),
  overdue: z.boolean(),
  /** Since when it is marked as late. */
  overdueSince: z.iso.datetime().optional(),
});
export type ObjectionAbove = z.infer<typeof ObjectionAbove>;

/** A step of an objection that this authority has to do, or watches. */
export const ObjectionTask = ObjectionAbove.omit({ sender: true }).extend({
  inquiryId: z.uuid(),
  name: z.string(),
  unit: BothLanguages,
  responsible: BothLanguages,
  /** `pass-on`, `write`: this authority does it. `watch`: another does, and this one sees that it is done. */
  part: z.enum(['pass-on', 'write', 'watch']),
  letter: Letter.optional().describe('What is written to a person whom no message reaches'),
});
export type ObjectionTask = z.infer<typeof ObjectionTask>;

/** What somebody has to put right after an objection was upheld. */
export const RepairTask = z.object({
  repairId: z.uuid(),
  inquiryId: z.uuid(),
  name: z.string(),
  unit: BothLanguages,
  what: BothLanguages,
  responsible: BothLanguages,
  dueAt: z.iso.datetime(),
  overdue: z.boolean(),
  overdueSince: z.iso.datetime().optional(),
  part: z.enum(['do', 'watch']),
});
export type RepairTask = z.infer<typeof RepairTask>;

/** How objections ended in a year, for statistics. A count below five is told as none: it could point at somebody. */
export const ObjectionFigure = z.object({
  outcome: z.enum(['stands', 'corrected', 'recalled']),
  count: z.number().int().nullable().describe('Null: fewer than five'),
  medianDays: z.number().int().nullable().describe('From the objection to its end'),
  lateSteps: z.number().int().nullable(),
});
export type ObjectionFigure = z.infer<typeof ObjectionFigure>;

/** Endpoints of objections under way. */
export const objectionEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/api/objections',
    access: 'inquiry:objections',
    summary: 'Steps of objections and repairs that wait for this authority, or that it watches; the worst first',
    answer: z.object({ steps: z.array(ObjectionTask), repairs: z.array(RepairTask) }),
    journal: { act: 'inquiry.list-objections' },
  }),
  passOn: endpoint({
    method: 'POST',
    path: '/api/objection-steps/:id/pass-on',
    access: 'inquiry:review',
    summary: 'This authority has done its step; the objection goes on to the next',
    params: StepId,
    body: z.strictObject({}),
    answer: z.object({ stepId: z.uuid(), passedOnAt: z.iso.datetime() }),
    journal: { act: 'inquiry.pass-objection' },
  }),
  listAbove: endpoint({
    method: 'GET',
    path: '/api/objections-above',
    access: 'inquiry:objections-above',
    summary: 'Steps of objections that wait for the ministry, without persons; the worst first',
    answer: z.object({ steps: z.array(ObjectionAbove) }),
    journal: { act: 'inquiry.list-objections' },
  }),
  passOnAbove: endpoint({
    method: 'POST',
    path: '/api/objections-above/:id/pass-on',
    access: 'inquiry:objections-above',
    summary: 'The ministry passes the objection on to public security',
    params: StepId,
    body: z.strictObject({}),
    answer: z.object({ stepId: z.uuid(), passedOnAt: z.iso.datetime() }),
    journal: { act: 'inquiry.pass-objection' },
  }),
  repaired: endpoint({
    method: 'POST',
    path: '/api/repairs/:id/done',
    access: 'inquiry:repair',
    summary: 'What had to be put right after a wrong answer was put right',
    params: StepId,
    body: z.strictObject({}),
    answer: z.object({ repairId: z.uuid(), doneAt: z.iso.datetime() }),
    journal: { act: 'inquiry.repair' },
  }),
  figures: endpoint({
    method: 'GET',
    path: '/api/objection-figures',
    access: 'inquiry:objection-figures',
    summary: 'How objections ended and how long they took, by year of their end; no persons',
    query: z.strictObject({ year: z.coerce.number().int().min(2020).max(2100) }),
    answer: z.object({ year: z.number().int(), items: z.array(ObjectionFigure) }),
    journal: { none: 'counts of a year, none below five' },
  }),
};
