import { z } from 'zod';
import { citedShape, entryShape, keySchema, keysOrAllSchema, wordsSchema } from './rule-schema.js';

/** A register outside the unit that says how many people it has. */
export const headcountSourceSchema = z.strictObject({ ...entryShape, ...citedShape });

/** Posts that a unit of these types is asked about when nobody is in any of them. */
export const postQuestionSchema = z.strictObject({
  id: keySchema,
  words: wordsSchema,
  unitTypes: keysOrAllSchema,
  postClasses: z.array(keySchema).min(1),
  ...citedShape,
});

/** The sections of a pack that speak of how many people a unit ought to have. */
export const headcountSections = {
  headcountSources: z.array(headcountSourceSchema),
  postQuestions: z.array(postQuestionSchema),
};
