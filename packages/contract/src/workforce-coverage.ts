import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { BothLanguages } from './inquiry.js';
import { PageQuery, pageOf } from './paging.js';

/** Where somebody at work stands, the most urgent first. Each employment is in exactly one of them. */
export const coverageStates = [
  'barred',
  'stopped',
  'refused_or_withdrawn',
  'not_yet_asked',
  'left_lying',
  'overdue',
  'waiting',
  'unmonitored',
  'due',
  'no_record',
] as const;
export const CoverageState = z.enum(coverageStates);
export type CoverageState = z.infer<typeof CoverageState>;

/** States of people about whom a unit asks together. Whoever refused is asked one by one. */
export const statesToAskMany: readonly CoverageState[] = ['not_yet_asked', 'overdue', 'due'];

/** One person at work and where they stand; the person masked. */
export const CoverageLine = z.object({
  employmentId: z.uuid(),
  name: z.string(),
  postClass: BothLanguages,
  fromDate: z.iso.date(),
  state: CoverageState,
  sentence: BothLanguages,
  since: z.iso.datetime(),
  dueOn: z.iso.date().optional().describe('The last day on which what is due is in time'),
  notice: BothLanguages.optional().describe('The notice before the yearly check whose day has come'),
  inquiryId: z.uuid().optional().describe('The check that the state rests on'),
  mayStart: z.boolean().describe('Whether the viewer may start a check of this person now'),
  gaps: z.array(BothLanguages).describe('What is missing about this person'),
});
export type CoverageLine = z.infer<typeof CoverageLine>;

/** How many people of a unit are in each state, and how many count as checked. Stopped and barred do. */
export const CoverageFigures = z.object({
  staff: z.number().int(),
  checked: z.number().int(),
  byState: z.array(z.object({ state: CoverageState, count: z.number().int() })),
});
export type CoverageFigures = z.infer<typeof CoverageFigures>;

/** The share checked at a unit as its authorities see it: in bands, and not at all where few work. It is not a safety rating. */
export const UnitCoverage = z.object({
  unitId: z.uuid(),
  unit: BothLanguages,
  band: BothLanguages.nullable().describe('Null: too few people to be shown'),
  hasRoster: z.boolean(),
  hasCertificate: z.boolean().describe('Whether everybody is shown the share of the unit now'),
});
export type UnitCoverage = z.infer<typeof UnitCoverage>;

/** What needs somebody today, and where the people of the own unit stand; counts only. */
export const WorkforceHome = z.object({
  figures: CoverageFigures,
  tasks: z.array(
    z.object({
      kind: z.enum(['brought', 'check-now', 'notice', 'gaps', 'gaps-below', 'tips', 'unentered', 'unentered-below']),
      words: BothLanguages,
      count: z.number().int(),
      overdue: z.number().int(),
      dueAt: z.iso.datetime().optional(),
    }),
  ),
});
export type WorkforceHome = z.infer<typeof WorkforceHome>;

const EmploymentId = z.strictObject({ id: z.uuid() });

/** Endpoints of where everybody at work stands. */
export const coverageEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/api/coverage',
    access: 'workforce:read',
    summary: 'Where the people at work at a unit stand, the most urgent first',
    query: PageQuery.extend({
      unitId: z.uuid().optional().describe('Left out: the own unit'),
      state: CoverageState.optional(),
    }),
    answer: pageOf(CoverageLine),
    journal: { act: 'workforce.list-coverage' },
  }),
  start: endpoint({
    method: 'POST',
    path: '/api/coverage/:id/check',
    access: 'workforce:enter',
    summary: 'Start the check of somebody on the roster, with what the roster knows of them',
    params: EmploymentId,
    body: z.strictObject({}),
    answer: z.object({ inquiryId: z.uuid() }),
    status: 201,
    journal: { act: 'workforce.start-check' },
  }),
  startMany: endpoint({
    method: 'POST',
    path: '/api/coverage/checks',
    access: 'workforce:enter',
    summary: 'Draft the checks of everybody on the roster who was not asked about, is overdue or due, as one list',
    body: z.strictObject({}),
    answer: z.object({
      listId: z.uuid().optional().describe('The list with the drafts; absent where nobody was left to draft'),
      people: z.number().int(),
      open: z
        .number()
        .int()
        .describe('Left out: a check of theirs is drafted or under way, or they have a second post'),
    }),
    status: 201,
    journal: { act: 'workforce.start-checks' },
    perMinute: 6,
  }),
  units: endpoint({
    method: 'GET',
    path: '/api/coverage/units',
    access: 'workforce:units-covered',
    summary: 'The share checked at each unit of the own authority, in bands; the fewest first',
    answer: z.object({ items: z.array(UnitCoverage) }),
    journal: { none: 'shares of units in bands, no persons' },
  }),
  home: endpoint({
    method: 'GET',
    path: '/api/coverage/home',
    access: 'workforce:read',
    summary: 'What needs this account today about people at work, counts only',
    answer: WorkforceHome,
    journal: { none: 'counts of the own organisation, no persons' },
  }),
};
