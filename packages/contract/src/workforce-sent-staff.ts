import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { BothLanguages } from './inquiry.js';
import { PageQuery, pageOf } from './paging.js';

/** All that a supplier ever hears of somebody whom it sends, and what it hears until it hears the other. */
export const supplierWords = ['may', 'may_not'] as const;
export const SupplierWord = z.enum(supplierWords);
export type SupplierWord = z.infer<typeof SupplierWord>;

/** Forms of employment of the law pack in which somebody else sends the person. */
export const sentForms: readonly string[] = ['dispatch', 'outsourced'];

/** Somebody whom a supplier sends, at one unit and in one post, as that unit entered them; the number masked. */
export const SentPerson = z.object({
  employmentId: z.uuid(),
  name: z.string(),
  documents: z.array(z.object({ type: z.string(), number: z.string().describe('Masked') })),
  unit: BothLanguages,
  postClass: BothLanguages,
  employmentForm: BothLanguages,
  fromDate: z.iso.date(),
  untilDate: z.iso.date().optional(),
  word: SupplierWord,
});
export type SentPerson = z.infer<typeof SentPerson>;

/** What a supplier of dispatched and outsourced staff sees: whom it sends where, and one word about each. */
export const sentStaffEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/api/sent-staff',
    access: 'workforce:sent-staff',
    summary: 'People whom the own organisation sends to units, and whether each may be placed there; never why',
    query: PageQuery.extend({ word: SupplierWord.optional() }),
    answer: pageOf(SentPerson).extend({
      nextAt: z.iso.datetime().describe('The next window: at no other time does any word change'),
    }),
    journal: { act: 'workforce.list-sent-staff' },
  }),
};
