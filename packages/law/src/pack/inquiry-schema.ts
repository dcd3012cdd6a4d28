import { z } from 'zod';
import { citedShape, entryShape, keySchema, keysOrAllSchema, ruleShape, wordsSchema } from './rule-schema.js';

/** A legal basis an inquiry may rest on. */
export const legalBasisSchema = z.strictObject({ ...entryShape, ...citedShape });

/** A kind of unit in close contact with minors, and the authority that reviews its inquiries. */
export const unitTypeSchema = z.strictObject({ ...entryShape, authority: keySchema, ...citedShape });

/** Why one asks; whether the person is a candidate or already serving decides much of the procedure. */
export const purposeSchema = z.strictObject({
  ...entryShape,
  standing: z.enum(['candidate', 'serving', 'as_before']),
  ...citedShape,
});

/** What may be said to have come of an answer: offered for these purposes, to people of this standing. */
export const settlementSchema = z.strictObject({
  ...entryShape,
  standings: z.array(z.enum(['candidate', 'serving'])).min(1),
  purposes: keysOrAllSchema,
  ...citedShape,
});

/**
 * What an inquiry for a purpose, post class and unit type needs. Rules that fit are added together; a rule that names no
 * legal basis only adds to those that do.
 */
export const requirementSchema = z.strictObject({
  id: keySchema,
  words: wordsSchema,
  purposes: z.array(keySchema).min(1),
  postClasses: keysOrAllSchema,
  unitTypes: keysOrAllSchema,
  legalBases: z.array(keySchema),
  querySources: z.array(keySchema),
  permission: z.enum(['consent', 'notice']),
  reviewedBy: keySchema.nullable(),
  reviewLevel: z.enum(['own', 'next_up']),
  ...ruleShape,
});

/** A period of the procedure. */
export const deadlineSchema = z.strictObject({
  ...entryShape,
  amount: z.int().positive(),
  unit: z.enum(['minutes', 'hours', 'days', 'working_days', 'months']),
  rollsForward: z.boolean(),
  ...citedShape,
});

/**
 * A step an objection goes through, in the table's order: for which answers, which authority is responsible, and which period
 * it has. `reviewing` is the authority that reviewed the check, `ministry` the one above all of them, `registry` whoever answered.
 */
export const objectionStepSchema = z.strictObject({
  ...entryShape,
  responsible: z.enum(['reviewing', 'ministry', 'registry']),
  deadline: keySchema,
  outcomes: z.array(z.enum(['no_record', 'record_found'])).min(1),
  ...citedShape,
});

/** What has to be put right after an objection was upheld: by whom, for people of which standing, within which period. */
export const repairSchema = z.strictObject({
  ...entryShape,
  by: z.enum(['unit', 'authority']),
  standings: z.array(z.enum(['candidate', 'serving'])).min(1),
  deadline: keySchema,
  ...citedShape,
});

/** What was granted is looked at again once a record of the same person is told: which grants, and by when the person has to be asked about anew. */
export const grantReviewSchema = z.strictObject({
  ...entryShape,
  purpose: keySchema,
  settlement: keySchema,
  deadline: keySchema,
  ...citedShape,
});

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** When answers leave. Times are China's. */
export const scheduleSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('times_of_working_day'), times: z.array(timeOfDay).min(1) }),
  z.strictObject({ kind: z.literal('interval'), seconds: z.int().positive().max(86_400) }),
  z.strictObject({ kind: z.literal('at_once') }),
]);

/** The three clocks of release. */
export const releaseWindowsSchema = z.strictObject({
  ordinary: scheduleSchema,
  urgent: scheduleSchema,
  priority: scheduleSchema,
  ...citedShape,
});

/** One row in how many without evidence goes to people all the same. */
export const blindShareSchema = z.strictObject({ oneIn: z.int().positive(), ...citedShape });

/** For which purpose those who serve are compared with what comes on record; what it rests on the requirements of that purpose say. */
export const monitoringSchema = z.strictObject({ purpose: keySchema, ...citedShape });

/**
 * How often an invented person goes the way of a question, and of somebody enrolled, to the desk where people compare; and how long a way
 * may go without one before it counts as silent.
 */
export const canariesSchema = z
  .strictObject({
    everyMinutes: z.int().positive().max(1440),
    silentAfterMinutes: z.int().positive(),
    ...citedShape,
  })
  .refine(({ everyMinutes, silentAfterMinutes }) => silentAfterMinutes > everyMinutes, {
    path: ['silentAfterMinutes'],
    error: 'A way cannot be silent before the next canary is due. || 沉默时限须长于发送间隔。',
  });

/**
 * How many days a message to another node is kept, sealed, after it was acknowledged: a node that was put back from a backup within them
 * is sent what it lost.
 */
export const resendingSchema = z.strictObject({ keptDays: z.int().positive().max(92), ...citedShape });

/** How late records come is told of a deciding body in a month only where it has so many: fewer could point at somebody. */
export const entryLagsSchema = z.strictObject({ fewestRecords: z.int().positive(), ...citedShape });

/**
 * For how many hours a source may say nothing at the most, whatever was declared of it; and within how many hours after a numbered delivery it has to
 * say how many rows it sent.
 */
export const sourceFeedsSchema = z.strictObject({
  mostFreshHours: z.int().positive().max(8784),
  countWithinHours: z.int().positive().max(8784),
  ...citedShape,
});

/** Of how few objections of one outcome nothing is published, since they could point at somebody. */
export const objectionFiguresSchema = z.strictObject({ fewestObjections: z.int().positive(), ...citedShape });

/** How long a class of document is kept, counted from an event. */
export const retentionSchema = z.strictObject({
  ...entryShape,
  months: z.int().nonnegative(),
  countedFrom: wordsSchema,
  ...citedShape,
});

/** How many days before its erasure a document is announced, and on which grounds it may be held back. */
export const retentionCourseSchema = z.strictObject({
  warningDays: z.int().nonnegative(),
  holdGrounds: z.array(z.strictObject({ id: keySchema, title: wordsSchema })).min(1),
  ...citedShape,
});

/** A text shown to a person, with `{placeholders}`. */
export const textSchema = z.strictObject({ id: keySchema, words: wordsSchema });

/** What the person reads before agreeing, part by part; a part may be for some forms of employment alone. */
export const consentSchema = z.strictObject({
  version: z.string().min(1),
  parts: z.array(
    z.strictObject({
      id: keySchema,
      employmentForms: z.array(keySchema).min(1).optional(),
      title: wordsSchema,
      words: wordsSchema,
    }),
  ),
  ...citedShape,
});

/** A letter: head, sentence, then what it rests on and how to object. */
export const noticeSchema = z.strictObject({ ...entryShape, paragraphs: z.array(wordsSchema).min(1), ...citedShape });

/** Nobody starts before the answer has been released. */
export const startRuleSchema = z.strictObject({ id: keySchema, words: wordsSchema, ...citedShape });

/** The sections of a pack that speak of inquiries. */
export const inquirySections = {
  legalBases: z.array(legalBasisSchema),
  authorities: z.array(z.strictObject(entryShape)),
  unitTypes: z.array(unitTypeSchema),
  employmentForms: z.array(z.strictObject(entryShape)),
  postClasses: z.array(z.strictObject(entryShape)),
  purposes: z.array(purposeSchema),
  settlements: z.array(settlementSchema),
  querySources: z.array(z.strictObject(entryShape)),
  requirements: z.array(requirementSchema),
  startRule: startRuleSchema,
  deadlines: z.array(deadlineSchema),
  objectionSteps: z.array(objectionStepSchema),
  repairs: z.array(repairSchema),
  grantReview: grantReviewSchema,
  releaseWindows: releaseWindowsSchema,
  blindShare: blindShareSchema,
  monitoring: monitoringSchema,
  canaries: canariesSchema,
  resending: resendingSchema,
  entryLags: entryLagsSchema,
  sourceFeeds: sourceFeedsSchema,
  objectionFigures: objectionFiguresSchema,
  retention: z.array(retentionSchema),
  retentionCourse: retentionCourseSchema,
  calendar: keySchema,
  consent: consentSchema,
  answers: z.array(textSchema),
  notices: z.array(noticeSchema),
};
