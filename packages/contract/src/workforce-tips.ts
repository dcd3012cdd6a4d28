import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { BothLanguages } from './inquiry.js';

/** What an authority made of a tip. `passed_on`: to somebody outside this system; within it the tip goes on waiting. */
export const tipOutcomes = ['known_unit', 'told_to_register', 'no_such_place', 'passed_on'] as const;

/** Length of the code on a receipt, without its hyphens. */
export const tipCodeLength = 16;

/** One tip for the authority that answers it. */
export const Tip = z.object({
  id: z.uuid(),
  place: z.string(),
  kind: BothLanguages.optional(),
  seen: z.string().optional(),
  contact: z.string().optional(),
  receivedAt: z.iso.datetime(),
  dueAt: z.iso.datetime(),
  isLate: z.boolean(),
  passedFrom: BothLanguages.optional(),
  raisedAt: z.iso
    .datetime()
    .optional()
    .describe('When it came up from there because nobody had taken it up in its time'),
  outcome: z.enum(tipOutcomes).optional(),
  note: z.string().optional(),
  answeredAt: z.iso.datetime().optional(),
  mayAnswer: z.boolean(),
});
export type Tip = z.infer<typeof Tip>;

const note = z.string().trim().min(1).max(2000).describe('What was found; the reporter does not read it');

/** Endpoints of tips about places that work with children and are on no register. */
export const tipEndpoints = {
  options: endpoint({
    method: 'GET',
    path: '/api/tip-options',
    access: 'public',
    summary: 'Kinds of places and the authorities that take tips',
    answer: z.object({
      kinds: z.array(z.object({ id: z.string(), title: BothLanguages })),
      areas: z.array(z.object({ id: z.uuid(), title: BothLanguages })),
    }),
    journal: { none: 'kinds of the law pack and authorities; holds no person' },
    perMinute: 60,
  }),
  send: endpoint({
    method: 'POST',
    path: '/api/tips',
    access: 'public',
    summary:
      'Tell of a place that works with children and seems to have no licence or no checks; nothing is looked up. The same Idempotency-Key with the same words again is the same tip, and gives the same code',
    body: z.strictObject({
      place: z.string().trim().min(1).max(500).describe('What it is called or where it is: enough to find it'),
      kind: z.string().max(60).optional(),
      area: z.uuid().optional().describe('Left out: the highest authority, which passes it on'),
      seen: z.string().trim().max(2000).optional(),
      contact: z.string().trim().max(200).optional(),
    }),
    answer: z.object({ code: z.string().describe('Shown once; only its keyed token is kept') }),
    status: 201,
    journal: { act: 'workforce.send-tip' },
    perMinute: 5,
  }),
  receipt: endpoint({
    method: 'POST',
    path: '/api/tips/receipt',
    access: 'public',
    summary: 'What became of a tip, by the code of its receipt; codes that are wrong or unknown answer alike',
    body: z.strictObject({ code: z.string().trim().min(1).max(60) }),
    answer: z.object({
      receivedAt: z.iso.datetime(),
      words: BothLanguages,
      isAnswered: z.boolean(),
      dueAt: z.iso.datetime().optional().describe('By when the authority has to answer'),
    }),
    journal: { act: 'workforce.read-receipt' },
    perMinute: 10,
  }),
  list: endpoint({
    method: 'GET',
    path: '/api/tips',
    access: 'workforce:tips',
    summary: 'Tips that wait for the own authority, the one due first first; then the last that were answered',
    answer: z.object({
      items: z.array(Tip),
      areas: z.array(z.object({ id: z.uuid(), title: BothLanguages })).describe('To whom one can be passed on'),
    }),
    journal: { act: 'workforce.list-tips' },
  }),
  answer: endpoint({
    method: 'POST',
    path: '/api/tips/:id/answer',
    access: 'workforce:tips',
    summary: 'Say what became of a tip; the reporter reads the outcome by their code, in words of the product',
    params: z.strictObject({ id: z.uuid() }),
    body: z.strictObject({ outcome: z.enum(tipOutcomes), note }),
    answer: z.object({ id: z.uuid() }),
    journal: { act: 'workforce.answer-tip' },
  }),
  passOn: endpoint({
    method: 'POST',
    path: '/api/tips/:id/pass-on',
    access: 'workforce:tips',
    summary: 'Pass a tip on to another authority of this system, where its clock begins anew',
    params: z.strictObject({ id: z.uuid() }),
    body: z.strictObject({ area: z.uuid() }),
    answer: z.object({ id: z.uuid() }),
    journal: { act: 'workforce.pass-tip-on' },
  }),
};
