import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { CoverageState } from './workforce-coverage.js';

/** What every export is asked for: the form of the file, the language of its words, and why it leaves. */
export const exportAsked = {
  format: z.enum(['xlsx', 'csv']),
  language: z.enum(['zh', 'en']).default('zh'),
  purpose: z.string().trim().min(4).max(300).describe('Why the list leaves; stands in the log'),
};
const file = {
  method: 'POST',
  file: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  perMinute: 12,
} as const;

/** Endpoints by which the lists of people at work leave as a file: masked as on the screen, with the filters of the screen. */
export const workforceExportEndpoints = {
  staff: endpoint({
    ...file,
    path: '/api/employments/export',
    access: 'workforce:read',
    summary: 'Staff as the list shows it, numbers masked, as a workbook or CSV',
    body: z.strictObject({
      ...exportAsked,
      unitId: z.uuid().optional(),
      postClass: z.string().max(60).optional(),
      employmentForm: z.string().max(60).optional(),
      ended: z.enum(['true', 'false']).default('false').describe('Those who have left instead'),
    }),
    journal: { act: 'workforce.export-staff' },
  }),
  coverage: endpoint({
    ...file,
    path: '/api/coverage/export',
    access: 'workforce:read',
    summary: 'Where the people at work at a unit stand, as the list shows it, as a workbook or CSV',
    body: z.strictObject({
      ...exportAsked,
      unitId: z.uuid().optional().describe('Left out: the own unit'),
      state: CoverageState.optional(),
    }),
    journal: { act: 'workforce.export-coverage' },
  }),
  gaps: endpoint({
    ...file,
    path: '/api/gaps/export',
    access: 'workforce:read',
    summary: 'What is missing, as the list shows it, without what was written, as a workbook or CSV',
    body: z.strictObject(exportAsked),
    journal: { act: 'workforce.export-gaps' },
  }),
  divisions: endpoint({
    ...file,
    path: '/api/coverage/divisions/export',
    access: 'workforce:divisions-covered',
    summary: 'Divisions by the shares that everybody is shown, as a workbook or CSV',
    body: z.strictObject({
      ...exportAsked,
      within: z
        .string()
        .regex(/^[0-9]{6}$/)
        .optional(),
    }),
    journal: { act: 'workforce.export-divisions' },
  }),
};
