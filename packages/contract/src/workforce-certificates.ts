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

/** The units of one division by the bands in which everybody is shown them. */
export const DivisionCovered = z.object({
  code: z.string(),
  name: BothLanguages,
  units: z.number().int().describe('Units that are shown; those with too few people are not among them'),
  bands: z
    .array(z.object({ band: BothLanguages, units: z.number().int() }))
    .describe('From the highest; empty bands are left out'),
  level: z
    .number()
    .int()
    .nullable()
    .describe('Mean of the least share of each band, in percent; null: no unit is shown'),
  standing: BothLanguages.nullable().describe('The band of the level'),
  trend: z.enum(['up', 'level', 'down']).nullable().describe('Against the period before; null: it cannot be said'),
  hasBelow: z.boolean(),
});
export type DivisionCovered = z.infer<typeof DivisionCovered>;

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
  divisions: endpoint({
    method: 'GET',
    path: '/api/coverage/divisions',
    access: 'workforce:divisions-covered',
    summary:
      'The divisions below the own one by the shares that everybody is shown of their units, those furthest behind first',
    query: z.strictObject({
      within: z
        .string()
        .regex(/^[0-9]{6}$/)
        .optional()
        .describe('Left out: the own division'),
    }),
    answer: z.object({
      within: z.object({ code: z.string(), name: BothLanguages }).nullable().describe('Null: the whole country'),
      above: z.object({ code: z.string().nullable() }).nullable().describe('One step up; null: there is none to go to'),
      asOf: z.iso.datetime().nullable().describe('Null: nothing has been fixed yet'),
      divisions: z.array(DivisionCovered),
    }),
    journal: { none: 'counts of units by bands that are public, no persons' },
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
