import { z } from 'zod';
import { citedShape, entryShape, keySchema, keysOrAllSchema, wordsSchema } from './rule-schema.js';

/**
 * A register outside the unit that says how many people it has: of which forms of employment and which posts (left out: of all), and for how many
 * days what it counted may be relied on.
 */
export const headcountSourceSchema = z.strictObject({
  ...entryShape,
  employmentForms: z.array(keySchema).min(1).optional(),
  postClasses: z.array(keySchema).min(1).optional(),
  freshDays: z.int().positive(),
  ...citedShape,
});

/** Posts that a unit of these types is asked about when nobody is in any of them. */
export const postQuestionSchema = z.strictObject({
  id: keySchema,
  words: wordsSchema,
  unitTypes: keysOrAllSchema,
  postClasses: z.array(keySchema).min(1),
  ...citedShape,
});

/** How many people a program may take off the roster of a unit in a day: a share of it, and never fewer than a few. */
export const wireEndsSchema = z.strictObject({
  percent: z.int().min(0).max(100),
  atLeast: z.int().nonnegative(),
  ...citedShape,
});

/** The sections of a pack that speak of how many people a unit ought to have. */
export const headcountSections = {
  headcountSources: z.array(headcountSourceSchema),
  postQuestions: z.array(postQuestionSchema),
  wireEnds: wireEndsSchema,
};
