import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { BothLanguages } from './inquiry.js';
import { PageQuery, pageOf } from './paging.js';
import { rosterStates } from './workforce-rosters.js';

/** What the roster of a unit lacks. `missing`: how many people at least; 0 where it is a question. */
export const RosterFinding = z.object({
  kind: z
    .enum(['no_roster', 'short', 'nobody_in', 'stale_count'])
    .describe('`stale_count`: a source counted too long ago to say that nobody is missing'),
  words: BothLanguages,
  missing: z.number().int(),
  question: z.string().optional().describe('Of an empty post: the question of the law pack, which the unit may answer'),
  answered: z.enum(['waiting', 'asked_again']).optional().describe('Where the answer to the question stands'),
});
export type RosterFinding = z.infer<typeof RosterFinding>;

/** How many people a source outside the unit says that it has. */
export const ExpectedHeadcount = z.object({
  source: z.object({ id: z.string(), title: BothLanguages }),
  postClass: z.object({ id: z.string(), title: BothLanguages }).nullable().describe('Null: the whole staff'),
  whom: BothLanguages.nullable().describe('Whom the source speaks of, by post and form of employment; null: everybody'),
  headcount: z.number().int(),
  asOf: z.iso.date(),
  isStale: z.boolean().describe('Whether it is older than the law pack lets it be relied on'),
});
export type ExpectedHeadcount = z.infer<typeof ExpectedHeadcount>;

/** Where the roster of a unit stands: counts, and no person. */
export const UnitRoster = z.object({
  id: z.uuid(),
  unit: BothLanguages,
  people: z.number().int().describe('Each person once, however many posts they hold'),
  byPostClass: z.array(z.object({ postClass: z.string(), title: BothLanguages, people: z.number().int() })),
  state: z
    .enum(['lacking', 'asked', 'whole'])
    .describe('`lacking`: people are missing; `asked`: a post is empty, or a count too old'),
  findings: z.array(RosterFinding),
});
export type UnitRoster = z.infer<typeof UnitRoster>;

/** One unit with what is expected of it. */
export const ExpectedUnit = UnitRoster.extend({ expected: z.array(ExpectedHeadcount) });

const Sources = z.array(z.object({ id: z.string(), title: BothLanguages }));

/** Endpoints of what a unit has and ought to have. */
export const headcountEndpoints = {
  own: endpoint({
    method: 'GET',
    path: '/api/roster',
    access: 'workforce:enter',
    summary: 'Where the roster of the own unit stands, and the file that waits',
    answer: ExpectedUnit.extend({
      load: z.object({ id: z.uuid(), state: z.enum(rosterStates) }).optional(),
    }),
    journal: { none: 'counts only; shows no person' },
  }),
  units: endpoint({
    method: 'GET',
    path: '/api/roster-units',
    access: 'workforce:units',
    summary: 'Units of the own authority, those whose roster lacks most first',
    query: PageQuery.extend({ state: z.enum(['lacking', 'asked', 'whole']).optional() }),
    answer: pageOf(UnitRoster),
    journal: { none: 'counts only; shows no person' },
  }),
  unit: endpoint({
    method: 'GET',
    path: '/api/roster-units/:id',
    access: 'workforce:units',
    summary: 'One unit with what sources outside it expect',
    params: z.strictObject({ id: z.uuid() }),
    answer: ExpectedUnit.extend({ sources: Sources, mayEnter: z.boolean() }),
    journal: { none: 'counts only; shows no person' },
  }),
  enter: endpoint({
    method: 'POST',
    path: '/api/expected-headcounts',
    access: 'workforce:expect',
    summary:
      'Enter how many people a source outside the unit counts; it takes the place of what that source said before',
    body: z.strictObject({
      unitId: z.uuid(),
      source: z.string().max(60),
      postClass: z.string().max(60).nullable(),
      headcount: z.number().int().min(0).max(100_000),
      asOf: z.iso.date(),
    }),
    answer: ExpectedUnit,
    status: 201,
    journal: { act: 'workforce.enter-expected' },
  }),
};
