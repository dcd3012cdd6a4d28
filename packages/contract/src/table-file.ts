import { z } from 'zod';
import { BothLanguages } from './inquiry.js';
import { FieldProblem } from './problem.js';

/** What every file with rows says of itself on its way in: what it is called, how it was understood, how far it is, what comes next. */
export const tableFile = {
  id: z.uuid(),
  version: z.number().int(),
  fileName: z.string(),
  createdAt: z.iso.datetime(),
  progress: z.object({ rows: z.number().int(), done: z.number().int() }),
  columns: z.array(z.object({ header: z.string(), understoodAs: BothLanguages.nullable() })),
  problems: z.array(FieldProblem).describe('Of the file as a whole'),
  next: BothLanguages,
};

/** Which workbook to give: empty to fill in, or with invented people, and in which language. */
export const TemplateQuery = z.strictObject({
  language: z.enum(['zh', 'en']).default('zh'),
  content: z.enum(['empty', 'sample']).default('empty'),
});

/** The largest file of rows that is taken. */
export const largestTable = { maximumBytes: 20_000_000 };
