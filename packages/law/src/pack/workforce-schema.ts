import { z } from 'zod';
import { citedShape, entryShape, keySchema, ruleShape, wordsSchema } from './rule-schema.js';

/** How long before the yearly check is due somebody is told of it. */
export const recheckNoticeSchema = z.strictObject({ ...entryShape, daysBefore: z.int().positive(), ...citedShape });

/**
 * What can be missing at a unit, and the article that asks for it. `lasting`: it stays a breach after what was missing has been
 * done. Its penalty bands are shown to people and never imposed by a machine.
 */
export const gapKindSchema = z.strictObject({
  ...entryShape,
  words: wordsSchema,
  about: z.enum(['employment', 'unit']),
  lasting: z.boolean(),
  penaltyBands: z.array(keySchema),
  ...citedShape,
});

/**
 * A step that a gap goes through until it is closed, in the table's order: for which kinds, by whom, within which period. `asideOf`: kinds
 * that stand at it, beside their course, while it is somebody else's turn.
 */
export const gapStepSchema = z.strictObject({
  ...entryShape,
  responsible: z.enum(['unit', 'reviewing']),
  deadline: keySchema,
  gapKinds: z.array(keySchema),
  asideOf: z.array(keySchema).default([]),
  ...citedShape,
});

/** A band of penalties as the law states it; sums in yuan. */
export const penaltyBandSchema = z.strictObject({
  ...entryShape,
  words: wordsSchema,
  fromYuan: z.int().nonnegative(),
  toYuan: z.int().positive(),
  ...citedShape,
});

/**
 * What a procurator writes down of a gap that was owed to the procuratorate. A person chooses; no machine concludes. `whenMended`: only where the
 * gap was closed at the platform meanwhile.
 */
export const gapConclusionSchema = z.strictObject({
  ...entryShape,
  words: wordsSchema,
  whenMended: z.boolean(),
  ...citedShape,
});

/** How the share checked at a unit is shown to others: in bands from the highest, and not below so many staff. */
export const coverageBandsSchema = z.strictObject({
  fewestStaff: z.int().positive(),
  bands: z.array(z.strictObject({ ...entryShape, fromPercent: z.int().min(0).max(100) })).min(1),
  ...citedShape,
});

/** When the share checked is fixed for the public: on a day of each month, or (to try things out) at the end of an interval. */
export const coverageFixingSchema = z.strictObject({
  schedule: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('monthly'), dayOfMonth: z.int().min(1).max(28) }),
    z.strictObject({ kind: z.literal('interval'), seconds: z.int().positive() }),
  ]),
  ...citedShape,
});

/** What parents read beside the share checked at a unit. */
export const coverageCertificateSchema = z.strictObject({
  title: wordsSchema,
  share: wordsSchema,
  meaning: wordsSchema,
  notRating: wordsSchema,
  fixed: wordsSchema,
  ask: wordsSchema,
  notShown: wordsSchema,
  ...citedShape,
});

/**
 * Whether a person may show another unit a proof of check, and what it is worth: how long it stands, how old its data may get, how old a
 * status list that was kept offline, and how long a request waits for its answer.
 */
export const proofOfCheckSchema = z.strictObject({
  validDays: z.int().min(1).max(14),
  answerDays: z.int().positive(),
  listHours: z.int().min(1).max(72),
  requestMinutes: z.int().min(5).max(1440),
  ...ruleShape,
});

/** The sections of a pack that speak of people at work. */
export const workforceSections = {
  recheckNotices: z.array(recheckNoticeSchema),
  gapKinds: z.array(gapKindSchema),
  gapSteps: z.array(gapStepSchema),
  penaltyBands: z.array(penaltyBandSchema),
  gapConclusions: z.array(gapConclusionSchema),
  coverageBands: coverageBandsSchema,
  coverageFixing: coverageFixingSchema,
  coverageCertificate: coverageCertificateSchema,
  proofOfCheck: proofOfCheckSchema,
};
