import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { BothLanguages, documentKinds } from './inquiry.js';
import { PageQuery, pageOf } from './paging.js';

/** A kind of document: how long it is kept, and where its documents stand. */
export const KeptKindView = z.object({
  rule: z.string().describe('A retention rule of the law pack'),
  title: BothLanguages,
  months: z.number().int(),
  countedFrom: BothLanguages,
  isVerified: z.boolean().describe('Whether the period was checked against its source'),
  announced: z.number().int().describe('Will be erased, and say so'),
  held: z.number().int().describe('Kept back by a hold'),
  late: z.number().int().describe('Should have been erased before today'),
  erased: z.number().int().describe('Erased in the last twelve months'),
});
export type KeptKindView = z.infer<typeof KeptKindView>;

/** A hold as the procuratorate that placed it sees it. */
export const HoldView = z.object({
  id: z.uuid(),
  document: z.object({ type: z.enum(documentKinds), number: z.string().describe('Masked') }),
  ground: BothLanguages,
  reference: z.string(),
  placedAt: z.iso.datetime(),
  liftAskedAt: z.iso.datetime().optional(),
  liftedAt: z.iso.datetime().optional(),
  may: z.array(z.enum(['ask-lift', 'lift'])),
});
export type HoldView = z.infer<typeof HoldView>;

const Choice = z.object({ id: z.string(), title: BothLanguages });
const HoldId = z.strictObject({ id: z.uuid() });

/** How long documents are kept, and who holds some of them back. */
export const retentionEndpoints = {
  overview: endpoint({
    method: 'GET',
    path: '/api/retention',
    access: 'retention:overview',
    summary: 'Kinds of documents, how long each is kept, and how many are announced, held back and erased',
    answer: z.object({
      warningDays: z.number().int(),
      holds: z.number().int().nullable().describe('Standing holds; null for whoever does not see them'),
      kinds: z.array(KeptKindView),
    }),
    journal: { none: 'counts only; shows no person' },
  }),
  holds: endpoint({
    method: 'GET',
    path: '/api/retention/holds',
    access: 'retention:hold',
    summary: 'Holds of the own procuratorate, newest first, with the grounds on which one may be placed',
    query: PageQuery,
    answer: pageOf(HoldView).extend({ grounds: z.array(Choice), documentTypes: z.array(Choice) }),
    journal: { act: 'retention.list-holds' },
  }),
  place: endpoint({
    method: 'POST',
    path: '/api/retention/holds',
    access: 'retention:hold',
    summary: 'Keep back whatever this node holds about a person; answers alike whether or not anything is held',
    body: z.strictObject({
      document: z.strictObject({ type: z.enum(documentKinds), number: z.string().trim().min(4).max(64) }),
      ground: z.string().max(60).describe('A ground of the law pack'),
      reference: z.string().trim().min(3).max(80).describe('Number of the case or letter'),
    }),
    answer: HoldView,
    status: 201,
    journal: { act: 'retention.place-hold' },
  }),
  askLift: endpoint({
    method: 'POST',
    path: '/api/retention/holds/:id/ask-lift',
    access: 'retention:hold',
    summary: 'Ask that a hold end; a second procurator ends it',
    params: HoldId,
    body: z.strictObject({}),
    answer: HoldView,
    journal: { act: 'retention.ask-lift' },
  }),
  lift: endpoint({
    method: 'POST',
    path: '/api/retention/holds/:id/lift',
    access: 'retention:hold',
    summary: 'End a hold for whose end a colleague asked',
    params: HoldId,
    body: z.strictObject({}),
    answer: HoldView,
    journal: { act: 'retention.lift-hold' },
  }),
};
