import { z } from 'zod';
import { endpoint } from './endpoint.js';

/** One thing that was examined; what is wrong comes with what to do about it. */
export const Finding = z.object({
  name: z.string(),
  state: z.enum(['fits', 'fails']),
  en: z.string(),
  zh: z.string(),
});
export type Finding = z.infer<typeof Finding>;

/** Endpoints of the operator at the machine; they answer on the node's local socket alone. */
export const operationsEndpoints = {
  backUp: endpoint({
    method: 'POST',
    path: '/api/operations/backups',
    access: 'operator',
    summary: 'Write an encrypted backup of the whole node to a file of this machine',
    body: z.strictObject({
      out: z.string().min(1).describe('Absolute path of the file'),
      recipients: z.array(z.string()).min(1).describe('age public keys'),
    }),
    answer: z.object({ rows: z.number().int(), files: z.number().int() }),
    journal: { act: 'operations.back-up' },
  }),
  setUp: endpoint({
    method: 'PUT',
    path: '/api/operations/set-up',
    access: 'operator',
    summary: 'Record who operates the node and the two people who hold copies of its keys',
    body: z.strictObject({
      operator: z.string().trim().min(1).max(200),
      custodians: z.tuple([z.string().trim().min(1).max(100), z.string().trim().min(1).max(100)]),
    }),
    status: 204,
    journal: { act: 'operations.set-up' },
  }),
  listKeys: endpoint({
    method: 'GET',
    path: '/api/operations/keys',
    access: 'operator',
    summary: 'The keys of the node without their secrets, and how many data keys each one wraps',
    answer: z.object({
      provider: z.string().describe('Where the keys lie'),
      keys: z.array(
        z.object({
          id: z.string(),
          use: z.enum(['wrapping', 'tokens', 'signing']),
          scope: z.string(),
          state: z.enum(['staged', 'active']),
          createdAt: z.string(),
          dataKeys: z.number().int().nullable().describe('Data keys under it; null where it wraps none by its use'),
        }),
      ),
      left: z.number().int().describe('Data keys that an older key than the newest still wraps'),
    }),
    journal: { none: 'it reads the state of the machine and nothing about a person' },
  }),
  renewKeys: endpoint({
    method: 'POST',
    path: '/api/operations/keys/renewals',
    access: 'operator',
    summary: 'Draw a new key that wraps data keys, and put every data key under it while the node runs',
    status: 202,
    answer: z.object({ epoch: z.string() }),
    journal: { act: 'operations.renew-keys' },
  }),
  retireKey: endpoint({
    method: 'POST',
    path: '/api/operations/keys/retirements',
    access: 'operator',
    summary: 'Take a key that wraps nothing any more out of use',
    body: z.strictObject({ id: z.string().min(1).max(100) }),
    status: 204,
    journal: { act: 'operations.retire-key' },
  }),
  examine: endpoint({
    method: 'POST',
    path: '/api/operations/examinations',
    access: 'operator',
    summary: 'Examine the node from inside: database, schema, clock, log, modules, disk',
    answer: z.object({ findings: z.array(Finding) }),
    journal: { none: 'it reads the state of the machine and nothing about a person' },
  }),
};
