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
    answer: z.object({
      rows: z.number().int(),
      files: z.number().int(),
      keys: z.boolean().describe('Whether the keys lie beside it (.keys), sealed for two of three shares'),
    }),
    journal: { act: 'operations.back-up' },
  }),
  setUp: endpoint({
    method: 'PUT',
    path: '/api/operations/set-up',
    access: 'operator',
    summary: 'Record who operates the node and the two or three people who hold its keys',
    body: z.strictObject({
      operator: z.string().trim().min(1).max(200),
      custodians: z.array(z.string().trim().min(1).max(100)).min(2).max(3),
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
          suite: z.string().describe('What it works with; pkcs11-… where a hardware module holds it'),
          state: z.enum(['staged', 'active']),
          createdAt: z.string(),
          dataKeys: z.number().int().nullable().describe('Data keys under it; null where it wraps none by its use'),
        }),
      ),
      left: z.number().int().describe('Data keys that an older key than the newest still wraps'),
      tokens: z
        .object({
          inForce: z.string().describe('Id of the key by which rows are found'),
          waitsUntil: z
            .string()
            .nullable()
            .describe('When a key that was drawn is put in force; null where none waits'),
          isRenewing: z.boolean().describe('Whether rows are being put under it'),
          left: z
            .array(z.object({ column: z.string(), rows: z.number().int() }))
            .describe('Rows still found by an older key, by column; asked only while a renewal runs'),
        })
        .describe('How the renewal of the token key stands'),
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
  renewTokenKey: endpoint({
    method: 'POST',
    path: '/api/operations/keys/token-renewals',
    access: 'operator',
    summary: 'Draw a new key of the tokens by which rows are found, and put every row under it while the node runs',
    status: 202,
    answer: z.object({ epoch: z.string() }),
    journal: { act: 'operations.renew-token-key' },
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
  drawCustody: endpoint({
    method: 'POST',
    path: '/api/operations/keys/custody',
    access: 'operator',
    summary:
      'Split what opens copies of the keys into three shares, of which any two do; they are shown once and kept nowhere',
    answer: z.object({
      node: z.string(),
      custody: z.string().describe('Eight hexadecimal digits that the shares have in common'),
      drawnAt: z.string(),
      shares: z.array(z.string()),
    }),
    journal: { act: 'operations.draw-custody' },
  }),
  testCustody: endpoint({
    method: 'POST',
    path: '/api/operations/keys/custody/tests',
    access: 'operator',
    summary: 'See that two shares open copies of the keys, and keep the day',
    body: z.strictObject({ shares: z.array(z.string().max(400)).min(1).max(3) }),
    answer: z.object({ custody: z.string(), testedAt: z.string() }),
    journal: { act: 'operations.test-custody' },
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
