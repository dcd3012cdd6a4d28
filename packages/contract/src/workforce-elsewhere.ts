import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { BothLanguages } from './inquiry.js';
import { PageQuery, pageOf } from './paging.js';

/** A record of somebody who serves, told in the procurator's own district; names no person. */
export const ServingRecord = z.object({
  inquiryId: z.uuid(),
  unit: BothLanguages,
  postClass: BothLanguages,
  toldAt: z.iso.datetime(),
});
export type ServingRecord = z.infer<typeof ServingRecord>;

/** One place at which the person of a told record works or worked with children, and who is responsible there. */
export const EmployedElsewhere = z.object({
  unit: BothLanguages,
  divisionCode: z.string(),
  postClass: BothLanguages,
  employmentForm: BothLanguages,
  fromDate: z.iso.date(),
  untilDate: z.iso.date().nullable(),
  isPresent: z.boolean(),
  neverBegan: z
    .boolean()
    .describe('The unit said that the person never came; the last day is the one before the first'),
  /** The authority over the unit, and the one above it. */
  responsible: BothLanguages,
  above: BothLanguages.nullable(),
  /** The employment of which the record was told. */
  isOfRecord: z.boolean(),
});
export type EmployedElsewhere = z.infer<typeof EmployedElsewhere>;

/** Where else somebody worked with children, for the procurator, by a told record and by nothing else. */
export const elsewhereEndpoints = {
  servingRecords: endpoint({
    method: 'GET',
    path: '/api/serving-records',
    access: 'workforce:elsewhere',
    summary: 'Records of serving staff that were told in the own district and still stand; no person is named',
    query: PageQuery,
    answer: pageOf(ServingRecord),
    journal: { act: 'workforce.list-serving-records' },
  }),
  readElsewhere: endpoint({
    method: 'POST',
    path: '/api/serving-records/:inquiryId/elsewhere',
    access: 'workforce:elsewhere',
    summary: 'Where the person of a told record works and worked with children, with who is responsible at each place',
    params: z.object({ inquiryId: z.uuid() }),
    body: z.strictObject({
      reference: z.string().trim().min(2).max(100).describe('Of the case at the procuratorate'),
      purpose: z.string().trim().min(4).max(300),
    }),
    answer: z.object({ items: z.array(EmployedElsewhere) }),
    journal: { act: 'workforce.read-elsewhere' },
  }),
};
