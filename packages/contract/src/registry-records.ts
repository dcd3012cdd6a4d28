import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { PageQuery, pageOf } from './paging.js';
import { AliasView } from './registry-aliases.js';
import { MergedPart, MergeInForce } from './registry-merges.js';
import {
  DecisionEntry,
  LookPurpose,
  MaskedDocument,
  PersonNameView,
  RecordEntry,
  RecordState,
  RegistryDocumentType,
  RegistryReason,
  RegistryWords,
} from './registry-facts.js';

/** What was done to a record, oldest first. */
export const RecordActionView = z.object({
  verb: z.enum(['entered', 'verified', 'rejected', 'corrected', 'sealed', 'unsealed', 'withdrawn']),
  at: z.iso.datetime(),
  validFrom: z.string(),
  actor: z.string(),
  reason: z.string().nullable(),
  decision: DecisionEntry.nullable(),
});

/** A record as the registry's own people see it. Sealed records are in no view. */
export const RecordView = z.object({
  id: z.uuid(),
  personId: z.uuid(),
  state: RecordState,
  corrected: z.boolean(),
  /** Labels the law pack derives: T1, T2, T3 and wider ones. */
  labels: z.array(z.string()),
  /** What the law pack says of it today, in words: final or not, in scope, restricted. */
  law: z.array(RegistryWords),
  decision: DecisionEntry,
  source: z.object({ code: z.string(), nameEn: z.string(), nameZh: z.string(), reference: z.string() }),
  enteredBy: z.string(),
  enteredAt: z.iso.datetime(),
  version: z.number().int(),
  actions: z.array(RecordActionView),
});
export type RecordView = z.infer<typeof RecordView>;

/** A person on record, as known on a day. */
export const RegistryPersonView = z.object({
  id: z.uuid(),
  names: z.array(PersonNameView),
  documents: z.array(MaskedDocument),
  sex: z.enum(['male', 'female']).nullable(),
  nationality: z.string().nullable(),
  /** Two people found before that this identity may have been used by somebody else. */
  misuseMarkedAt: z.iso.datetime().nullable(),
  records: z.array(RecordView),
  /** Changes of name and number, oldest first, each with what was done to it. */
  aliases: z.array(AliasView),
  /** The persons that were found to be one and are shown as one here; none for somebody who was never merged. */
  parts: z.array(MergedPart),
  /** The merges in force that made them one, the last one last; none in a look back. */
  merges: z.array(MergeInForce),
  asOf: z.object({ effectiveOn: z.string(), knownAt: z.iso.datetime() }),
});
export type RegistryPersonView = z.infer<typeof RegistryPersonView>;

const WaitingRecord = z.object({
  record: RecordView,
  names: z.array(PersonNameView),
  documents: z.array(MaskedDocument),
  /** The person was on record already and has further records. */
  furtherRecords: z.number().int(),
  /** This account entered it, so somebody else has to verify it. */
  ownEntry: z.boolean(),
});

/** `correct` changes the decision on record; the others only its state. */
export const ProposalVerb = z.enum(['correct', 'seal', 'unseal', 'withdraw']);

const ProposalView = z.object({
  id: z.uuid(),
  recordId: z.uuid(),
  recordVersion: z.number().int(),
  verb: ProposalVerb,
  validFrom: z.string(),
  reason: z.string(),
  /** What stands and what is proposed; null where the record is or would be sealed. */
  before: DecisionEntry.nullable(),
  after: DecisionEntry.nullable(),
  source: z.object({ code: z.string(), nameEn: z.string(), nameZh: z.string() }),
  proposedBy: z.string(),
  proposedAt: z.iso.datetime(),
  ownProposal: z.boolean(),
  state: z.enum(['waiting', 'confirmed', 'refused']),
});

const recordParams = z.object({ recordId: z.uuid() });

/** Endpoints of persons and records. */
export const registryRecordEndpoints = {
  enterRecord: endpoint({
    method: 'POST',
    path: '/api/registry/records',
    access: 'registry:enter',
    summary: 'Enter one record by hand; it waits for a second person',
    body: RecordEntry,
    status: 201,
    answer: z.object({
      recordId: z.uuid(),
      personId: z.uuid(),
      outcome: z.enum(['new', 'changed', 'same']),
      personKnown: z.boolean(),
    }),
    journal: { act: 'registry.enter-record' },
  }),
  listWaitingRecords: endpoint({
    method: 'GET',
    path: '/api/registry/verifications',
    access: 'registry:verify',
    summary: 'Records that wait for a second person, oldest first',
    query: PageQuery.extend({ importId: z.uuid().optional() }),
    answer: pageOf(WaitingRecord),
    journal: { act: 'registry.list-waiting-records' },
  }),
  verifyRecords: endpoint({
    method: 'POST',
    path: '/api/registry/verifications',
    access: 'registry:verify',
    summary: 'Confirm records against their source documents, one or many',
    body: z.strictObject({
      items: z
        .array(
          z.strictObject({
            recordId: z.uuid(),
            version: z.int(),
            /** The number as the verifier reads it off the source document; compared, never shown. */
            documentNumber: z.string().max(64).optional(),
          }),
        )
        .min(1)
        .max(200),
    }),
    answer: z.object({
      results: z.array(
        z.object({
          recordId: z.uuid(),
          outcome: z.enum(['verified', 'refused']),
          code: z.string().nullable(),
          words: RegistryWords.nullable(),
        }),
      ),
    }),
    journal: { act: 'registry.verify-records' },
  }),
  rejectRecord: endpoint({
    method: 'POST',
    path: '/api/registry/records/:recordId/rejection',
    access: 'registry:verify',
    summary: 'Send a record back with the reason; it never becomes effective',
    params: recordParams,
    body: z.strictObject({ version: z.int(), reason: RegistryReason }),
    answer: z.object({ recordId: z.uuid(), state: RecordState, version: z.number().int() }),
    journal: { act: 'registry.reject-record' },
  }),
  searchPerson: endpoint({
    method: 'POST',
    path: '/api/registry/person-searches',
    access: 'registry:read',
    summary: 'Find one person by exact document number, for a purpose; there is no other search',
    body: z.strictObject({
      documentType: RegistryDocumentType,
      number: z.string().min(1).max(64),
      purpose: LookPurpose,
      reference: z.string().trim().min(2).max(200),
    }),
    answer: z.object({ personId: z.uuid().nullable() }),
    journal: { act: 'registry.search-person' },
    perMinute: 20,
  }),
  readPerson: endpoint({
    method: 'GET',
    path: '/api/registry/persons/:personId',
    access: 'registry:read',
    summary: 'One person with records and history, for a purpose, as effective on a day and as known at an instant',
    params: z.object({ personId: z.uuid() }),
    query: z.object({
      purpose: LookPurpose,
      effectiveOn: z.iso.date().optional(),
      knownAt: z.iso.datetime().optional(),
    }),
    answer: RegistryPersonView,
    journal: { act: 'registry.read-person' },
  }),
  proposeChange: endpoint({
    method: 'POST',
    path: '/api/registry/records/:recordId/proposals',
    access: 'registry:enter',
    summary: 'Propose a correction, sealing, unsealing or withdrawal; a second person confirms it',
    params: recordParams,
    body: z.strictObject({
      verb: ProposalVerb,
      version: z.int(),
      reason: RegistryReason,
      /** From which day it holds in fact. */
      validFrom: z.iso.date(),
      /** The whole decision as it should stand; for `correct` only. */
      decision: DecisionEntry.optional(),
    }),
    status: 201,
    answer: z.object({ proposalId: z.uuid() }),
    journal: { act: 'registry.propose-change' },
  }),
  listProposals: endpoint({
    method: 'GET',
    path: '/api/registry/proposals',
    access: 'registry:read',
    summary: 'Proposals that wait for a second person, oldest first',
    query: PageQuery,
    answer: pageOf(ProposalView),
    journal: { act: 'registry.list-proposals' },
  }),
  decideProposal: endpoint({
    method: 'POST',
    path: '/api/registry/proposals/:proposalId/decision',
    access: 'registry:verify',
    summary: 'Confirm or refuse a proposal of somebody else',
    params: z.object({ proposalId: z.uuid() }),
    body: z.strictObject({ recordVersion: z.int(), decision: z.enum(['confirm', 'refuse']), reason: RegistryReason }),
    answer: z.object({ recordId: z.uuid(), state: RecordState, version: z.number().int() }),
    journal: { act: 'registry.decide-proposal' },
  }),
};
