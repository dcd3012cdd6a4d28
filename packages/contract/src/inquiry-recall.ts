import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { BothLanguages, InquiryView } from './inquiry.js';
import { InquiryId, Versioned } from './inquiry-endpoints.js';
import { VoidedNumbers, voidedNumbersPath } from './notice.js';

/** An answer that became void, for the authority. Not what it was, nor why. */
export const RecalledAnswer = z.object({
  inquiryId: z.uuid(),
  name: z.string(),
  unit: BothLanguages,
  postClass: z.string(),
  recalledAt: z.iso.datetime(),
  /** To whom the authority has to write: a unit that holds a stop-work letter, a person whom no message reaches. */
  letters: z.array(z.enum(['unit', 'person'])),
  dueAt: z.iso.datetime(),
  overdue: z.boolean(),
  /** `see-to`: this authority does what is to be done. `told`: the authority above, which was told of the stop-work order. */
  part: z.enum(['see-to', 'told']),
});
export type RecalledAnswer = z.infer<typeof RecalledAnswer>;

/** Two hexadecimal digits: the beginning of a hash. */
export const VoidedPrefix = z.string().regex(/^[0-9a-f]{2}$/);

/** Endpoints of answers that became void. */
export const recallEndpoints = {
  note: endpoint({
    method: 'POST',
    path: '/api/inquiries/:id/note-recall',
    access: 'inquiry:settle',
    summary: 'The unit has noted that the answer is void',
    params: InquiryId,
    body: Versioned,
    answer: InquiryView,
    journal: { act: 'inquiry.note-recall' },
  }),
  list: endpoint({
    method: 'GET',
    path: '/api/recalled-answers',
    access: 'inquiry:stop-work',
    summary: 'Answers that became void and that this authority has to see to, what is due first first',
    answer: z.object({ items: z.array(RecalledAnswer) }),
    journal: { act: 'inquiry.list-recalled' },
  }),
  seenTo: endpoint({
    method: 'POST',
    path: '/api/recalled-answers/:id/seen-to',
    access: 'inquiry:review',
    summary: 'Everybody to whom the authority had to write was written to',
    params: InquiryId,
    body: z.strictObject({}),
    answer: z.object({ inquiryId: z.uuid(), seenToAt: z.iso.datetime() }),
    journal: { act: 'inquiry.settle-recall' },
  }),
  voidedNumbers: endpoint({
    method: 'GET',
    path: `${voidedNumbersPath}/:prefix`,
    access: 'public',
    summary: 'Hashes of the numbers of voided notices that begin so; whoever verifies a notice compares by themselves',
    params: z.strictObject({ prefix: VoidedPrefix }),
    answer: VoidedNumbers,
    journal: { none: 'hashes of random numbers, two hundred and fifty-sixth of all' },
    perMinute: 120,
  }),
};
