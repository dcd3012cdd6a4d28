import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { PageQuery, pageOf } from './paging.js';
import {
  ComparedDecision,
  ComparedNumbers,
  ComparisonEnding,
  ComparisonStage,
  EvidenceLine,
  NumbersLook,
  opinionsOf,
  TurnItem,
} from './registry-comparisons.js';
import { MaskedDocument, PersonNameView, RegistryReason, RegistryWords } from './registry-facts.js';

/** Turns of comparing two persons on record, and what becomes of them. `undoing`: in force until somebody else confirms. */
export const MergeState = z.enum([
  'first',
  'second',
  'recheck',
  'merged',
  'not_the_same',
  'cancelled',
  'undoing',
  'undone',
]);
export type MergeState = z.infer<typeof MergeState>;
export type MergeStage = z.infer<typeof ComparisonStage>;

/** What one person may find of two on record. Both are on record, so that nobody's identity is misused by it. */
export const MergeEnding = ComparisonEnding.exclude(['identity_misused']);

/** What one of the two is on record with: as little as it takes to tell two people apart. */
const MergeSide = z.object({
  names: z.array(PersonNameView),
  identity: z.array(RegistryWords),
  decisions: z.array(ComparedDecision),
});

/** Two persons on record side by side. In the lines `asked` is the one and `onRecord` the other. Numbers are not here. */
export const MergeView = TurnItem.extend({
  ruleVersion: z.string(),
  lines: z.array(EvidenceLine),
  reasons: z.array(RegistryWords),
  one: MergeSide,
  other: MergeSide,
  ...opinionsOf(MergeEnding),
});
export type MergeView = z.infer<typeof MergeView>;

/** One of the persons that a merged person was made of, and which of the records are theirs. */
export const MergedPart = z.object({
  personId: z.uuid(),
  names: z.array(PersonNameView),
  documents: z.array(MaskedDocument),
  recordIds: z.array(z.uuid()),
});
export type MergedPart = z.infer<typeof MergedPart>;

/** A merge in force on the page of its person. */
export const MergeInForce = z.object({
  id: z.uuid(),
  state: z.enum(['merged', 'undoing']),
  version: z.number().int(),
  mergedAt: z.iso.datetime(),
  ruleVersion: z.string(),
  reasons: z.array(RegistryWords),
  onePersons: z.array(z.uuid()),
  otherPersons: z.array(z.uuid()),
  opinions: z.array(
    z.object({ stage: ComparisonStage, ending: MergeEnding, reason: z.string(), at: z.iso.datetime() }),
  ),
  /** No later merge rests on it, so that it may be undone. */
  isLast: z.boolean(),
  /** The undoing that waits for somebody else. */
  undoing: z.object({ reason: z.string(), at: z.iso.datetime(), own: z.boolean() }).nullable(),
});
export type MergeInForce = z.infer<typeof MergeInForce>;

/** A merge whose undoing waits for a second person, with the parts it would be taken apart into. */
export const UndoingMerge = MergeInForce.extend({ personId: z.uuid(), parts: z.array(MergedPart) });

/** A look through everybody on record for persons who stand twice. Counts only. */
export const MergeSweep = z.object({
  id: z.uuid(),
  state: z.enum(['running', 'stopped', 'finished']),
  persons: z.number().int(),
  personsDone: z.number().int(),
  proposed: z.number().int(),
  startedAt: z.iso.datetime(),
});
export type MergeSweep = z.infer<typeof MergeSweep>;

const params = z.object({ mergeId: z.uuid() });
const sweepParams = z.object({ sweepId: z.uuid() });
const result = z.object({ mergeId: z.uuid(), state: MergeState, version: z.number().int() });

/** Endpoints of persons on record who may be one: comparing them by two people, and undoing it by two. */
export const registryMergeEndpoints = {
  listMerges: endpoint({
    method: 'GET',
    path: '/api/registry/merges',
    access: 'registry:compare',
    summary: 'Pairs of persons on record that wait for this account to compare, what is due first on top',
    query: PageQuery,
    answer: pageOf(TurnItem),
    journal: { none: 'names no person' },
  }),
  claimMerge: endpoint({
    method: 'POST',
    path: '/api/registry/merges/:mergeId/claim',
    access: 'registry:compare',
    summary: 'Take a pair of persons on record, so that no colleague opens it meanwhile',
    params,
    body: z.strictObject({ version: z.int() }),
    answer: TurnItem,
    journal: { act: 'registry.claim-merge' },
  }),
  readMerge: endpoint({
    method: 'GET',
    path: '/api/registry/merges/:mergeId',
    access: 'registry:compare',
    summary: 'Two persons on record side by side',
    params,
    answer: MergeView,
    journal: { act: 'registry.read-merge' },
  }),
  showMergeNumbers: endpoint({
    method: 'POST',
    path: '/api/registry/merges/:mergeId/number-views',
    access: 'registry:compare',
    summary: 'Document numbers of both masked with their last two characters, for a purpose',
    params,
    body: NumbersLook,
    answer: ComparedNumbers,
    journal: { act: 'registry.show-merge-numbers' },
  }),
  giveMergeOpinion: endpoint({
    method: 'POST',
    path: '/api/registry/merges/:mergeId/opinions',
    access: 'registry:compare',
    summary: 'Say with a reason whether two persons on record are one',
    params,
    body: z.strictObject({ version: z.int(), ending: MergeEnding, reason: RegistryReason }),
    status: 201,
    answer: z.object({ opinionId: z.uuid(), stage: ComparisonStage }),
    journal: { act: 'registry.give-merge-opinion' },
  }),
  listUndoings: endpoint({
    method: 'GET',
    path: '/api/registry/merge-undoings',
    access: 'registry:read',
    summary: 'Merges whose undoing waits for a second person',
    answer: z.object({ items: z.array(UndoingMerge) }),
    journal: { act: 'registry.list-merge-undoings' },
  }),
  proposeUndoing: endpoint({
    method: 'POST',
    path: '/api/registry/merges/:mergeId/undoing',
    access: 'registry:enter',
    summary: 'Propose to undo a merge; it stays in force until a second person confirms',
    params,
    body: z.strictObject({ version: z.int(), reason: RegistryReason }),
    status: 201,
    answer: result,
    journal: { act: 'registry.propose-merge-undoing' },
  }),
  decideUndoing: endpoint({
    method: 'POST',
    path: '/api/registry/merges/:mergeId/undoing/decision',
    access: 'registry:verify',
    summary: 'Confirm or refuse the undoing of a merge that somebody else proposed',
    params,
    body: z.strictObject({ version: z.int(), decision: z.enum(['confirm', 'refuse']), reason: RegistryReason }),
    answer: result,
    journal: { act: 'registry.decide-merge-undoing' },
  }),
  startMergeSweep: endpoint({
    method: 'POST',
    path: '/api/registry/merge-sweeps',
    access: 'registry:verify',
    summary: 'Look through everybody on record for persons who stand twice',
    body: z.strictObject({}),
    status: 202,
    answer: MergeSweep,
    journal: { act: 'registry.start-merge-sweep' },
  }),
  readMergeSweep: endpoint({
    method: 'GET',
    path: '/api/registry/merge-sweeps',
    access: 'registry:verify',
    summary: 'How far the last look for persons who stand twice has come',
    answer: z.object({ sweep: MergeSweep.nullable() }),
    journal: { none: 'counts and states only' },
  }),
  changeMergeSweep: endpoint({
    method: 'POST',
    path: '/api/registry/merge-sweeps/:sweepId/changes',
    access: 'registry:verify',
    summary: 'Stop the look for persons who stand twice after its present chunk, or go on with it',
    params: sweepParams,
    body: z.strictObject({ verb: z.enum(['stop', 'resume']) }),
    answer: MergeSweep,
    journal: { act: 'registry.change-merge-sweep' },
  }),
};
