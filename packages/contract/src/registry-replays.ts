import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { ComparisonEnding, ComparisonStage } from './registry-comparisons.js';
import { DecisionEntry, MaskedDocument, RecordState, RegistryDocumentType, RegistryWords } from './registry-facts.js';

/** Why an answer is looked at again as it was given. */
export const replayPurposes = ['objection', 'correction', 'inspection', 'court'] as const;

/** What stands between an answer as it was given and what would be answered today. */
export const replayDifferences = [
  'record-new',
  'record-corrected',
  'record-withdrawn',
  'identity-new',
  'identity-ended',
  'merged',
  'parted',
  'law-changed',
  'rules-changed',
] as const;
export const ReplayDifference = z.enum(replayDifferences);
export type ReplayDifference = z.infer<typeof ReplayDifference>;

/** What was answered, or what would be: evidence that nobody has compared is no answer. */
export const replayOutcomes = ['no_record', 'record_found', 'would_be_compared', 'cannot_answer'] as const;

const Look = { purpose: z.enum(replayPurposes), reference: z.string().trim().min(2).max(200) };

/** What a question said of itself. */
const Asked = z.object({
  askId: z.uuid(),
  askedBy: z.string().describe('The node that asked'),
  purpose: RegistryWords,
  postClass: RegistryWords,
  unitType: RegistryWords,
  legalBases: z.array(RegistryWords).describe('The authorisation: what the question rests on, by the law pack'),
  askedAt: z.iso.datetime(),
});

const ReplaySource = z.object({
  nameEn: z.string(),
  nameZh: z.string(),
  knownUpTo: z.iso.datetime(),
  silentSince: z.iso.datetime().nullable(),
});

/** Either side: then, or today. */
const ReplaySide = z.object({
  at: z.iso.datetime(),
  outcome: z.enum(replayOutcomes),
  labels: z.array(z.string()),
  lawPack: z.object({ id: z.string(), version: z.string(), hash: z.string() }).nullable(),
  ruleVersion: z.string().nullable(),
  sources: z.array(ReplaySource),
});

/** A record as it stood; null beside it where it did not stand, or could not be told to the question. */
const ReplayRecordSide = z.object({
  state: RecordState,
  version: z.number().int(),
  labels: z.array(z.string()),
  decision: DecisionEntry,
});

const ReplayRecord = z.object({
  id: z.uuid(),
  source: z.object({ nameEn: z.string(), nameZh: z.string(), reference: z.string() }),
  then: ReplayRecordSide.nullable(),
  now: ReplayRecordSide.nullable(),
  differences: z.array(ReplayDifference),
});

/** By what somebody on record was, or is, known. Never a birth date beside a masked number. */
const ReplayIdentity = z.object({
  names: z.array(z.string()),
  documents: z.array(MaskedDocument.pick({ type: true, masked: true })),
});

/** One person whom two people compared with whoever was asked about. */
const ReplayComparison = z.object({
  comparisonId: z.uuid(),
  ending: ComparisonEnding.exclude(['need_more']),
  evidence: z
    .array(RegistryWords)
    .describe('As it was kept, by the rules of then; weighed anew where something is sealed since'),
  /** Turn, finding and time; not the reasons in words, which may speak of what is sealed now. */
  opinions: z.array(z.object({ stage: ComparisonStage, ending: ComparisonEnding, at: z.iso.datetime() })),
  then: ReplayIdentity,
  now: ReplayIdentity,
  records: z.array(ReplayRecord),
  differences: z.array(ReplayDifference),
});

/** One answer: as it was given, and as it would be given today. What is sealed now is on neither side. */
export const AnswerReplay = z.object({
  asked: Asked.extend({
    name: z.string(),
    formerNames: z.array(z.string()),
    documents: z.array(MaskedDocument.pick({ type: true, masked: true })),
    identityProof: RegistryWords,
    urgent: z.boolean(),
  }),
  then: ReplaySide.extend({
    isPackKept: z
      .boolean()
      .describe(
        'Whether the node has the law pack that answered; else this side is worked out by the pack of today at that day',
      ),
  }),
  now: ReplaySide.extend({
    uncompared: z
      .number()
      .int()
      .describe('Persons to whom evidence points today and whom nobody compared for this question'),
  }),
  comparisons: z.array(ReplayComparison),
  lookedAgain: z.array(
    z.object({ askedAt: z.iso.datetime(), outcome: z.enum(['no_record', 'record_found']).nullable() }),
  ),
  recalledAt: z.iso.datetime().nullable(),
  differences: z.array(ReplayDifference).describe('All of them, each once'),
});
export type AnswerReplay = z.infer<typeof AnswerReplay>;

/** Endpoints of looking at an answer as it was given. */
export const registryReplayEndpoints = {
  findAnswers: endpoint({
    method: 'POST',
    path: '/api/registry/answer-searches',
    access: 'registry:replay',
    summary: 'The answers given about whoever holds a document, for a purpose; what was asked, not what was answered',
    body: z.strictObject({ documentType: RegistryDocumentType, number: z.string().min(1).max(64), ...Look }),
    answer: z.object({ items: z.array(Asked) }),
    journal: { act: 'registry.find-answers' },
    perMinute: 20,
  }),
  replayAnswer: endpoint({
    method: 'POST',
    path: '/api/registry/answers/:askId/replays',
    access: 'registry:replay',
    summary: 'One answer with what was known when it was given, beside what is known today',
    params: z.object({ askId: z.uuid() }),
    body: z.strictObject(Look),
    answer: AnswerReplay,
    journal: { act: 'registry.replay-answer' },
  }),
};
