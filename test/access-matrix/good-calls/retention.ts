import { inventedNumber } from '../../harness/registry-world.js';
import type { GoodCalls } from './story.js';

const first = { login: 'procurator' } as const;
const second = { login: 'procurator-second' } as const;
const document = { type: 'resident_id', number: inventedNumber('19850808', 601) };

/** What is kept, and a hold from its placing to its end by two people. */
export const retentionCalls: GoodCalls = {
  'GET /api/retention': () => ({ by: { login: 'auditor' } }),
  'POST /api/retention/holds': ({ kept }) => ({
    by: first,
    body: { document, ground: 'criminal_case', reference: '2026-7' },
    keep: ({ json }) => void (kept.hold = json),
  }),
  'GET /api/retention/holds': () => ({ by: first }),
  'POST /api/retention/holds/:id/ask-lift': ({ kept }) => ({ by: first, params: { id: kept.hold.id }, body: {} }),
  'POST /api/retention/holds/:id/lift': ({ kept }) => ({ by: second, params: { id: kept.hold.id }, body: {} }),
};
