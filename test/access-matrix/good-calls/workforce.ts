import { inventedNumber } from '../../harness/registry-world.js';
import type { GoodCalls, Story } from './story.js';

const clerk = { login: 'clerk' } as const;

const entry = {
  person: { name: '周己一', documents: [{ type: 'resident_id', number: inventedNumber('19790303', 301) }] },
  postClass: 'security',
  employmentForm: 'outsourced',
  fromDate: '2026-09-01',
};

const version = async ({ as, kept }: Story): Promise<number> =>
  (await as('clerk', 'GET', `/api/employments/${kept.employment.id}`)).version;

/** Who works at the unit, entered by hand. */
export const employmentCalls: GoodCalls = {
  'POST /api/employments': ({ kept }) => ({
    by: clerk,
    body: entry,
    keep: ({ json }) => void (kept.employment = json),
  }),
  'GET /api/employments': () => ({ by: { login: 'superior' } }),
  'POST /api/employments/find': () => ({ by: clerk, body: { text: '周己' } }),
  'GET /api/employments/:id': ({ kept }) => ({ by: { login: 'reviewer' }, params: { id: kept.employment.id } }),
  'GET /api/employments/:id/entry': ({ kept }) => ({ by: clerk, params: { id: kept.employment.id } }),
  'PUT /api/employments/:id': async (story) => ({
    by: clerk,
    params: { id: story.kept.employment.id },
    body: { ...entry, employmentForm: 'dispatch', version: await version(story) },
  }),
  'POST /api/employments/:id/end': async (story) => ({
    by: clerk,
    params: { id: story.kept.employment.id },
    body: { on: '2026-11-20', version: await version(story) },
  }),
};
