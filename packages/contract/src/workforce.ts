import { z } from 'zod';
import { BothLanguages, EnteredPerson } from './inquiry.js';

/** One person in one post at the own unit, as its clerk enters it. */
export const RosterEntry = z.strictObject({
  person: EnteredPerson,
  postClass: z.string().max(60).describe('A post class of the law pack'),
  postTitle: z.string().trim().max(100).optional(),
  employmentForm: z.string().max(60).describe('A form of employment of the law pack'),
  supplierCreditCode: z
    .string()
    .trim()
    .max(40)
    .optional()
    .describe('Unified social-credit code of whoever sends dispatched or outsourced staff'),
  fromDate: z.iso.date().describe('First day in this post, a day in China'),
  untilDate: z.iso.date().optional().describe('Last day, where it is known'),
});
export type RosterEntry = z.infer<typeof RosterEntry>;

/** How a row comes onto a roster: by hand, from a file, from an HR system, or from an inquiry that was settled with a hire. */
export const rosterOrigins = ['hand', 'file', 'program', 'hire'] as const;
export type RosterOrigin = (typeof rosterOrigins)[number];

/** One employment in a list: the person masked. */
export const EmploymentLine = z.object({
  id: z.uuid(),
  version: z.number().int(),
  name: z.string(),
  documents: z.array(z.object({ type: z.string(), number: z.string().describe('Masked') })),
  postClass: z.string(),
  postTitle: z.string().optional(),
  employmentForm: z.string(),
  fromDate: z.iso.date(),
  untilDate: z.iso.date().optional(),
  ended: z.boolean(),
  neverBegan: z.boolean().describe('Never came: the last day is the one before the first'),
  unitId: z.uuid(),
  unit: BothLanguages,
  changedAt: z.iso.datetime(),
});
export type EmploymentLine = z.infer<typeof EmploymentLine>;

/** One employment with what was done to it. */
export const EmploymentView = EmploymentLine.extend({
  formerNames: z.array(z.string()),
  supplierCreditCode: z.string().optional(),
  supplier: z
    .object({
      name: BothLanguages,
      since: z.iso
        .datetime()
        .nullable()
        .describe('The window at which it was first told; null: it will be at the next'),
      mayNot: z.boolean().describe('By what this unit knows the supplier hears: may not be placed with minors'),
    })
    .optional()
    .describe('The supplier, where it is told whether the person may be placed; for the unit itself'),
  authority: BothLanguages.optional().describe('The authority of the unit'),
  cameFrom: BothLanguages.optional().describe('How the row came onto the roster; absent of rows older than this'),
  inquiryId: z.uuid().optional().describe('The inquiry whose settlement put the person there; for the unit itself'),
  may: z.array(z.enum(['change', 'end', 'not-begin'])),
  timeline: z.array(
    z.object({ what: z.string(), words: BothLanguages, at: z.iso.datetime(), changed: z.array(BothLanguages) }),
  ),
});
export type EmploymentView = z.infer<typeof EmploymentView>;
