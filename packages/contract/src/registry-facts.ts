import { z } from 'zod';

/** Kinds of document a person can be known by, as `@gatehouse/matching` reads them. */
export const RegistryDocumentType = z.enum([
  'resident_id',
  'hmt_residence',
  'hm_permit',
  'tw_permit',
  'foreign_pr',
  'passport',
  'other',
]);

/** What supplies the registry. */
/** A delivery of a source that numbers them, one after the other from 1. */
export const DeliveryNumber = z.int().min(1).max(2_000_000_000);

export const SourceKind = z.enum([
  'court',
  'prosecutor',
  'police',
  'local_database',
  'restriction_list',
  'civil_register',
]);

const period = { validFrom: z.iso.date().nullable().default(null), validTo: z.iso.date().nullable().default(null) };
const word = (longest: number) => z.string().trim().min(1).max(longest);

/** A name a person has or had. */
export const PersonNameEntry = z.strictObject({
  name: word(100),
  kind: z.enum(['current', 'former', 'alias']).default('current'),
  ...period,
});

/** A document a person has or had, with its whole number. Goes in; never comes out whole. */
export const PersonDocumentEntry = z.strictObject({ type: RegistryDocumentType, number: word(64), ...period });

/** A person as entered. There is no field for anybody harmed. */
export const PersonEntry = z.strictObject({
  names: z.array(PersonNameEntry).min(1).max(20),
  documents: z.array(PersonDocumentEntry).min(1).max(20),
  sex: z.enum(['male', 'female']).nullable().default(null),
  birthDate: z.iso.date().nullable().default(null),
  nationality: z.string().max(3).nullable().default(null),
});
export type PersonEntry = z.infer<typeof PersonEntry>;

const SentenceEntry = z.strictObject({
  kind: z.enum(['fixed_term', 'life', 'death', 'detention', 'control', 'exempt', 'fine_only', 'none']),
  months: z.int().nonnegative().nullable().default(null),
});

/** The decision on record, in the terms the law pack reads. */
export const DecisionEntry = z.strictObject({
  kind: z.enum([
    'judgment',
    'relative_non_prosecution',
    'penalty',
    'qualification_loss',
    'qualification_revocation',
    'ban',
  ]),
  offenceCodes: z.array(word(40)).min(1).max(20),
  decidingBody: z.enum([
    'court',
    'procuratorate',
    'public_security',
    'education_authority',
    'qualification_body',
    'other_authority',
  ]),
  decidingBodyName: word(200),
  decisionDate: z.iso.date(),
  /** Day of legal effect; null: not yet, or not known. */
  effectiveDate: z.iso.date().nullable().default(null),
  appealPending: z.boolean().default(false),
  /** Day a ban ends; null: none. */
  endDate: z.iso.date().nullable().default(null),
  sentence: SentenceEntry.nullable().default(null),
  separateSentences: z.array(SentenceEntry).max(20).default([]),
  /** Days of the acts; whether they fell in minority follows from them and the birth date. */
  acts: z
    .array(
      z.strictObject({
        from: z.iso.date(),
        to: z.iso.date().nullable().default(null),
        main: z.boolean().default(true),
      }),
    )
    .max(50),
  identityEstablishedBy: z.enum(['fingerprint', 'photo', 'document', 'self_stated']),
  legalDesk: z.enum(['undecided', 'answer', 'withhold']).default('undecided'),
});
export type DecisionEntry = z.infer<typeof DecisionEntry>;

/** Where a record comes from. */
export const ProvenanceEntry = z.strictObject({
  sourceCode: word(40),
  /** The source's own number of the decision. */
  sourceReference: word(200),
  /** SHA-256 of the source document, hexadecimal; null where there is only a list. */
  documentHash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable()
    .default(null),
});

/** A record as entered by hand. */
export const RecordEntry = z.strictObject({
  person: PersonEntry,
  decision: DecisionEntry,
  provenance: ProvenanceEntry,
});
export type RecordEntry = z.infer<typeof RecordEntry>;

/** A reason in words; required wherever a fact of the registry changes. */
export const RegistryReason = z.string().trim().min(4).max(1000);

/** Why a person or number on record is looked at. */
export const LookPurpose = z.enum(['verification', 'correction', 'objection', 'sealing', 'comparison']);

export const RecordState = z.enum(['waiting', 'effective', 'rejected', 'sealed', 'withdrawn']);

/** Both languages of a text made by the server. */
export const RegistryWords = z.object({ en: z.string(), zh: z.string() });

/** A document as pages show it. Never together with a birth date. */
export const MaskedDocument = z.object({
  id: z.uuid(),
  type: RegistryDocumentType,
  masked: z.string(),
  validFrom: z.string().nullable(),
  validTo: z.string().nullable(),
});

/** A name as pages show it. */
export const PersonNameView = z.object({
  name: z.string(),
  kind: z.string(),
  validFrom: z.string().nullable(),
  validTo: z.string().nullable(),
});
