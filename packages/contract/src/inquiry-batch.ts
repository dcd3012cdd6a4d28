import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { IdentityProof, InquiryLine } from './inquiry.js';
import { BulkDeed } from './inquiry-bulk.js';
import { ConsentContact, InquiryId, Versioned } from './inquiry-endpoints.js';
import { Kept } from './kept.js';
import { PageQuery, pageOf } from './paging.js';
import { FieldProblem } from './problem.js';
import { largestTable, tableFile, TemplateQuery } from './table-file.js';

export const batchStates = ['READING', 'PROCESSING', 'STOPPED', 'READY', 'REFUSED', 'CANCELLED'] as const;

/** A list of people to be checked, from file to answers. */
export const BatchView = z.object({
  ...tableFile,
  state: z.enum(batchStates),
  setAsideFrom: z
    .uuid()
    .optional()
    .describe('The list these rows were set aside from; they still count as not yet asked'),
  counts: z.object({
    withProblems: z.number().int(),
    unproven: z.number().int(),
    byState: z.record(z.string(), z.number().int()),
  }),
  deed: BulkDeed.optional().describe('The newest deed for many of its rows'),
  kept: Kept.optional(),
});
export type BatchView = z.infer<typeof BatchView>;

/** The file of a list. Its name may name a person, and so may headings that are none, so that reading them is an act. */
export const BatchFile = BatchView.pick({ fileName: true, columns: true });

/** A list as it may be asked for every moment: how far it is, in counts; nothing of the file. */
export const BatchProgress = BatchView.omit({ fileName: true, columns: true });
export type BatchProgress = z.infer<typeof BatchProgress>;

/** One row with its problems, in words. */
export const BatchRow = InquiryLine.extend({ fields: z.array(FieldProblem) });

export type BatchRow = z.infer<typeof BatchRow>;

const RowChoice = {
  rows: z.array(z.uuid()).max(10_000).optional().describe('Inquiries of the list; all that fit when left out'),
};

/** Endpoints of a list. */
export const batchEndpoints = {
  template: endpoint({
    method: 'GET',
    path: '/api/inquiry-template',
    access: 'inquiry:draft',
    summary: 'Empty workbook to fill in, or a sample with invented people',
    query: TemplateQuery,
    file: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    journal: { none: 'holds no person' },
  }),
  upload: endpoint({
    method: 'POST',
    path: '/api/inquiry-batches',
    access: 'inquiry:draft',
    summary: 'Upload a list (xlsx or csv, at most 10,000 rows)',
    query: z.strictObject({ again: z.enum(['true', 'false']).default('false') }),
    upload: largestTable,
    answer: BatchView,
    status: 202,
    journal: { act: 'inquiry.upload-list' },
    perMinute: 10,
  }),
  list: endpoint({
    method: 'GET',
    path: '/api/inquiry-batches',
    access: 'inquiry:draft',
    summary: 'Lists of the own unit, newest first',
    query: PageQuery,
    answer: pageOf(BatchView),
    journal: { act: 'inquiry.list-lists' },
  }),
  read: endpoint({
    method: 'GET',
    path: '/api/inquiry-batches/:id',
    access: 'inquiry:draft',
    summary: 'One list with its progress, for looking again and again',
    params: InquiryId,
    answer: BatchProgress,
    journal: { none: 'counts only; nothing of the file' },
  }),
  file: endpoint({
    method: 'GET',
    path: '/api/inquiry-batches/:id/file',
    access: 'inquiry:draft',
    summary: 'Name of the file of a list, and how its columns were understood',
    params: InquiryId,
    answer: BatchFile,
    journal: { act: 'inquiry.read-list-file' },
  }),
  rows: endpoint({
    method: 'GET',
    path: '/api/inquiry-batches/:id/rows',
    access: 'inquiry:draft',
    summary: 'Rows, problems first',
    params: InquiryId,
    query: PageQuery.extend({ problems: z.enum(['with', 'without']).optional() }),
    answer: pageOf(BatchRow),
    journal: { act: 'inquiry.read-list' },
  }),
  stop: endpoint({
    method: 'POST',
    path: '/api/inquiry-batches/:id/stop',
    access: 'inquiry:draft',
    summary: 'Stop reading after the present chunk',
    params: InquiryId,
    body: Versioned,
    answer: BatchView,
    journal: { act: 'inquiry.stop-list' },
  }),
  resume: endpoint({
    method: 'POST',
    path: '/api/inquiry-batches/:id/resume',
    access: 'inquiry:draft',
    summary: 'Go on where it stopped',
    params: InquiryId,
    body: Versioned,
    answer: BatchView,
    journal: { act: 'inquiry.resume-list' },
  }),
  setAside: endpoint({
    method: 'POST',
    path: '/api/inquiry-batches/:id/set-aside',
    access: 'inquiry:draft',
    summary: 'Move rows (those with problems when none are named) into a list of their own, still not yet asked',
    params: InquiryId,
    body: z.strictObject({ ...RowChoice, ...Versioned.shape }),
    answer: z.object({ batch: BatchView, setAside: BatchView }),
    journal: { act: 'inquiry.set-aside' },
  }),
  proveIdentity: endpoint({
    method: 'POST',
    path: '/api/inquiry-batches/:id/prove-identity',
    access: 'inquiry:draft',
    summary: 'Record for many how identity was proven, as a deed with progress',
    params: InquiryId,
    body: IdentityProof.extend(RowChoice),
    answer: BulkDeed,
    status: 202,
    journal: { act: 'inquiry.prove-identity' },
  }),
  sendConsents: endpoint({
    method: 'POST',
    path: '/api/inquiry-batches/:id/send-consents',
    access: 'inquiry:draft',
    summary: 'Ask many for consent, as a deed with progress; each contact belongs to one row',
    params: InquiryId,
    body: z.strictObject({
      contacts: z
        .array(ConsentContact.extend({ inquiryId: z.uuid() }))
        .min(1)
        .max(5000),
    }),
    answer: BulkDeed,
    status: 202,
    journal: { act: 'inquiry.send-consent' },
  }),
  serveNotices: endpoint({
    method: 'POST',
    path: '/api/inquiry-batches/:id/serve-notices',
    access: 'inquiry:draft',
    summary: 'Record for many serving persons that notice was served, as a deed with progress',
    params: InquiryId,
    body: z.strictObject({ servedOn: z.iso.date(), ...RowChoice }),
    answer: BulkDeed,
    status: 202,
    journal: { act: 'inquiry.serve-notice' },
  }),
  submit: endpoint({
    method: 'POST',
    path: '/api/inquiry-batches/:id/submit',
    access: 'inquiry:draft',
    summary: 'Send for approval, as a deed with progress; refused while a row has problems and is not set aside',
    params: InquiryId,
    body: z.strictObject({ ...RowChoice, ...Versioned.shape }),
    answer: BulkDeed,
    status: 202,
    journal: { act: 'inquiry.submit' },
  }),
};
