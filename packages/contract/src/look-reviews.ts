import { z } from 'zod';
import { endpoint } from './endpoint.js';

/** Where a look stands that was drawn for review. */
export const lookReviewStates = ['drawn', 'asked', 'answered', 'in_order', 'not_in_order'] as const;

/** What the auditor wants of the officer's superior. */
export const lookWants = ['confirmation', 'explanation'] as const;

const Words = z.string().trim().min(2).max(500);
const ReviewId = z.strictObject({ id: z.uuid() });

/** A look that was drawn: who, when, for what, under which reference; never whom it was about. */
export const LookReview = z.object({
  id: z.uuid(),
  entryId: z.uuid().describe('The entry of the look in the log'),
  accountId: z.uuid(),
  act: z.string(),
  purpose: z.string().nullable(),
  reference: z.string().nullable(),
  lookedAt: z.iso.datetime(),
  dueAt: z.iso.datetime(),
  isLate: z.boolean(),
  state: z.enum(lookReviewStates),
  wants: z.enum(lookWants).nullable(),
  isConfirmed: z.boolean().nullable(),
  answer: z.string().nullable(),
  words: z.string().nullable(),
});
export type LookReview = z.infer<typeof LookReview>;

/** How the draws went. */
export const LookReviewFigures = z.object({
  looks: z.number().int().describe('Looks that were drawn from'),
  drawn: z.number().int(),
  waiting: z.number().int(),
  late: z.number().int(),
  inOrder: z.number().int(),
  notInOrder: z.number().int(),
});
export type LookReviewFigures = z.infer<typeof LookReviewFigures>;

/** A draw, as anybody with the log can repeat it. */
export const LookDraw = z.object({
  day: z.string(),
  firstIndex: z.number().int(),
  sealIndex: z.number().int().describe('Index of the seal of the day; the seed comes from the tree that ends with it'),
  seed: z.string().describe('Hex'),
  looks: z.number().int(),
  drawn: z.number().int(),
});
export type LookDraw = z.infer<typeof LookDraw>;

/** Endpoints of looks that are drawn for review. */
export const lookReviewEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/api/look-reviews',
    access: 'journal:review-looks',
    summary: 'Looks that were drawn for review, those that wait first, with figures and the latest draws',
    answer: z.object({ items: z.array(LookReview), figures: LookReviewFigures, draws: z.array(LookDraw) }),
    journal: { act: 'journal.list-look-reviews' },
  }),
  ask: endpoint({
    method: 'POST',
    path: '/api/look-reviews/:id/ask',
    access: 'journal:review-looks',
    summary: "Ask the officer's superior to confirm a look, or to have it explained",
    params: ReviewId,
    body: z.strictObject({ wants: z.enum(lookWants) }),
    status: 204,
    journal: { act: 'journal.ask-about-look' },
  }),
  settle: endpoint({
    method: 'POST',
    path: '/api/look-reviews/:id/settle',
    access: 'journal:review-looks',
    summary: 'Say whether a look was in order',
    params: ReviewId,
    body: z.strictObject({ verdict: z.enum(['in_order', 'not_in_order']), words: Words }),
    status: 204,
    journal: { act: 'journal.settle-look' },
  }),
  toConfirm: endpoint({
    method: 'GET',
    path: '/api/look-confirmations',
    access: 'journal:confirm-looks',
    summary: 'Looks of officers of the own house and below about which the auditor asks',
    answer: z.object({ items: z.array(LookReview) }),
    journal: { act: 'journal.list-look-confirmations' },
  }),
  answer: endpoint({
    method: 'POST',
    path: '/api/look-confirmations/:id/answer',
    access: 'journal:confirm-looks',
    summary: 'Confirm that the look belonged to a matter of the officer, or say that it did not',
    params: ReviewId,
    body: z.strictObject({ isConfirmed: z.boolean(), words: Words }),
    status: 204,
    journal: { act: 'journal.answer-about-look' },
  }),
};
