import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { PageQuery, pageOf } from './paging.js';
import { RegistryDocumentType, RegistryReason } from './registry-facts.js';

/** What the civil register changed. */
export const AliasKind = z.enum(['name', 'number', 'name_and_number', 'document_replaced']);

/** `withdrawing`: in force until somebody else confirms that it is withdrawn. */
export const AliasState = z.enum(['waiting', 'effective', 'withdrawing', 'rejected', 'withdrawn']);

const word = (longest: number) => z.string().trim().min(1).max(longest);
const AliasDocument = z.strictObject({ type: RegistryDocumentType, number: word(64) });

/** One change of a name or number. At least one document says whose it is, and something is new. */
export const AliasEntry = z.strictObject({
  kind: AliasKind,
  /** The register's own number of the change. */
  reference: word(200),
  validFrom: z.iso.date(),
  oldName: word(100).nullable().default(null),
  newName: word(100).nullable().default(null),
  oldDocument: AliasDocument.nullable().default(null),
  newDocument: AliasDocument.nullable().default(null),
});
export type AliasEntry = z.infer<typeof AliasEntry>;

const MaskedNumber = z.object({ type: RegistryDocumentType, masked: z.string() }).nullable();

/** A change of name or number as the registry's own people see it. */
export const AliasView = z.object({
  id: z.uuid(),
  personId: z.uuid(),
  state: AliasState,
  kind: AliasKind,
  reference: z.string(),
  validFrom: z.string(),
  oldName: z.string().nullable(),
  newName: z.string().nullable(),
  oldDocument: MaskedNumber,
  newDocument: MaskedNumber,
  /** It corrects an earlier one, which ends when this one is confirmed. */
  corrects: z.uuid().nullable(),
  source: z.object({ code: z.string(), nameEn: z.string(), nameZh: z.string() }),
  version: z.number().int(),
  enteredAt: z.iso.datetime(),
  /** This account did the step that waits, so somebody else has to decide. */
  ownStep: z.boolean(),
  actions: z.array(
    z.object({
      verb: z.enum(['entered', 'verified', 'rejected', 'withdrawal_proposed', 'withdrawal_refused', 'withdrawn']),
      at: z.iso.datetime(),
      actor: z.string(),
      reason: z.string().nullable(),
    }),
  ),
});
export type AliasView = z.infer<typeof AliasView>;

const params = z.object({ aliasId: z.uuid() });
const result = z.object({ aliasId: z.uuid(), state: AliasState, version: z.number().int() });

/** Endpoints of name and number changes from the civil register. */
export const registryAliasEndpoints = {
  listWaitingAliases: endpoint({
    method: 'GET',
    path: '/api/registry/aliases',
    access: 'registry:read',
    summary: 'Changes of name and number that wait for a second person, oldest first',
    query: PageQuery,
    answer: pageOf(AliasView),
    journal: { act: 'registry.list-waiting-aliases' },
  }),
  decideAlias: endpoint({
    method: 'POST',
    path: '/api/registry/aliases/:aliasId/decision',
    access: 'registry:verify',
    summary: 'Confirm or refuse a change of name or number, or its withdrawal, that somebody else brought in',
    params,
    body: z.strictObject({ version: z.int(), decision: z.enum(['confirm', 'refuse']), reason: RegistryReason }),
    answer: result,
    journal: { act: 'registry.decide-alias' },
  }),
  proposeAliasChange: endpoint({
    method: 'POST',
    path: '/api/registry/aliases/:aliasId/proposals',
    access: 'registry:enter',
    summary: 'Propose to correct or withdraw a change of name or number; a second person confirms it',
    params,
    body: z.discriminatedUnion('verb', [
      z.strictObject({ verb: z.literal('withdraw'), version: z.int(), reason: RegistryReason }),
      z.strictObject({ verb: z.literal('correct'), version: z.int(), reason: RegistryReason, change: AliasEntry }),
    ]),
    status: 201,
    answer: result,
    journal: { act: 'registry.propose-alias-change' },
  }),
};
