import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { BothLanguages } from './inquiry.js';
import { PageQuery, pageOf } from './paging.js';

export const bulkKinds = ['prove-identity', 'serve-notice', 'send-consent', 'submit', 'approve'] as const;

/** HELD: whoever asked signed out or no longer has the duty; a colleague who has it goes on. */
export const bulkStates = ['WORKING', 'STOPPED', 'HELD', 'DONE'] as const;

/** One deed for many inquiries, with its progress. */
export const BulkDeed = z.object({
  id: z.uuid(),
  version: z.number().int(),
  kind: z.enum(bulkKinds),
  state: z.enum(bulkStates),
  listId: z.uuid().optional(),
  createdAt: z.iso.datetime(),
  progress: z.object({ rows: z.number().int(), done: z.number().int(), left: z.number().int() }),
  letters: z.number().int().describe('Printed letters that wait to be fetched'),
  next: BothLanguages,
});
export type BulkDeed = z.infer<typeof BulkDeed>;

/** A row that a deed left as it was, and why. */
export const LeftRow = z.object({
  rowNumber: z.number().int().nullable(),
  inquiryId: z.uuid(),
  code: z.string(),
  words: BothLanguages,
});
export type LeftRow = z.infer<typeof LeftRow>;

/** A letter to print: link and code, handed over in a closed envelope. */
export const BulkLetter = z.object({
  inquiryId: z.uuid(),
  rowNumber: z.number().int().nullable(),
  name: z.string(),
  link: z.string(),
  code: z.string(),
});
export type BulkLetter = z.infer<typeof BulkLetter>;

const DeedId = z.strictObject({ id: z.uuid() });
const Seen = z.strictObject({ version: z.number().int().min(1) });

/** Endpoints of deeds for many, whoever asked for them in the own organisation under the same duty. */
export const bulkEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/api/inquiry-deeds',
    access: 'inquiry:read',
    summary: 'Deeds for many of the own organisation, newest first',
    query: PageQuery.extend({ kind: z.enum(bulkKinds).optional() }),
    answer: pageOf(BulkDeed),
    journal: { none: 'counts only; shows no person' },
  }),
  read: endpoint({
    method: 'GET',
    path: '/api/inquiry-deeds/:id',
    access: 'inquiry:read',
    summary: 'One deed for many with its progress',
    params: DeedId,
    answer: BulkDeed,
    journal: { none: 'counts only; shows no person' },
  }),
  left: endpoint({
    method: 'GET',
    path: '/api/inquiry-deeds/:id/left',
    access: 'inquiry:read',
    summary: 'Rows that were left, each with its reason',
    params: DeedId,
    query: PageQuery,
    answer: pageOf(LeftRow),
    journal: { none: 'row numbers and reasons; shows no person' },
  }),
  stop: endpoint({
    method: 'POST',
    path: '/api/inquiry-deeds/:id/stop',
    access: 'inquiry:read',
    summary: 'Stop after the present chunk',
    params: DeedId,
    body: Seen,
    answer: BulkDeed,
    journal: { act: 'inquiry.stop-deed' },
  }),
  resume: endpoint({
    method: 'POST',
    path: '/api/inquiry-deeds/:id/resume',
    access: 'inquiry:read',
    summary: 'Go on with the rows that wait, from now on in the name of whoever goes on',
    params: DeedId,
    body: Seen,
    answer: BulkDeed,
    journal: { act: 'inquiry.resume-deed' },
  }),
  letters: endpoint({
    method: 'GET',
    path: '/api/inquiry-deeds/:id/letters',
    access: 'inquiry:draft',
    summary: 'Letters to print, until they are said to be printed or their links run out',
    params: DeedId,
    query: PageQuery,
    answer: pageOf(BulkLetter),
    journal: { act: 'inquiry.read-letters' },
  }),
  lettersPrinted: endpoint({
    method: 'POST',
    path: '/api/inquiry-deeds/:id/letters/printed',
    access: 'inquiry:draft',
    summary: 'These letters are handed over: nothing of them is kept',
    params: DeedId,
    body: z.strictObject({ inquiries: z.array(z.uuid()).min(1).max(10_000) }),
    answer: BulkDeed,
    journal: { act: 'inquiry.forget-letters' },
  }),
};
