import { z } from 'zod';
import { endpoint } from './endpoint.js';
import {
  DraftCheck,
  IdentityProof,
  InquiryDraft,
  InquiryHome,
  InquiryLine,
  InquiryOptions,
  InquiryState,
  InquiryView,
  objectionReasons,
  settlementKinds,
} from './inquiry.js';
import { BulkDeed } from './inquiry-bulk.js';
import { PageQuery, pageOf } from './paging.js';

export const InquiryId = z.strictObject({ id: z.uuid() });
export const Versioned = z.strictObject({ version: z.number().int().min(1) });

/** How a person is reached for consent: a message to a phone or e-mail, or a printed letter with link and code. */
export const ConsentContact = z.strictObject({
  channel: z.enum(['sms', 'email', 'printed']),
  contact: z.string().trim().max(200).optional().describe('Phone or e-mail; left out when printed'),
  language: z.enum(['zh', 'en']).default('zh'),
});

const InquiryFilter = z.strictObject({
  state: z.union([InquiryState, z.array(InquiryState)]).optional(),
  batchId: z.uuid().optional(),
  problems: z.enum(['with', 'without']).optional(),
  setAside: z.enum(['true', 'false']).optional(),
});

/** Endpoints of the unit: from draft to settlement. */
export const inquiryEndpoints = {
  options: endpoint({
    method: 'GET',
    path: '/api/inquiry-options',
    access: 'inquiry:read',
    summary: 'Purposes, post classes and other choices of the law pack for the own organisation',
    answer: InquiryOptions,
    journal: { none: 'shows no person' },
  }),
  home: endpoint({
    method: 'GET',
    path: '/api/inquiry-home',
    access: 'inquiry:read',
    summary: 'What needs me today, and the figures of my organisation',
    answer: InquiryHome,
    journal: { none: 'counts only; shows no person' },
  }),
  check: endpoint({
    method: 'POST',
    path: '/api/inquiries/check',
    access: 'inquiry:draft',
    summary: 'What is wrong with a draft, without keeping it',
    body: InquiryDraft,
    answer: DraftCheck,
    journal: { none: 'nothing is looked up and nothing kept' },
  }),
  create: endpoint({
    method: 'POST',
    path: '/api/inquiries',
    access: 'inquiry:draft',
    summary: 'Keep a draft about one person, problems included',
    body: InquiryDraft,
    answer: InquiryView,
    status: 201,
    journal: { act: 'inquiry.draft' },
  }),
  list: endpoint({
    method: 'GET',
    path: '/api/inquiries',
    access: 'inquiry:read',
    summary: 'Inquiries one may see, overdue first',
    query: PageQuery.extend(InquiryFilter.shape),
    answer: pageOf(InquiryLine),
    journal: { act: 'inquiry.list' },
  }),
  find: endpoint({
    method: 'POST',
    path: '/api/inquiries/find',
    access: 'inquiry:read',
    summary: 'Inquiries about the holder of exactly this document number',
    body: z.strictObject({ documentNumber: z.string().trim().min(4).max(64) }),
    answer: z.object({ items: z.array(InquiryLine) }),
    journal: { act: 'inquiry.find' },
    perMinute: 60,
  }),
  read: endpoint({
    method: 'GET',
    path: '/api/inquiries/:id',
    access: 'inquiry:read',
    summary: 'One inquiry',
    params: InquiryId,
    answer: InquiryView,
    journal: { act: 'inquiry.read' },
  }),
  readDraft: endpoint({
    method: 'GET',
    path: '/api/inquiries/:id/draft',
    access: 'inquiry:draft',
    summary: 'The draft as entered, to go on editing; only while it may be edited',
    params: InquiryId,
    answer: InquiryDraft.extend({ version: z.number().int() }),
    journal: { act: 'inquiry.read-draft' },
  }),
  edit: endpoint({
    method: 'PUT',
    path: '/api/inquiries/:id',
    access: 'inquiry:draft',
    summary: 'Replace a draft (also a row of a list, mended inline)',
    params: InquiryId,
    body: InquiryDraft.extend(Versioned.shape),
    answer: InquiryView,
    journal: { act: 'inquiry.edit' },
  }),
  proveIdentity: endpoint({
    method: 'POST',
    path: '/api/inquiries/:id/prove-identity',
    access: 'inquiry:draft',
    summary: 'Record how identity was proven',
    params: InquiryId,
    body: IdentityProof.extend(Versioned.shape),
    answer: InquiryView,
    journal: { act: 'inquiry.prove-identity' },
  }),
  sendConsent: endpoint({
    method: 'POST',
    path: '/api/inquiries/:id/send-consent',
    access: 'inquiry:draft',
    summary: 'Ask the person for consent by a personal link',
    params: InquiryId,
    body: ConsentContact.extend(Versioned.shape),
    answer: z.object({
      inquiry: InquiryView,
      printed: z
        .object({ link: z.string(), code: z.string() })
        .optional()
        .describe('Only for a printed letter, only now: hand it over in a closed envelope'),
    }),
    journal: { act: 'inquiry.send-consent' },
  }),
  recordPaper: endpoint({
    method: 'POST',
    path: '/api/inquiries/:id/record-paper',
    access: 'inquiry:draft',
    summary: 'Consent given on paper before a witness: the scan of the signed letter',
    params: InquiryId,
    query: z.strictObject({
      version: z.coerce.number().int().min(1),
      signedOn: z.iso.date(),
      guardian: z.enum(['true', 'false']).default('false'),
    }),
    upload: { maximumBytes: 10_000_000 },
    answer: InquiryView,
    journal: { act: 'inquiry.record-paper' },
  }),
  serveNotice: endpoint({
    method: 'POST',
    path: '/api/inquiries/:id/serve-notice',
    access: 'inquiry:draft',
    summary: 'Record that a serving person was given notice of the check',
    params: InquiryId,
    body: z.strictObject({ servedOn: z.iso.date(), ...Versioned.shape }),
    answer: InquiryView,
    journal: { act: 'inquiry.serve-notice' },
  }),
  submit: endpoint({
    method: 'POST',
    path: '/api/inquiries/:id/submit',
    access: 'inquiry:draft',
    summary: 'Send for approval',
    params: InquiryId,
    body: Versioned,
    answer: InquiryView,
    journal: { act: 'inquiry.submit' },
  }),
  cancel: endpoint({
    method: 'POST',
    path: '/api/inquiries/:id/cancel',
    access: 'inquiry:draft',
    summary: 'Give up an inquiry that has not been asked yet',
    params: InquiryId,
    body: z.strictObject({ reason: z.string().trim().min(2).max(500), ...Versioned.shape }),
    answer: InquiryView,
    journal: { act: 'inquiry.cancel' },
  }),
  settle: endpoint({
    method: 'POST',
    path: '/api/inquiries/:id/settle',
    access: 'inquiry:settle',
    summary: 'Say what came of it: hired, not hired, work stopped …; a hire comes onto the roster of the unit',
    params: InquiryId,
    body: z.strictObject({
      kind: z.enum(settlementKinds),
      on: z.iso.date().describe('The day it took effect; a start before the release is refused and stays as a breach'),
      postTitle: z
        .string()
        .trim()
        .max(100)
        .optional()
        .describe('Of a hire, for the roster; else as the inquiry has it'),
      supplierCreditCode: z
        .string()
        .trim()
        .max(40)
        .optional()
        .describe('Of a hire, for the roster: who sends dispatched or outsourced staff'),
      ...Versioned.shape,
    }),
    answer: InquiryView,
    journal: { act: 'inquiry.settle' },
  }),
  object: endpoint({
    method: 'POST',
    path: '/api/inquiries/:id/object',
    access: 'inquiry:settle',
    summary: 'Open an objection to the answer for the person',
    params: InquiryId,
    body: z.strictObject({
      reason: z.enum(objectionReasons),
      words: z.string().trim().min(2).max(2000),
      ...Versioned.shape,
    }),
    answer: InquiryView,
    journal: { act: 'inquiry.object' },
  }),
  notice: endpoint({
    method: 'GET',
    path: '/api/inquiries/:id/notice',
    access: 'inquiry:read',
    summary: 'The notice of the answer; there once its entry stands in a signed checkpoint',
    params: InquiryId,
    file: 'application/pdf',
    journal: { act: 'inquiry.download-notice' },
  }),
  exportResults: endpoint({
    method: 'POST',
    path: '/api/inquiries/export',
    access: 'inquiry:read',
    summary: 'Results sheet: masked numbers, what each answer is or that there is none yet',
    body: z.strictObject({
      format: z.enum(['xlsx', 'csv']),
      language: z.enum(['zh', 'en']).default('zh'),
      batchId: z.uuid().optional(),
      state: z.array(InquiryState).optional(),
    }),
    file: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    journal: { act: 'inquiry.export' },
    perMinute: 12,
  }),
};

/** Endpoints of the reviewing authority. */
export const reviewEndpoints = {
  inbox: endpoint({
    method: 'GET',
    path: '/api/inquiry-reviews',
    access: 'inquiry:review',
    summary: 'What waits for my approval, oldest first',
    query: PageQuery,
    answer: pageOf(InquiryLine),
    journal: { act: 'inquiry.review-inbox' },
  }),
  approve: endpoint({
    method: 'POST',
    path: '/api/inquiries/:id/approve',
    access: 'inquiry:review',
    summary: 'Approve: the registry is asked at once',
    params: InquiryId,
    body: Versioned,
    answer: InquiryView,
    journal: { act: 'inquiry.approve' },
  }),
  returnToUnit: endpoint({
    method: 'POST',
    path: '/api/inquiries/:id/return',
    access: 'inquiry:review',
    summary: 'Return with reasons',
    params: InquiryId,
    body: z.strictObject({
      reasons: z.array(z.string().max(60)).min(1).max(10),
      words: z.string().trim().max(1000).default(''),
      ...Versioned.shape,
    }),
    answer: InquiryView,
    journal: { act: 'inquiry.return' },
  }),
  approveMany: endpoint({
    method: 'POST',
    path: '/api/inquiry-reviews/approve',
    access: 'inquiry:review',
    summary: 'Approve many, as a deed with progress; each one stands or falls by itself',
    body: z.strictObject({
      items: z
        .array(z.strictObject({ id: z.uuid(), version: z.number().int().min(1) }))
        .min(1)
        .max(10_000),
    }),
    answer: BulkDeed,
    status: 202,
    journal: { act: 'inquiry.approve' },
  }),
};
