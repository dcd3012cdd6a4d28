import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { Versioned } from './inquiry-endpoints.js';
import { PageQuery, pageOf } from './paging.js';
import { EmploymentLine, EmploymentView, RosterEntry } from './workforce.js';

export const EmploymentId = z.strictObject({ id: z.uuid() });

/** Endpoints of single employments: the unit enters and ends them, its authorities read them. */
export const employmentEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/api/employments',
    access: 'workforce:read',
    summary: 'People who work at the own unit, or at the units of the own authority; those who came last first',
    query: PageQuery.extend({
      unitId: z.uuid().optional(),
      postClass: z.string().max(60).optional(),
      employmentForm: z.string().max(60).optional(),
      ended: z.enum(['true', 'false']).default('false').describe('Those who have left instead'),
    }),
    answer: pageOf(EmploymentLine),
    journal: { act: 'workforce.list-staff' },
  }),
  find: endpoint({
    method: 'POST',
    path: '/api/employments/find',
    access: 'workforce:read',
    summary: 'By exactly this document number, or within one unit by part of a name',
    body: z.strictObject({ text: z.string().trim().min(1).max(100), unitId: z.uuid().optional() }),
    answer: z.object({ items: z.array(EmploymentLine), more: z.boolean().describe('There are more than are shown') }),
    journal: { act: 'workforce.find-staff' },
    perMinute: 60,
  }),
  add: endpoint({
    method: 'POST',
    path: '/api/employments',
    access: 'workforce:enter',
    summary: 'Put one person on the roster of the own unit',
    body: RosterEntry,
    answer: EmploymentView,
    status: 201,
    journal: { act: 'workforce.add-employment' },
  }),
  read: endpoint({
    method: 'GET',
    path: '/api/employments/:id',
    access: 'workforce:read',
    summary: 'One employment',
    params: EmploymentId,
    answer: EmploymentView,
    journal: { act: 'workforce.read-employment' },
  }),
  readEntry: endpoint({
    method: 'GET',
    path: '/api/employments/:id/entry',
    access: 'workforce:enter',
    summary: 'The employment as entered, to change it; only while it is open',
    params: EmploymentId,
    answer: RosterEntry.extend({ version: z.number().int() }),
    journal: { act: 'workforce.read-entry' },
  }),
  change: endpoint({
    method: 'PUT',
    path: '/api/employments/:id',
    access: 'workforce:enter',
    summary: 'Replace what was entered',
    params: EmploymentId,
    body: RosterEntry.extend(Versioned.shape),
    answer: EmploymentView,
    journal: { act: 'workforce.change-employment' },
  }),
  end: endpoint({
    method: 'POST',
    path: '/api/employments/:id/end',
    access: 'workforce:enter',
    summary: 'Say that somebody has left',
    params: EmploymentId,
    body: z.strictObject({ on: z.iso.date().describe('The last day'), ...Versioned.shape }),
    answer: EmploymentView,
    journal: { act: 'workforce.end-employment' },
  }),
  notBegin: endpoint({
    method: 'POST',
    path: '/api/employments/:id/not-begin',
    access: 'workforce:enter',
    summary: 'Say that somebody never came; before the first day, or within the days of the law pack after it',
    params: EmploymentId,
    body: Versioned,
    answer: EmploymentView,
    journal: { act: 'workforce.say-not-begun' },
  }),
};
