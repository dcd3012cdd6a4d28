import { z } from 'zod';
import { endpoint } from './endpoint.js';

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
};
