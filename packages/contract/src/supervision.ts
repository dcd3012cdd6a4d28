import { z } from 'zod';
import { BothLanguages, documentKinds, EnteredPerson } from './inquiry.js';
import { Kept } from './kept.js';

/** What an order of employment prohibition is called today. */
export const prohibitionStates = [
  'entered',
  'returned',
  'not_begun',
  'in_force',
  'breached',
  'expired',
  'lifted',
] as const;
export const ProhibitionState = z.enum(prohibitionStates);
export type ProhibitionState = z.infer<typeof ProhibitionState>;

/** What can be due about an order; the first of an order is the one next act of its page. */
export const prohibitionDeeds = [
  'verify',
  'amend',
  'refer',
  'decide_change',
  'certify',
  'serve',
  'await_receipt',
  'look_at_name',
  'learn_day',
  'watch',
] as const;
export const ProhibitionDeed = z.enum(prohibitionDeeds);
export type ProhibitionDeed = z.infer<typeof ProhibitionDeed>;

/** What was ordered beside a prohibition; `none`: no sentence stands behind it. */
export const prohibitionSentences = [
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
] as const;

const Text = z.string().trim().min(1).max(200);
const Reason = z.string().trim().min(1).max(2000);

/** An order as a procurator enters it from the judgment or decision. */
export const ProhibitionEntry = z.strictObject({
  person: EnteredPerson,
  regime: z.string().max(60).describe('A regime of the law pack'),
  orderedBy: Text.describe('The court or body that ordered it'),
  caseNumber: Text,
  offence: Text.describe('As the judgment names it; stays with the procuratorate and stands on the certificate'),
  department: Text.describe('The education department on which the judgment is served'),
  effectiveOn: z.iso.date().describe('Day on which the judgment or decision took effect'),
  sentence: z.enum(prohibitionSentences),
  sentenceEndsOn: z.iso.date().optional().describe('Last day of the sentence, of control or of probation'),
  paroledOn: z.iso.date().optional(),
  deedOn: z.iso
    .date()
    .optional()
    .describe('Day of the deed, the last one where it went on; asked for where the person may not have been of age'),
  sentenceMonths: z
    .number()
    .int()
    .min(1)
    .max(600)
    .optional()
    .describe('Length of the sentence; asked for where the person was not of age at the deed'),
  years: z.number().int().min(1).max(99).optional().describe('Where the court set them'),
  postClasses: z
    .array(z.string().max(60))
    .min(1)
    .max(30)
    .optional()
    .describe('Left out: all in close contact with minors'),
  exposesChild: z.boolean().describe('The judgment would expose a child: the certificate is served in its place'),
});
export type ProhibitionEntry = z.infer<typeof ProhibitionEntry>;

/** What waits for somebody about an order. */
const DueMatter = z.object({
  deed: ProhibitionDeed,
  words: BothLanguages,
  dueAt: z.iso.datetime().optional(),
  isLate: z.boolean(),
});
export type ProhibitionDue = z.infer<typeof DueMatter>;

/** One order in a list. */
export const ProhibitionLine = z.object({
  id: z.uuid(),
  version: z.number().int(),
  name: z.string(),
  regime: BothLanguages,
  state: ProhibitionState,
  from: BothLanguages.describe('From when it holds'),
  until: BothLanguages.describe('Until when it holds'),
  next: DueMatter.optional(),
  alarms: z.array(BothLanguages).describe('Days that have come on which somebody has to move'),
  placements: z.number().int().describe('Placements that go on'),
  keeper: BothLanguages.optional().describe('The procuratorate that keeps it, where that is another one below'),
});
export type ProhibitionLine = z.infer<typeof ProhibitionLine>;

/** Somebody whom the order bars from a post, at a unit. */
export const PlacementView = z.object({
  id: z.uuid(),
  unit: BothLanguages,
  postClass: BothLanguages,
  fromDate: z.iso.date(),
  seenAt: z.iso.datetime(),
  isSure: z.boolean().describe('The document and a name agree; otherwise the document alone does'),
  endedOn: z.iso.date().optional(),
  breach: z.object({ words: BothLanguages, since: z.iso.datetime() }).optional(),
  referral: z.object({ to: BothLanguages, at: z.iso.datetime() }).optional(),
  mayRefer: z.boolean(),
});
export type PlacementView = z.infer<typeof PlacementView>;

/** One order with its life. */
export const ProhibitionView = ProhibitionLine.extend({
  regimeWords: BothLanguages,
  rests: BothLanguages.describe('What it rests on, as the law pack cites it'),
  isSourceRead: z.boolean().describe('Whether the wording was read at its source'),
  watchedBy: BothLanguages,
  documents: z.array(z.object({ type: z.enum(documentKinds), number: z.string().describe('Masked') })),
  formerNames: z.array(z.string()),
  orderedBy: z.string(),
  caseNumber: z.string(),
  offence: z.string(),
  department: z.string(),
  effectiveOn: z.iso.date(),
  sentence: BothLanguages,
  sentenceEndsOn: z.iso.date().optional(),
  paroledOn: z.iso.date().optional(),
  deedOn: z.iso.date().optional(),
  sentenceMonths: z.number().int().optional(),
  years: z.number().int().optional(),
  posts: z.array(BothLanguages).describe('Empty: all in close contact with minors'),
  exposesChild: z.boolean(),
  due: z.array(DueMatter),
  service: z.object({ on: z.iso.date(), document: z.enum(['judgment', 'certificate']) }).optional(),
  hasCertificate: z.boolean(),
  toldAt: z.iso.datetime().optional(),
  receivedAt: z.iso.datetime().optional(),
  change: z
    .object({
      kind: z.enum(['lift', 'shorten', 'correct']),
      title: BothLanguages,
      reason: z.string(),
      endsOn: z.iso.date().optional(),
      differences: z.array(BothLanguages).describe('What a correction would change'),
    })
    .optional(),
  kept: Kept.optional(),
  isDisplaced: z.boolean().describe('Another order about this person prevails over it'),
  others: z.array(z.object({ id: z.uuid(), regime: BothLanguages, state: ProhibitionState })),
  seen: z.array(PlacementView),
  referrals: z.array(
    z.object({ id: z.string(), title: BothLanguages, words: BothLanguages, gravity: z.enum(['breach', 'serious']) }),
  ),
  timeline: z.array(
    z.object({ what: z.string(), words: BothLanguages, at: z.iso.datetime(), reason: z.string().optional() }),
  ),
  may: z.array(
    z.enum(['verify', 'return', 'amend', 'propose_change', 'decide_change', 'certify', 'take_certificate', 'serve']),
  ),
});
export type ProhibitionView = z.infer<typeof ProhibitionView>;

/** What a form about an order can choose from, as the law pack has it. */
export const ProhibitionOptions = z.object({
  regimes: z.array(
    z.object({
      id: z.string(),
      title: BothLanguages,
      words: BothLanguages,
      rests: BothLanguages,
      isSourceRead: z.boolean(),
      sentences: z.array(z.enum(prohibitionSentences)),
      years: z.object({ fewest: z.number().int(), most: z.number().int() }).nullable(),
      mayBeNarrowed: z.boolean(),
      served: z.boolean(),
    }),
  ),
  sentences: z.array(z.object({ id: z.enum(prohibitionSentences), title: BothLanguages })),
  postClasses: z.array(z.object({ id: z.string(), title: BothLanguages })),
  documentTypes: z.array(z.object({ id: z.string(), title: BothLanguages })),
});
export type ProhibitionOptions = z.infer<typeof ProhibitionOptions>;

/** What needs the procuratorate today about orders; counts only. */
export const ProhibitionHome = z.object({
  tasks: z.array(
    z.object({
      kind: z.string(),
      words: BothLanguages,
      count: z.number().int(),
      overdue: z.number().int(),
      dueAt: z.iso.datetime().optional(),
      since: z.iso.datetime().optional().describe('Since when the oldest waits'),
    }),
  ),
  figures: z.object({ inForce: z.number().int(), breached: z.number().int() }),
});
export type ProhibitionHome = z.infer<typeof ProhibitionHome>;

/** What two procurators change of an order: it ends, it ends earlier, or it was entered wrongly. */
export const ProhibitionChange = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('lift'),
    version: z.number().int(),
    endsOn: z.iso.date().describe('Last day on which it holds'),
    reason: Reason,
  }),
  z.strictObject({ kind: z.literal('shorten'), version: z.number().int(), endsOn: z.iso.date(), reason: Reason }),
  z.strictObject({
    kind: z.literal('correct'),
    version: z.number().int(),
    entry: ProhibitionEntry,
    reason: Reason,
  }),
]);
export type ProhibitionChange = z.infer<typeof ProhibitionChange>;

/** Who made a step of an order, where the contract of an answer is only that it was done. */
export const ProhibitionDone = z.object({ id: z.uuid(), version: z.number().int() });
export { Reason as ProhibitionReason };
