import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { BothLanguages, InquiryDecision, ObjectionCourse, objectionReasons } from './inquiry.js';

/**
 * What the holder of a personal link sees. Before the code is given: nothing about anybody. The page never shows the
 * name or number of the draft: the person types their own.
 */
export const ConsentPage = z.object({
  state: z.enum(['asked', 'agreed', 'refused', 'disputed', 'withdrawn', 'told', 'recalled', 'closed']),
  asker: BothLanguages.describe('The unit that asks'),
  authority: BothLanguages.describe('Who reviews'),
  purpose: BothLanguages,
  post: BothLanguages,
  parts: z.array(z.object({ id: z.string(), title: BothLanguages, words: BothLanguages })),
  text: z
    .object({ version: z.string(), hash: z.string() })
    .describe('Sent back with the answer: what was read is what is agreed to'),
  documentTypes: z.array(z.object({ id: z.string(), title: BothLanguages })),
  guardianNeeded: z.boolean(),
  expiresAt: z.iso.datetime(),
  mayWithdraw: z.boolean(),
  mayObject: z.boolean(),
  course: ObjectionCourse.optional().describe('Where the objection is'),
  result: z
    .object({ decision: InquiryDecision, sentence: BothLanguages, objectUntil: z.iso.datetime().optional() })
    .optional()
    .describe('Once it is told'),
});
export type ConsentPage = z.infer<typeof ConsentPage>;

const OwnDetails = {
  name: z.string().trim().min(1).max(100),
  documentNumber: z.string().trim().min(4).max(64),
};

/**
 * Endpoints of the person checked. The link's secret stands in the address behind `#` and is sent as
 * `Authorization: Link <secret>`; unknown, expired and closed links answer alike (`not-found`).
 */
export const consentEndpoints = {
  sendCode: endpoint({
    method: 'POST',
    path: '/api/consent/code',
    access: 'personal-link',
    summary: 'Send the one-time code to the phone or e-mail the link was sent to',
    answer: z.object({ channel: z.enum(['sms', 'email', 'printed']), waitSeconds: z.number().int() }),
    status: 202,
    journal: { act: 'inquiry.send-code' },
    perMinute: 6,
  }),
  unlock: endpoint({
    method: 'POST',
    path: '/api/consent/unlock',
    access: 'personal-link',
    summary: 'Give the code and read the page',
    body: z.strictObject({ code: z.string().trim().min(4).max(20) }),
    answer: ConsentPage,
    journal: { act: 'inquiry.open-consent' },
    perMinute: 10,
  }),
  page: endpoint({
    method: 'GET',
    path: '/api/consent',
    access: 'personal-link',
    summary: 'The page again, after the code was given',
    answer: ConsentPage,
    journal: { act: 'inquiry.open-consent' },
  }),
  answer: endpoint({
    method: 'POST',
    path: '/api/consent/answer',
    access: 'personal-link',
    summary: 'Agree, refuse, or say that the details are not mine',
    body: z.discriminatedUnion('answer', [
      z.strictObject({
        answer: z.literal('agree'),
        ...OwnDetails,
        textHash: z.string().max(100),
        guardian: z
          .strictObject({ name: z.string().trim().min(1).max(100), relation: z.string().trim().min(1).max(60) })
          .optional(),
      }),
      z.strictObject({ answer: z.literal('refuse'), ...OwnDetails }),
      z.strictObject({ answer: z.literal('not-mine') }),
    ]),
    answer: ConsentPage,
    journal: { act: 'inquiry.answer-consent' },
    perMinute: 10,
  }),
  withdraw: endpoint({
    method: 'POST',
    path: '/api/consent/withdraw',
    access: 'personal-link',
    summary: 'Withdraw the consent; an inquiry not asked yet is never asked',
    body: z.strictObject(OwnDetails),
    answer: ConsentPage,
    journal: { act: 'inquiry.withdraw-consent' },
    perMinute: 10,
  }),
  object: endpoint({
    method: 'POST',
    path: '/api/consent/object',
    access: 'personal-link',
    summary: 'Object to the answer and ask for a re-check',
    body: z.strictObject({ reason: z.enum(objectionReasons), words: z.string().trim().min(2).max(2000) }),
    answer: ConsentPage,
    journal: { act: 'inquiry.object' },
    perMinute: 10,
  }),
};
