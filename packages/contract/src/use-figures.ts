import { z } from 'zod';
import { endpoint } from './endpoint.js';

/** Who used the system: kinds of organisation, and people about themselves. */
export const useKinds = [
  'unit',
  'authority',
  'qualification',
  'ministry',
  'registry',
  'procuratorate',
  'centre',
  'auditor',
  'operator',
  'people',
] as const;
export type UseKind = (typeof useKinds)[number];

/** What is counted of each kind. */
export const useCounts = ['questions', 'looks', 'refusedLooks', 'alerts', 'objections', 'emergencyLooks'] as const;
export type UseCount = (typeof useCounts)[number];

const Figure = z.number().int().nullable().describe('Null: fewer than are told');

/** The figures of one kind in a month. */
export const UseOfKind = z.object({
  kind: z.enum(useKinds),
  questions: Figure.describe('Questions that were approved to be asked'),
  looks: Figure.describe('Looks at persons from a desk'),
  refusedLooks: Figure,
  alerts: Figure.describe('Accounts that on a day took more than half of the looks they may'),
  objections: Figure,
  emergencyLooks: Figure.describe('Emergency looks that were opened'),
});
export type UseOfKind = z.infer<typeof UseOfKind>;

/** What the digest of a month covers, as canonical JSON (RFC 8785). */
export const CountedMonth = z.object({
  month: z.string(),
  kinds: z.array(UseOfKind),
  fewestTold: z.number().int(),
  looksPerDay: z.number().int().describe('How many looks an account was allowed in a day when it was counted'),
});
export type CountedMonth = z.infer<typeof CountedMonth>;

/** A month as everybody may read it. */
export const UseMonth = z.object({
  counted: CountedMonth,
  digest: z.string().describe('SHA-256 in hex over `counted` as canonical JSON; stands in the entry'),
  size: z.number().int().describe('Entries of the log under which it was counted'),
  root: z.string().describe('Root of that tree, in base64'),
  entryId: z.uuid(),
  fixedAt: z.iso.datetime(),
  receipt: z.string().nullable().describe('That the entry stands in the log (C2SP tlog-proof)'),
});
export type UseMonth = z.infer<typeof UseMonth>;

/** Endpoints of the open figures of use. */
export const useFigureEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/api/use-figures',
    access: 'public',
    summary:
      'How the system was used, by month and kind of authority, the latest first; without persons, small figures withheld',
    answer: z.object({ months: z.array(UseMonth), delayDays: z.number().int(), fewestTold: z.number().int() }),
    journal: { none: 'figures of months, fixed and published for everybody' },
    perMinute: 60,
  }),
  recount: endpoint({
    method: 'GET',
    path: '/api/use-figures/:month/recount',
    access: 'journal:read',
    summary: 'Counts a month again from the log, and says whether it is as it was published',
    params: z.strictObject({ month: z.string().regex(/^\d{4}-\d\d$/) }),
    answer: z.object({ counted: CountedMonth, digest: z.string(), isSame: z.boolean() }),
    journal: { act: 'journal.recount-use' },
  }),
};
