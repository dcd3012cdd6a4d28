import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { PageQuery, pageOf } from './paging.js';
import { LookPurpose, PersonNameView, RegistryReason, RegistryWords } from './registry-facts.js';

/** One turn of a comparison. */
export const ComparisonStage = z.enum(['first', 'second', 'recheck']);

/** The four endings. A third person decides, so `need_more` is not theirs to choose. */
export const ComparisonEnding = z.enum(['same_person', 'not_the_same', 'need_more', 'identity_misused']);

/** One line of evidence. A value is absent where it is hidden or missing. */
export const EvidenceLine = z.object({
  field: z.enum(['name', 'former_names', 'sex', 'birth_date', 'nationality', 'document']),
  title: RegistryWords,
  /** Kind of document, on lines of documents. */
  documentType: z.string().nullable(),
  asked: z.string().nullable(),
  /** Nobody stated it: it stands in the document number. */
  askedFromNumber: z.boolean(),
  onRecord: z.string().nullable(),
  onRecordFromNumber: z.boolean(),
  verdict: z.enum(['same', 'same_after_folding', 'differs', 'missing']),
  verdictWords: RegistryWords,
});

/** A turn that waits for an account, of a question as of two persons on record. */
export const TurnItem = z.object({
  id: z.uuid(),
  stage: ComparisonStage,
  openedAt: z.iso.datetime(),
  dueAt: z.iso.datetime(),
  overdue: z.boolean(),
  claimedByMe: z.boolean(),
  version: z.number().int(),
});

/** Kind of decision and day, so that two people with one name are told apart; no narrative. */
export const ComparedDecision = z.object({
  kind: z.string(),
  decisionDate: z.string(),
  decidingBodyName: z.string(),
});

/** Document numbers of both sides, masked but for their last two characters. */
export const ComparedNumbers = z.object({
  asked: z.array(z.object({ type: z.string(), masked: z.string() })),
  onRecord: z.array(z.object({ type: z.string(), masked: z.string() })),
});

/** What for, and why, somebody who compares looks at the numbers. */
export const NumbersLook = z.strictObject({ purpose: LookPurpose, reason: RegistryReason });

/** The opinions of a turn, in the endings of what is compared: one's own once given, and both earlier ones for the third person alone. */
export function opinionsOf<E extends z.ZodType>(ending: E) {
  return {
    ownOpinion: z.object({ ending, reason: z.string(), at: z.iso.datetime() }).nullable(),
    earlierOpinions: z.array(z.object({ stage: ComparisonStage, ending, reason: z.string() })),
  };
}

const InboxItem = TurnItem.extend({ urgent: z.boolean() });

/** Asked and on record, side by side. Numbers are not here: never a birth date and a mask together. */
export const ComparisonView = InboxItem.extend({
  /** Shown first: two people found before that this identity may have been misused. */
  misuseMarkedAt: z.iso.datetime().nullable(),
  purpose: z.string(),
  postClass: z.string(),
  unitType: z.string(),
  lines: z.array(EvidenceLine),
  reasons: z.array(RegistryWords),
  identityAsked: RegistryWords,
  identityOnRecord: z.array(RegistryWords),
  namesOnRecord: z.array(PersonNameView),
  decisions: z.array(ComparedDecision),
  ...opinionsOf(ComparisonEnding),
});
export type ComparisonView = z.infer<typeof ComparisonView>;

const params = z.object({ comparisonId: z.uuid() });

/** Endpoints of comparing asked and recorded, by two people one after the other. */
export const registryComparisonEndpoints = {
  listComparisons: endpoint({
    method: 'GET',
    path: '/api/registry/comparisons',
    access: 'registry:compare',
    summary: 'What waits for this account to compare, what is due first on top',
    query: PageQuery,
    answer: pageOf(InboxItem),
    journal: { none: 'names no person' },
  }),
  claimComparison: endpoint({
    method: 'POST',
    path: '/api/registry/comparisons/:comparisonId/claim',
    access: 'registry:compare',
    summary: 'Take a comparison, so that no colleague opens it meanwhile',
    params,
    body: z.strictObject({ version: z.int() }),
    answer: InboxItem,
    journal: { act: 'registry.claim-comparison' },
  }),
  readComparison: endpoint({
    method: 'GET',
    path: '/api/registry/comparisons/:comparisonId',
    access: 'registry:compare',
    summary: 'Asked and on record side by side',
    params,
    answer: ComparisonView,
    journal: { act: 'registry.read-comparison' },
  }),
  showNumbers: endpoint({
    method: 'POST',
    path: '/api/registry/comparisons/:comparisonId/number-views',
    access: 'registry:compare',
    summary: 'Document numbers masked with their last two characters, for a purpose',
    params,
    body: NumbersLook,
    answer: ComparedNumbers,
    journal: { act: 'registry.show-numbers' },
  }),
  giveOpinion: endpoint({
    method: 'POST',
    path: '/api/registry/comparisons/:comparisonId/opinions',
    access: 'registry:compare',
    summary: 'Give an opinion with its reason',
    params,
    body: z.strictObject({ version: z.int(), ending: ComparisonEnding, reason: RegistryReason }),
    status: 201,
    answer: z.object({ opinionId: z.uuid(), stage: ComparisonStage }),
    journal: { act: 'registry.give-opinion' },
  }),
};
