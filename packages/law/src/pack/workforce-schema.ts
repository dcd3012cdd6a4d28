import { z } from 'zod';
import { citedShape, entryShape, keySchema, wordsSchema } from './rule-schema.js';

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

/** A step that a gap goes through until it is closed, in the table's order: for which kinds, by whom, within which period. */
export const gapStepSchema = z.strictObject({
  ...entryShape,
  responsible: z.enum(['unit', 'reviewing']),
  deadline: keySchema,
  gapKinds: z.array(keySchema).min(1),
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

/** How the share checked at a unit is shown to others: in bands from the highest, and not below so many staff. */
export const coverageBandsSchema = z.strictObject({
  fewestStaff: z.int().positive(),
  bands: z.array(z.strictObject({ ...entryShape, fromPercent: z.int().min(0).max(100) })).min(1),
  ...citedShape,
});

/** The sections of a pack that speak of people at work. */
export const workforceSections = {
  recheckNotices: z.array(recheckNoticeSchema),
  gapKinds: z.array(gapKindSchema),
  gapSteps: z.array(gapStepSchema),
  penaltyBands: z.array(penaltyBandSchema),
  coverageBands: coverageBandsSchema,
};
