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
  examine: endpoint({
    method: 'POST',
    path: '/api/operations/examinations',
    access: 'operator',
    summary: 'Examine the node from inside: database, schema, clock, log, modules, disk',
    answer: z.object({ findings: z.array(Finding) }),
    journal: { none: 'it reads the state of the machine and nothing about a person' },
  }),
};
