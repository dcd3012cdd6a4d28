import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { BothLanguages } from './inquiry.js';
import { FieldProblem } from './problem.js';
import { largestTable } from './table-file.js';
import { ExpectedHeadcount } from './workforce-headcounts.js';

/** One row of a file with expected headcounts: what it would change, or why it cannot be taken. */
export const HeadcountRow = z.object({
  rowNumber: z.number().int(),
  kind: z.enum(['new', 'changed', 'unentered', 'problem']),
  unit: BothLanguages.optional(),
  unentered: z
    .object({ name: z.string(), creditCode: z.string() })
    .optional()
    .describe('A unit that nobody has entered here: taken, the row waits for it, with a clock'),
  counted: ExpectedHeadcount.optional(),
  before: z.number().int().optional().describe('What the same source said before of the same posts'),
  fields: z.array(FieldProblem),
});
export type HeadcountRow = z.infer<typeof HeadcountRow>;

/** What a file with expected headcounts would change, or has changed. */
export const HeadcountDifferences = z.object({
  taken: z.boolean(),
  seen: z.string().describe('Stands for exactly these differences; taking them names it'),
  counts: z.object({
    new: z.number().int(),
    changed: z.number().int(),
    unentered: z.number().int().describe('Rows about units that nobody has entered'),
    same: z.number().int(),
    problem: z.number().int(),
  }),
  rows: z
    .array(HeadcountRow)
    .describe('At most 500 of units that nobody has entered, 500 of those that differ and 500 that cannot be taken'),
  problems: z.array(FieldProblem).describe('Of the file as a whole'),
});
export type HeadcountDifferences = z.infer<typeof HeadcountDifferences>;

/** Endpoints of a file with what registers count, for the units of one authority. */
export const headcountFileEndpoints = {
  template: endpoint({
    method: 'GET',
    path: '/api/headcount-template',
    access: 'workforce:expect',
    summary: 'Empty workbook to fill in with what registers count',
    query: z.strictObject({ language: z.enum(['zh', 'en']).default('zh') }),
    file: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    journal: { none: 'holds no person' },
  }),
  compare: endpoint({
    method: 'POST',
    path: '/api/headcount-files/compare',
    access: 'workforce:expect',
    summary:
      'What a file (xlsx or csv, at most 10,000 rows) would change of what is expected, and which units it names that nobody has entered; nothing is kept of it',
    upload: largestTable,
    answer: HeadcountDifferences,
    journal: { none: 'units and counts of the own authority, no person; nothing is kept' },
    perMinute: 20,
  }),
  take: endpoint({
    method: 'POST',
    path: '/api/headcount-files/take',
    access: 'workforce:expect',
    summary:
      'Take the differences that were seen, by the same file; rows about units that nobody has entered wait for them, rows that cannot be taken are left out',
    query: z.strictObject({ seen: z.string().max(100) }),
    upload: largestTable,
    answer: HeadcountDifferences,
    journal: { act: 'workforce.enter-expected-file' },
    perMinute: 20,
  }),
};
