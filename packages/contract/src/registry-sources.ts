import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { DeliveryNumber, RegistryWords, SourceKind } from './registry-facts.js';

/** A source with its freshness at the moment of asking. */
export const SourceView = z.object({
  id: z.uuid(),
  code: z.string(),
  nameEn: z.string(),
  nameZh: z.string(),
  kind: SourceKind,
  /** Key of the law pack's `querySources` whose inquiries need this source. */
  querySource: z.string(),
  /** Hours it may say nothing before it counts as silent: as declared, and never more than the law pack lets any. */
  freshHours: z.number().int(),
  /** Division code prefixes it covers; empty: the whole country. */
  divisions: z.array(z.string()),
  lastReceivedAt: z.iso.datetime().nullable(),
  state: z.enum(['fresh', 'silent']),
  /** Since when it counts as silent. */
  silentSince: z.iso.datetime().nullable(),
  why: z
    .enum(['nothing_since', 'delivery_missing', 'counts_differ'])
    .nullable()
    .describe('Why it counts as silent: it says nothing, a delivery is missing, or both sides count differently'),
  isNumbered: z.boolean().describe('Whether its deliveries bear numbers, from 1'),
  lastNumber: z.number().int().nullable().describe('The highest number that is taken; null: none, or not numbered'),
  missingNumbers: z.array(z.number().int()).describe('The first deliveries that are missing, at most ten'),
  count: z
    .object({ dueAt: z.iso.datetime(), isLate: z.boolean() })
    .nullable()
    .describe(
      'By when it has to say how many rows it sent, of deliveries that are here; null: it has, or none bears a number',
    ),
});
export type SourceView = z.infer<typeof SourceView>;

const TaskView = z.object({
  kind: z.enum([
    'verify',
    'proposal',
    'compare',
    'recheck',
    'merge',
    'import',
    'silent-source',
    'late-count',
    'late-answers',
  ]),
  words: RegistryWords,
  count: z.number().int(),
  oldestAt: z.iso.datetime().nullable(),
  dueAt: z.iso.datetime().nullable(),
  overdue: z.boolean(),
});

/** Endpoints of the sources, and the registry's part of the home page. */
export const registrySourceEndpoints = {
  listSources: endpoint({
    method: 'GET',
    path: '/api/registry/sources',
    access: 'registry:overview',
    summary: 'Sources of the registry with their freshness',
    answer: z.object({ items: z.array(SourceView) }),
    journal: { none: 'names no person' },
  }),
  declareSource: endpoint({
    method: 'POST',
    path: '/api/registry/sources',
    access: 'registry:declare-sources',
    summary: 'Declare a source: what it supplies, where, and how long it may be silent',
    body: z.strictObject({
      code: z.string().regex(/^[a-z0-9][a-z0-9-]{1,39}$/),
      nameEn: z.string().trim().min(1).max(200),
      nameZh: z.string().trim().min(1).max(200),
      kind: SourceKind,
      querySource: z.string().min(1).max(80),
      freshHours: z.int().min(1).max(100_000).describe('At most what the law pack lets any source'),
      divisions: z
        .array(z.string().regex(/^\d{2,6}$/))
        .max(100)
        .default([]),
      isNumbered: z.boolean().default(false),
    }),
    status: 201,
    answer: SourceView,
    journal: { act: 'registry.declare-source' },
  }),
  receiveNothingNew: endpoint({
    method: 'POST',
    path: '/api/registry/sources/:code/receipts',
    access: 'registry:enter',
    summary: 'The source says that it has nothing new up to an instant',
    params: z.object({ code: z.string().max(40) }),
    body: z.strictObject({
      upTo: z.iso.datetime(),
      reference: z.string().trim().min(1).max(200),
      number: DeliveryNumber.optional().describe('Of a numbered source: the empty delivery'),
    }),
    answer: SourceView,
    journal: { act: 'registry.receive-nothing-new' },
  }),
  stateCounts: endpoint({
    method: 'POST',
    path: '/api/registry/sources/:code/counts',
    access: 'registry:enter',
    summary: 'How many rows a numbered source says that it sent, from one delivery to another',
    params: z.object({ code: z.string().max(40) }),
    body: z
      .strictObject({
        firstNumber: DeliveryNumber,
        lastNumber: DeliveryNumber,
        rows: z.int().min(0).max(1_000_000_000),
        reference: z.string().trim().min(1).max(200),
      })
      .refine(({ firstNumber, lastNumber }) => firstNumber <= lastNumber, {
        path: ['lastNumber'],
        error: 'The last delivery comes before the first. || 末次报送的序号早于首次。',
      }),
    answer: SourceView,
    journal: { act: 'registry.state-counts' },
  }),
  overview: endpoint({
    method: 'GET',
    path: '/api/registry/overview',
    access: 'registry:overview',
    summary: 'What waits for this account at the registry, and four figures; while the index loads, how far it is',
    answer: z.object({
      tasks: z.array(TaskView),
      figures: z.array(z.object({ id: z.string(), words: RegistryWords, value: z.number().int() })),
    }),
    journal: { none: 'counts only' },
  }),
};
