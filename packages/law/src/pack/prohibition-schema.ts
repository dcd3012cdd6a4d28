import { z } from 'zod';
import { recordKindSchema } from './record-schema.js';
import { citedShape, civilDateSchema, entryShape, keySchema, keysOrAllSchema, wordsSchema } from './rule-schema.js';

/** What was ordered beside a prohibition, where a court ordered it; `none`: no sentence stands behind it. */
export const prohibitionSentenceSchema = z.enum([
  'fixed_term',
  'detention',
  'control',
  'suspended',
  'life',
  'death_suspended',
  'death',
  'fine_only',
  'exempt',
  'none',
]);

/**
 * One regime of employment prohibition: who orders it, from when, how long, which posts it bars, who watches. Regimes are never merged:
 * `yieldsTo` names those that prevail over this one where both stand (Criminal Law art. 37-1(3)).
 */
export const prohibitionRegimeSchema = z.strictObject({
  ...entryShape,
  words: wordsSchema,
  orderedBy: wordsSchema,
  sentences: z.array(prohibitionSentenceSchema).min(1),
  begins: z.enum(['after_sentence', 'on_effect']),
  ends: z.enum(['after_years', 'with_sentence', 'never', 'with_record']),
  years: z.strictObject({ fewest: z.int().positive(), most: z.int().positive() }).nullable(),
  /** Posts it bars; null: all in close contact with minors. */
  postClasses: keysOrAllSchema,
  /** Whether the court may bar some of these posts only. */
  mayBeNarrowed: z.boolean(),
  /** Whether a judgment has to be served on the education department. */
  served: z.boolean(),
  watchedBy: wordsSchema,
  /** As which kind of record the sealing rules look at what the order rests on: where a sentence was passed, and where none was. */
  sealedAs: z.strictObject({ withSentence: recordKindSchema, without: recordKindSchema }),
  yieldsTo: z.array(keySchema),
  ...citedShape,
});

/**
 * What somebody did before they were of age and what is sealed of it may not be ordered: every telling would tell of it. Whether it is sealed the
 * sealing rules of the pack say. `askDeed`: below which age at the judgment the day of the deed has to be known.
 */
export const prohibitionMinorsSchema = z.strictObject({
  ...entryShape,
  words: wordsSchema,
  askDeed: z.strictObject({ belowAge: z.int().positive(), words: wordsSchema, ...citedShape }),
  ...citedShape,
});

/** A day on which somebody has to move, counted from the effect of an order or back from its end. */
export const prohibitionAlarmSchema = z.strictObject({
  ...entryShape,
  about: z.enum(['service', 'expiry']),
  counted: z.enum(['after_effect', 'before_end']),
  days: z.int().positive(),
  ...citedShape,
});

/** To whom a breach is referred. A person chooses; a machine refers nothing. */
export const prohibitionReferralSchema = z.strictObject({
  ...entryShape,
  words: wordsSchema,
  regimes: z.array(keySchema).min(1),
  gravity: z.enum(['breach', 'serious']),
  ...citedShape,
});

/** What the law needs to know of an order to say from when until when it holds. */
export const prohibitionFactsSchema = z.strictObject({
  regime: keySchema,
  /** The day on which the judgment or decision took effect. */
  effectiveOn: civilDateSchema,
  sentence: prohibitionSentenceSchema,
  /** Last day of the sentence, of control or of probation; null: not known yet. */
  sentenceEndsOn: civilDateSchema.nullable(),
  paroledOn: civilDateSchema.nullable(),
  /** The years that were ordered; null: those of the pack, where it leaves no choice. */
  years: z.int().positive().nullable(),
});

/** Facts of an order. */
export type ProhibitionFacts = z.infer<typeof prohibitionFactsSchema>;

/** The sections of a pack that speak of employment prohibition. */
export const prohibitionSections = {
  prohibitionRegimes: z.array(prohibitionRegimeSchema),
  prohibitionMinors: prohibitionMinorsSchema,
  prohibitionAlarms: z.array(prohibitionAlarmSchema),
  prohibitionReferrals: z.array(prohibitionReferralSchema),
};
