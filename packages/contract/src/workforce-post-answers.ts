import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { BothLanguages } from './inquiry.js';

/** Where the answer to a question about an empty post stands. */
export const postAnswerStates = ['waiting', 'accepted', 'asked_again'] as const;

/** Why nobody stands in a post: who does the work instead, or that there is none. */
export const postAnswerKinds = ['outsourced', 'none_needed'] as const;

/** What a unit answered to one question about an empty post, and what its authority made of it. */
export const PostAnswer = z.object({
  id: z.uuid(),
  question: z.string().describe('A question of the law pack'),
  questionWords: BothLanguages,
  kind: z.enum(postAnswerKinds),
  words: z.string(),
  supplier: z
    .object({
      creditCode: z.string(),
      onRoster: z.number().int().describe('People whom it sends and who stand on the roster of this unit'),
    })
    .optional(),
  answeredAt: z.iso.datetime(),
  state: z.enum(postAnswerStates),
  judged: z.object({ words: z.string(), at: z.iso.datetime() }).optional(),
  holdsUntil: z.iso.date().optional().describe('The question is asked again after this day'),
  mayJudge: z.boolean(),
});
export type PostAnswer = z.infer<typeof PostAnswer>;

const words = z.string().trim().min(1).max(2000);

/** Endpoints of the questions about empty posts. */
export const postAnswerEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/api/post-answers',
    access: 'workforce:read',
    summary: 'What the own unit, or a unit of the own authority, has answered about empty posts',
    query: z.strictObject({ unitId: z.uuid().optional().describe('Left out: the own unit') }),
    answer: z.object({ items: z.array(PostAnswer) }),
    journal: { act: 'workforce.list-post-answers' },
  }),
  answer: endpoint({
    method: 'POST',
    path: '/api/post-answers',
    access: 'workforce:enter',
    summary: 'Say who does the work of an empty post, or why there is none; takes the place of the answer before',
    body: z.strictObject({
      question: z.string().max(60),
      kind: z.enum(postAnswerKinds),
      supplierCreditCode: z.string().trim().max(40).optional().describe('Of an outsourced post: whose people do it'),
      words: words.describe('Who does the work, where they are, since when; or why there is none'),
    }),
    answer: PostAnswer,
    status: 201,
    journal: { act: 'workforce.answer-post' },
  }),
  judge: endpoint({
    method: 'POST',
    path: '/api/post-answers/:id/judge',
    access: 'workforce:order',
    summary: 'The authority accepts an answer for a time, or asks again',
    params: z.strictObject({ id: z.uuid() }),
    body: z.strictObject({
      verdict: z.enum(['accepted', 'asked_again']),
      words: words.describe('What the answer was held against, or what is still asked'),
    }),
    answer: PostAnswer,
    journal: { act: 'workforce.judge-post-answer' },
  }),
};
