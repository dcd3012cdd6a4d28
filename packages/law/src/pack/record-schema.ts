import { z } from 'zod';
import {
  citedShape,
  civilDateSchema,
  entryShape,
  keySchema,
  keysOrAllSchema,
  ruleShape,
  wordsSchema,
} from './rule-schema.js';

/** The kinds of decision a registry may hold. */
export const recordKindSchema = z.enum([
  'judgment',
  'relative_non_prosecution',
  'penalty',
  'qualification_loss',
  'qualification_revocation',
  'ban',
]);

/** Who made the decision on record. */
export const decidingBodySchema = z.enum([
  'court',
  'procuratorate',
  'public_security',
  'education_authority',
  'qualification_body',
  'other_authority',
]);

/** How the person on record was identified when the decision was made. */
export const identityEstablishedBySchema = z.enum(['fingerprint', 'photo', 'document', 'self_stated']);

/** How much an agreement with a record may count for. */
export const evidenceCeilingSchema = z.enum(['strong', 'possible']);

/** What was ordered, for all offences tried together. */
export const sentenceKindSchema = z.enum([
  'fixed_term',
  'life',
  'death',
  'detention',
  'control',
  'exempt',
  'fine_only',
  'none',
]);

const kinds = z.array(recordKindSchema).min(1);
const rule = { id: keySchema, words: wordsSchema, ...ruleShape };

/** An article that may stand on a decision, and the families of harm it belongs to. */
export const offenceSchema = z.strictObject({
  code: keySchema,
  title: wordsSchema,
  article: z.string().min(1),
  families: z.array(keySchema).min(1),
  ...ruleShape,
});

/** A label an authority may see instead of the case: derived from kind and offence. */
export const labelSchema = z.strictObject({
  ...entryShape,
  kinds,
  families: keysOrAllSchema,
  offenceCodes: keysOrAllSchema,
  ...ruleShape,
});

/** Which labels an inquiry under a legal basis may be told of. */
export const scopeRuleSchema = z.strictObject({
  ...rule,
  legalBases: z.array(keySchema).min(1),
  labels: z.array(keySchema).min(1),
  purposes: keysOrAllSchema,
  postClasses: keysOrAllSchema,
});

/** What makes a decision of these kinds final. Every rule in force for a kind must be met. */
export const finalityRuleSchema = z.strictObject({
  ...rule,
  kinds,
  needsEffectiveDate: z.boolean(),
  refusesPendingChallenge: z.boolean(),
  challengePeriodMonths: z.int().positive().nullable(),
});

/** Records of minors that nobody may be told of. */
export const absoluteSealingSchema = z.strictObject({
  ...rule,
  kinds,
  actsBelowAge: z.int().positive(),
  maximumSentenceMonths: z.int().positive().nullable(),
  lighterSentences: z.array(sentenceKindSchema),
});

/** The words for what the sealing rules cannot say by themselves. */
export const sealingNotesSchema = z.strictObject({
  byDecision: z.strictObject(rule),
  lifted: z.strictObject(rule),
  undecided: z.strictObject(rule),
  none: z.strictObject(rule),
});

/** Kinds whose records stop counting on the day they end. */
export const endingRuleSchema = z.strictObject({ ...rule, kinds });

/** Records that only an inquiry with a named legal basis may reach. */
export const restrictedSealingSchema = z.strictObject({
  ...rule,
  kinds,
  decidingBodies: z.array(decidingBodySchema).min(1),
  decidedFrom: civilDateSchema.nullable(),
  needsLegalDesk: z.boolean(),
});

/** Which legal bases reach the restricted class. */
export const restrictedReachSchema = z.strictObject({ ...rule, legalBases: z.array(keySchema).min(1) });

/** What an identity on record may prove, by how it was established. */
export const identityRuleSchema = z.strictObject({
  ...rule,
  establishedBy: identityEstablishedBySchema,
  ceiling: evidenceCeilingSchema,
});

/** How full years are counted and which ages the law names. */
export const agesSchema = z.strictObject({
  ...citedShape,
  employable: z.int().positive(),
  guardianConsentBelow: z.int().positive(),
  reachedOn: z.enum(['day_after_birthday', 'birthday']),
  leapDayBirthday: z.enum(['last_day_of_february', 'first_of_march']),
  words: z.strictObject({ underEmployable: wordsSchema, guardian: wordsSchema, ok: wordsSchema, unknown: wordsSchema }),
});

/** A family of harm; `inRecords` is how the records of it are called in the middle of a sentence. */
export const familySchema = z.strictObject({ ...entryShape, inRecords: wordsSchema });

/** The sections of a pack that speak of records. */
export const recordSections = {
  families: z.array(familySchema),
  offences: z.array(offenceSchema),
  recordKinds: z.array(z.strictObject({ ...entryShape, id: recordKindSchema, ...citedShape })),
  labels: z.array(labelSchema),
  scopeRules: z.array(scopeRuleSchema),
  finalityRules: z.array(finalityRuleSchema),
  endingRules: z.array(endingRuleSchema),
  sealingNotes: sealingNotesSchema,
  absoluteSealing: z.array(absoluteSealingSchema),
  restrictedSealing: z.array(restrictedSealingSchema),
  restrictedReach: z.array(restrictedReachSchema),
  identityRules: z.array(identityRuleSchema),
  ages: agesSchema,
};
