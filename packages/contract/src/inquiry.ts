import { z } from 'zod';
import { Kept } from './kept.js';
import { FieldProblem } from './problem.js';

/** A text in both languages, as the law pack or the product words it. */
export const BothLanguages = z.object({ en: z.string(), zh: z.string() });

/**
 * States of an inquiry. Those between ASKING and RELEASED stay with the platform: everybody else reads ASKING until the
 * release, so that waiting tells nothing.
 */
export const inquiryStates = [
  'DRAFT',
  'CONSENT_PENDING',
  'CONSENTED',
  'CONSENT_REFUSED',
  'DETAILS_DISPUTED',
  'NOTICE_SERVED',
  'SUBMITTED',
  'RETURNED',
  'APPROVED',
  'ASKING',
  'RELEASED',
  'SETTLED',
  'OBJECTED',
  'AT_EDUCATION',
  'AT_MINISTRY',
  'AT_PUBLIC_SECURITY',
  'ANSWER_STANDS',
  'ANSWER_CORRECTED',
  'RECALLED',
  'WITHDRAWN',
  'CANCELLED',
] as const;
export const InquiryState = z.enum(inquiryStates);
export type InquiryState = z.infer<typeof InquiryState>;

export const documentKinds = [
  'resident_id',
  'hmt_residence',
  'hm_permit',
  'tw_permit',
  'foreign_pr',
  'passport',
] as const;

/** A document as entered. The number is checked and brought into one form by the server. */
export const EnteredDocument = z.strictObject({
  type: z.enum(documentKinds),
  number: z.string().trim().max(64),
});

/** The person asked about, as entered. */
export const EnteredPerson = z.strictObject({
  name: z.string().trim().min(1).max(100),
  formerNames: z.array(z.string().trim().min(1).max(100)).max(10).default([]),
  sex: z.enum(['male', 'female']).optional(),
  birthDate: z.iso.date().optional(),
  nationality: z.string().trim().max(60).optional(),
  documents: z.array(EnteredDocument).max(8).describe('All documents held; none is refused: a name alone is nothing'),
});
export type EnteredPerson = z.infer<typeof EnteredPerson>;

const inquiryTerms = {
  purpose: z.string().max(60).describe('A purpose of the law pack'),
  postClass: z.string().max(60),
  postTitle: z.string().trim().max(100).optional(),
  employmentForm: z.string().max(60),
  startDate: z.iso.date().describe('Intended start of work, a day in China'),
  urgent: z.boolean().default(false),
};

/** One person asked about, as a clerk enters it. */
export const InquiryDraft = z.strictObject({
  ...inquiryTerms,
  person: EnteredPerson,
  remarks: z.string().trim().max(500).optional(),
});
export type InquiryDraft = z.infer<typeof InquiryDraft>;

export const identityProofKinds = [
  'original_seen',
  'chip_or_face_match',
  'population_register',
  'witnessed_on_paper',
] as const;

/** How identity was proven; who and when the server adds. */
export const IdentityProof = z.strictObject({ kind: z.enum(identityProofKinds) });

/** What was found wrong with a draft; it can be kept, and not sent. */
export const DraftCheck = z.object({
  problems: z.array(FieldProblem),
  notes: z.array(FieldProblem).describe('Done for you or worth a look; nothing to mend'),
  permission: z.enum(['consent', 'notice']).nullable(),
  guardianNeeded: z.boolean(),
});
export type DraftCheck = z.infer<typeof DraftCheck>;

/** One step of the five-step line. `looked_up` and `told` change together at the release and name nobody. */
export const InquiryStep = z.object({
  step: z.enum(['prepared', 'agreed', 'approved', 'looked_up', 'told']),
  state: z.enum(['done', 'now', 'ahead', 'stopped']),
  at: z.iso.datetime().optional(),
  by: BothLanguages.optional().describe('The organisation that did it'),
});

/**
 * The answer as the unit has it. Byte-identical for no record, a sealed record and a blind comparison that ended without
 * one.
 */
export const InquiryDecision = z.object({
  outcome: z.enum(['no_record', 'record_found', 'not_now']),
  sources: z.array(z.object({ nameEn: z.string(), nameZh: z.string(), dataAsOf: z.iso.datetime() })),
  dataAsOf: z.iso.datetime(),
  validity: BothLanguages,
  next: BothLanguages,
});
export type InquiryDecision = z.infer<typeof InquiryDecision>;

export const settlementKinds = [
  'hired',
  'not_hired',
  'work_continued',
  'work_stopped',
  'employment_ended',
  'qualification_granted',
  'qualification_refused',
  'person_left',
] as const;

/** A letter in plain words. */
export const Letter = z.object({ title: BothLanguages, paragraphs: z.array(BothLanguages) });
export type Letter = z.infer<typeof Letter>;

/** Where an objection is: its steps with who is responsible and until when, what holds meanwhile, and what came of it. */
export const ObjectionCourse = z.object({
  state: z
    .enum(['kept', 'open', 'stands', 'corrected', 'recalled'])
    .describe(
      '`kept`: its course begins when the answer is told to the unit. `recalled`: the answer became void meanwhile',
    ),
  steps: z.array(
    z.object({
      title: BothLanguages,
      by: BothLanguages.describe('Who is responsible'),
      state: z.enum(['done', 'now', 'ahead']),
      dueAt: z.iso.datetime().describe('By when it has to be done; of a step ahead, if none before it is late'),
      overdue: z.boolean(),
      endedAt: z.iso.datetime().optional(),
    }),
  ),
  interim: BothLanguages.optional().describe('What holds until it is decided'),
  letter: Letter.optional().describe('The reasons, for the person'),
  repairs: z.array(
    z.object({
      id: z.uuid(),
      what: BothLanguages,
      by: BothLanguages,
      dueAt: z.iso.datetime(),
      overdue: z.boolean(),
      doneAt: z.iso.datetime().optional(),
      mayDo: z.boolean(),
    }),
  ),
});
export type ObjectionCourse = z.infer<typeof ObjectionCourse>;

export const objectionReasons = ['not_me', 'wrong_data', 'sealed', 'other'] as const;

/** Something one may do now with an inquiry: the endpoint's last word. */
export const inquiryDeeds = [
  'edit',
  'prove-identity',
  'send-consent',
  'record-paper',
  'serve-notice',
  'submit',
  'cancel',
  'approve',
  'return',
  'settle',
  'object',
  'note-recall',
  'download-notice',
] as const;

/** A masked document: never more than the first two characters of its number. */
export const MaskedInquiryDocument = z.object({
  type: z.string().describe('A document type, or in a row with problems what was entered for one'),
  number: z.string(),
});

/** One line of a list. */
export const InquiryLine = z.object({
  id: z.uuid(),
  version: z.number().int(),
  state: InquiryState,
  name: z.string(),
  documents: z.array(MaskedInquiryDocument),
  purpose: z.string(),
  postClass: z.string(),
  unit: BothLanguages,
  batchId: z.uuid().optional(),
  rowNumber: z.number().int().optional(),
  problems: z.number().int(),
  identityProven: z.boolean(),
  startDate: z.iso.date().optional().describe('Absent while a row of a list has none that can be read'),
  overdue: z.boolean(),
  dueAt: z.iso.datetime().optional(),
  changedAt: z.iso.datetime(),
});
export type InquiryLine = z.infer<typeof InquiryLine>;

/** One inquiry as its page shows it. */
export const InquiryView = InquiryLine.extend({
  postTitle: z.string().optional(),
  employmentForm: z.string(),
  formerNames: z.array(z.string()),
  urgent: z.boolean(),
  standing: z.enum(['candidate', 'serving']),
  permission: z.enum(['consent', 'notice']),
  monitored: z.boolean().describe('Found while the person serves; nobody asked'),
  legalBases: z.array(z.object({ id: z.string(), title: BothLanguages })),
  authority: BothLanguages.describe('Who reviews'),
  identityProof: IdentityProof.extend({ at: z.iso.datetime() }).optional(),
  consent: z
    .object({
      state: z.enum([
        'none',
        'sent',
        'opened',
        'agreed',
        'refused',
        'disputed',
        'expired',
        'withdrawn',
        'notice_served',
      ]),
      at: z.iso.datetime().optional(),
      expiresAt: z.iso.datetime().optional(),
      way: z.enum(['link', 'paper', 'notice']).optional(),
    })
    .describe('How far the person has come'),
  fields: z.array(FieldProblem),
  steps: z.array(InquiryStep),
  sentence: BothLanguages.describe('The one large sentence: the answer, or that there is none yet'),
  decision: InquiryDecision.optional(),
  types: z
    .array(z.object({ id: z.string(), title: BothLanguages }))
    .optional()
    .describe('The reviewing authority only'),
  next: BothLanguages.describe('What to do now'),
  may: z.array(z.enum(inquiryDeeds)),
  mayStartFrom: z.iso.datetime().optional().describe('The release; nobody starts before it'),
  returned: z.object({ reasons: z.array(z.string()), words: z.string(), at: z.iso.datetime() }).optional(),
  breaches: z.array(z.object({ kind: z.string(), words: BothLanguages, at: z.iso.datetime() })),
  settlement: z
    .object({
      kind: z.enum(settlementKinds),
      on: z.iso.date(),
      at: z.iso.datetime(),
      employmentId: z.uuid().optional().describe('Of a hire: the row of the roster that stands for the person'),
    })
    .optional(),
  settlements: z
    .array(z.enum(settlementKinds))
    .describe('What may be said to have come of it, while it can be settled'),
  objection: z.object({ reason: z.enum(objectionReasons), at: z.iso.datetime() }).optional(),
  course: ObjectionCourse.optional(),
  noticeReady: z.boolean(),
  kept: Kept.optional(),
  timeline: z.array(
    z.object({ what: z.string(), words: BothLanguages, at: z.iso.datetime(), by: BothLanguages.optional() }),
  ),
});
export type InquiryView = z.infer<typeof InquiryView>;

/** The choices of the law pack for the signed-in unit, for the forms. */
export const InquiryOptions = z.object({
  purposes: z.array(z.object({ id: z.string(), title: BothLanguages, standing: z.string() })),
  postClasses: z.array(z.object({ id: z.string(), title: BothLanguages })),
  employmentForms: z.array(z.object({ id: z.string(), title: BothLanguages })),
  documentTypes: z.array(z.object({ id: z.enum(documentKinds), title: BothLanguages })),
  identityProofs: z.array(z.object({ id: z.enum(identityProofKinds), title: BothLanguages })),
  returnReasons: z.array(z.object({ id: z.string(), title: BothLanguages })),
  settlements: z.array(z.object({ id: z.enum(settlementKinds), title: BothLanguages })),
  objectionReasons: z.array(z.object({ id: z.enum(objectionReasons), title: BothLanguages })),
  hasProofs: z.boolean().describe('Whether the law pack has proofs of check'),
  lawPack: z.object({ id: z.string(), version: z.string(), hash: z.string() }),
});

export type InquiryOptions = z.infer<typeof InquiryOptions>;

/** What needs somebody today, with its clock, and the figures under it. */
export const InquiryHome = z.object({
  tasks: z.array(
    z.object({
      kind: z.enum([
        'mend',
        'prove-identity',
        'ask-consent',
        'consent-waiting',
        'consent-refused',
        'details-disputed',
        'submit',
        'returned',
        'review',
        'stop-work',
        'recalled',
        'see-to-recalled',
        'settle',
        'objection',
        'repair',
      ]),
      words: BothLanguages,
      count: z.number().int(),
      dueAt: z.iso.datetime().optional(),
      overdue: z.number().int(),
    }),
  ),
  figures: z.object({
    thisMonth: z.number().int(),
    notYetAsked: z.number().int(),
    waiting: z.number().int(),
    overdue: z.number().int(),
    byDay: z.array(z.object({ day: z.iso.date(), asked: z.number().int(), released: z.number().int() })),
  }),
});
export type InquiryHome = z.infer<typeof InquiryHome>;
