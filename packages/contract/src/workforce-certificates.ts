import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { BothLanguages } from './inquiry.js';

/** The share checked at a unit as everybody is shown it: a band, fixed for a period, in the words of the law pack. It is not a safety rating. */
export const CoverageShown = z.object({
  unit: BothLanguages,
  title: BothLanguages,
  share: BothLanguages.describe('What the band is a share of'),
  band: BothLanguages,
  asOf: z.iso.datetime(),
  until: z.iso.datetime().describe('Until then nothing changes it'),
  fixed: BothLanguages,
  meaning: BothLanguages,
  notRating: BothLanguages,
  ask: BothLanguages.describe('Who to ask'),
});
export type CoverageShown = z.infer<typeof CoverageShown>;

const OfUnit = z.strictObject({ unitId: z.uuid().optional().describe('Left out: the own unit') });

/** Endpoints of the certificate of coverage: the unit's own, and the look-up for everybody. */
export const certificateEndpoints = {
  read: endpoint({
    method: 'GET',
    path: '/api/coverage/certificate',
    access: 'workforce:read',
    summary: 'What everybody is shown of the share checked at a unit, and the address on its certificate',
    query: OfUnit,
    answer: z.object({
      shown: CoverageShown.nullable().describe('Null: nothing is shown of this unit now'),
      address: z.string().nullable(),
      notShown: BothLanguages,
    }),
    journal: { none: 'the share of a unit in bands, no persons' },
  }),
  print: endpoint({
    method: 'GET',
    path: '/api/coverage/certificate/sheet',
    access: 'workforce:read',
    summary: 'The certificate of coverage as a sheet to put up, with its code',
    query: OfUnit,
    file: 'application/pdf',
    journal: { act: 'workforce.print-certificate' },
  }),
  lookUp: endpoint({
    method: 'POST',
    path: '/api/coverage/look-up',
    access: 'public',
    summary:
      'The share checked at a unit, in bands, by the code of its certificate, its unified social-credit code or part of its name; answers alike where nothing is shown',
    body: z.strictObject({ text: z.string().trim().min(4).max(100) }),
    answer: z.object({
      items: z.array(CoverageShown),
      more: z.boolean().describe('Whether more units fit than are shown'),
      notShown: BothLanguages.describe('What holds where a unit is not among them'),
    }),
    journal: { none: 'shares of units in bands, no persons; who asks is nobody to us' },
    perMinute: 30,
  }),
};
