import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { BothLanguages } from './inquiry.js';
import { PageQuery, pageOf } from './paging.js';
import { ExpectedHeadcount } from './workforce-headcounts.js';

/**
 * What an authority says of a unit that a register names and that is not entered here. `no_minors`: it does not work with children; `gone`: it is
 * no more; `passed_on`: to somebody outside this system, within it goes on waiting.
 */
export const unenteredOutcomes = ['no_minors', 'gone', 'passed_on'] as const;

/** A unit that a register names and that nobody has entered here. */
export const UnenteredUnit = z.object({
  id: z.uuid(),
  name: z.string().describe('As the register calls it; empty where the file did not say'),
  creditCode: z.string(),
  registeredIn: BothLanguages.optional().describe('Division of the register that gave the code (GB 32100-2015)'),
  counts: z.array(ExpectedHeadcount).describe('What registers count there'),
  closedAt: z.iso.datetime().optional().describe('When the unit of this code was closed here'),
  foundAt: z.iso.datetime(),
  dueAt: z.iso.datetime(),
  isLate: z.boolean(),
  authority: BothLanguages.describe('Who has to see to it'),
  passedFrom: BothLanguages.optional(),
  outcome: z.enum(['entered', ...unenteredOutcomes]).optional(),
  note: z.string().optional().describe('What was found, for the authority that said it and the one above'),
  answeredAt: z.iso.datetime().optional(),
  holdsUntil: z.iso.date().optional().describe('A register that names it after this day is asked about again'),
  mayAnswer: z.boolean(),
});
export type UnenteredUnit = z.infer<typeof UnenteredUnit>;

/** Endpoints of units that registers name and nobody has entered. */
export const unenteredUnitEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/api/unentered-units',
    access: 'workforce:unentered',
    summary: 'Units that registers name and nobody has entered, the one due first first; then those that were seen to',
    query: PageQuery.extend({ state: z.enum(['waiting', 'answered']).optional() }),
    answer: pageOf(UnenteredUnit),
    journal: { act: 'workforce.list-unentered-units' },
  }),
  areas: endpoint({
    method: 'GET',
    path: '/api/unentered-units/areas',
    access: 'workforce:order',
    summary: 'Authorities to which such a unit can be handed on',
    answer: z.object({ items: z.array(z.object({ id: z.uuid(), title: BothLanguages })) }),
    journal: { none: 'authorities; holds no person' },
  }),
  answer: endpoint({
    method: 'POST',
    path: '/api/unentered-units/:id/answer',
    access: 'workforce:order',
    summary: 'Say what such a unit is, where it is not to be entered; that it was entered is seen, and said by nobody',
    params: z.strictObject({ id: z.uuid() }),
    body: z.strictObject({
      outcome: z.enum(unenteredOutcomes),
      note: z.string().trim().min(1).max(2000).describe('What was found, by whom and when'),
    }),
    answer: z.object({ id: z.uuid() }),
    journal: { act: 'workforce.answer-unentered-unit' },
  }),
  passOn: endpoint({
    method: 'POST',
    path: '/api/unentered-units/:id/pass-on',
    access: 'workforce:order',
    summary: 'Hand such a unit on to another authority of this system, where its clock begins anew',
    params: z.strictObject({ id: z.uuid() }),
    body: z.strictObject({ area: z.uuid() }),
    answer: z.object({ id: z.uuid() }),
    journal: { act: 'workforce.pass-unentered-unit-on' },
  }),
};
