import { z } from 'zod';
import { inquiryTermsSchema, recordFactsSchema } from '../facts.js';
import { prohibitionFactsSchema } from './prohibition-schema.js';
import { civilDateSchema, keySchema } from './rule-schema.js';

const instant = z.iso.datetime();
const common = {
  id: keySchema,
  says: z.string().min(1),
  at: instant,
  choices: z.record(keySchema, keySchema).default({}),
};

const recordVector = { ...common, facts: recordFactsSchema };

/** One proof a pack ships of itself: facts in, the decision that must come out. */
export const vectorSchema = z.discriminatedUnion('evaluator', [
  z.strictObject({
    ...recordVector,
    evaluator: z.literal('scope'),
    inquiry: inquiryTermsSchema.nullable(),
    expect: z.boolean(),
  }),
  z.strictObject({ ...recordVector, evaluator: z.literal('finality'), expect: z.boolean() }),
  z.strictObject({
    ...recordVector,
    evaluator: z.literal('sealing'),
    expect: z.enum(['none', 'absolute', 'restricted', 'undecided']),
  }),
  z.strictObject({ ...recordVector, evaluator: z.literal('labels'), expect: z.array(keySchema) }),
  z.strictObject({
    ...recordVector,
    evaluator: z.literal('disclosure'),
    inquiry: inquiryTermsSchema.nullable(),
    expect: z.strictObject({ disclose: z.boolean(), partition: z.enum(['none', 'open', 'restricted']) }),
  }),
  z.strictObject({
    ...common,
    evaluator: z.literal('age'),
    birthDate: civilDateSchema.nullable(),
    expect: z.enum(['ok', 'under_employable_age', 'guardian', 'unknown']),
  }),
  z.strictObject({
    ...common,
    evaluator: z.literal('requirements'),
    purpose: keySchema,
    postClass: keySchema,
    unitType: keySchema,
    expect: z.strictObject({
      legalBases: z.array(keySchema),
      reviewedBy: keySchema,
      permission: z.enum(['consent', 'notice']),
      querySources: z.array(keySchema),
    }),
  }),
  z.strictObject({
    ...common,
    evaluator: z.literal('recheck'),
    lastReleasedAt: instant,
    expect: z.strictObject({ dueDate: civilDateSchema, overdue: z.boolean(), notice: keySchema.nullable() }),
  }),
  z.strictObject({
    ...common,
    evaluator: z.literal('gap'),
    gapKind: keySchema,
    expect: z.strictObject({ steps: z.array(keySchema), penaltyBands: z.array(keySchema) }),
  }),
  z.strictObject({
    ...common,
    evaluator: z.literal('prohibition'),
    facts: prohibitionFactsSchema,
    expect: z.strictObject({
      kind: z.enum(['until', 'lifelong', 'with_record', 'open', 'never']),
      begins: civilDateSchema.nullable(),
      ends: civilDateSchema.nullable(),
    }),
  }),
]);

/** A test vector of a pack. */
export type PackVector = z.infer<typeof vectorSchema>;
