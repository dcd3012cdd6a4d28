import { z } from 'zod';
import { headcountSections } from './headcount-schema.js';
import { inquirySections } from './inquiry-schema.js';
import { prohibitionSections } from './prohibition-schema.js';
import { recordSections } from './record-schema.js';
import { civilDateSchema, keySchema, wordsSchema } from './rule-schema.js';
import { vectorSchema } from './vector-schema.js';
import { watchSections } from './watch-schema.js';
import { workforceSections } from './workforce-schema.js';

/** A text of law or policy; `verified` says that its wording was read at the source. */
export const sourceSchema = z.strictObject({
  id: keySchema,
  title: wordsSchema,
  article: z.string().nullable(),
  citation: z.string().min(1),
  verified: z.boolean(),
});

/** A doubt the law leaves open: the operator chooses at set-up, `default` holds until then. */
export const openPointSchema = z.strictObject({
  id: keySchema,
  question: wordsSchema,
  why: wordsSchema,
  options: z.array(z.strictObject({ id: keySchema, words: wordsSchema })).min(2),
  default: keySchema,
});

const header = {
  packFormat: z.literal(1),
  id: keySchema,
  title: wordsSchema,
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  effectiveFrom: civilDateSchema,
  effectiveTo: civilDateSchema.nullable(),
  extends: keySchema.nullable(),
};

const sections = {
  sources: z.array(sourceSchema),
  openPoints: z.array(openPointSchema),
  ...recordSections,
  ...inquirySections,
  ...headcountSections,
  ...workforceSections,
  ...prohibitionSections,
  ...watchSections,
};

/** A pack with everything it extends merged in: what the evaluators read and what `packHash` covers. */
export const lawPackSchema = z.strictObject({ ...header, ...sections });

/**
 * A pack as its file states it: the header, the sections it adds or changes, and its test vectors. Rows with an id
 * (or code) the extended pack already has replace that row whole.
 */
export const packFileSchema = z.strictObject({
  ...header,
  ...z.strictObject(sections).partial().shape,
  vectors: z.array(vectorSchema).min(1),
});

/** A whole pack, ready for the evaluators. */
export type LawPack = z.infer<typeof lawPackSchema>;
/** A pack file, before `extends` is merged in. */
export type PackFile = z.infer<typeof packFileSchema>;
/** A question the law leaves to the operator. */
export type OpenPoint = z.infer<typeof openPointSchema>;
/** A cited text. */
export type Source = z.infer<typeof sourceSchema>;
