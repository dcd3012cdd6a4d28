import { z } from 'zod';
import {
  decidingBodySchema,
  identityEstablishedBySchema,
  recordKindSchema,
  sentenceKindSchema,
} from './pack/record-schema.js';
import { civilDateSchema, keySchema } from './pack/rule-schema.js';

/** A sentence; `months` is null where the kind has none (life, death, exempt, fine only, none) or it is not known. */
export const sentenceSchema = z.strictObject({ kind: sentenceKindSchema, months: z.int().nonnegative().nullable() });

/** An act, or a continuing act from one day to another; `main` marks the main acts of several. */
export const actSchema = z.strictObject({
  from: civilDateSchema,
  to: civilDateSchema.nullable().default(null),
  main: z.boolean().default(true),
});

/**
 * What the law needs to know of a record, and nothing else: no name, no number, no victim. A record is kind x offence
 * code x finality x how the identity was established.
 */
export const recordFactsSchema = z.strictObject({
  kind: recordKindSchema,
  offenceCodes: z.array(keySchema).min(1),
  decidingBody: decidingBodySchema,
  decisionDate: civilDateSchema,
  /** The day the decision took legal effect; null: not yet, or not known. */
  effectiveDate: civilDateSchema.nullable(),
  /** An appeal, protest, reconsideration or suit is still open. */
  appealPending: z.boolean().default(false),
  /** The day a ban or a revocation ends; null: none. */
  endDate: civilDateSchema.nullable().default(null),
  /** The sentence to be served, decided for all offences together; null: the kind has none. */
  sentence: sentenceSchema.nullable().default(null),
  /** The sentences for each offence where several were tried together. */
  separateSentences: z.array(sentenceSchema).default([]),
  birthDate: civilDateSchema.nullable(),
  acts: z.array(actSchema),
  identityEstablishedBy: identityEstablishedBySchema,
  /** A sealing decision of the body that holds the record. */
  sealedOn: civilDateSchema.nullable().default(null),
  /** A decision that lifts the sealing. */
  sealingLiftedOn: civilDateSchema.nullable().default(null),
  /** What the legal desk decided for a record of the restricted class. */
  legalDesk: z.enum(['undecided', 'answer', 'withhold']).default('undecided'),
});

/** The facts of one record, defaults filled in. */
export type RecordFacts = z.infer<typeof recordFactsSchema>;
/** The facts of one record as a caller may write them. */
export type RecordFactsInput = z.input<typeof recordFactsSchema>;

/** What is asked: the legal bases named on the inquiry, its purpose and the post. */
export const inquiryTermsSchema = z.strictObject({
  legalBases: z.array(keySchema).min(1),
  purpose: keySchema,
  postClass: keySchema,
});

/** What an inquiry states of itself that the law looks at. */
export type InquiryTerms = z.infer<typeof inquiryTermsSchema>;

/** Fills the defaults of a record's facts and refuses malformed ones (throws `z.ZodError`). */
export function recordFacts(input: RecordFactsInput): RecordFacts {
  return recordFactsSchema.parse(input);
}
