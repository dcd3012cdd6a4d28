import { z } from 'zod';

/** One field that does not fit: where (JSON path, or row and column of a file) and why, in both languages. */
export const FieldProblem = z.object({
  path: z.string().describe('Where: a JSON path such as "person.name"'),
  row: z.number().int().optional().describe('Row of the file, as the spreadsheet counts it'),
  column: z.string().optional().describe('Title of the column'),
  code: z.string(),
  message: z.object({ en: z.string(), zh: z.string() }),
});
export type FieldProblem = z.infer<typeof FieldProblem>;

/** RFC 9457 problem details. `type` is `urn:gatehouse:error:<code>`; texts come in both languages, whatever was asked for. */
export const Problem = z.object({
  type: z.string(),
  title: z.string().describe('In the language of Accept-Language'),
  status: z.number().int(),
  detail: z.string().describe('What to do next, in the language of Accept-Language'),
  code: z.string().describe('Stable; see docs/errors.md'),
  words: z.object({
    title: z.object({ en: z.string(), zh: z.string() }),
    next: z.object({ en: z.string(), zh: z.string() }),
  }),
  reference: z.string().describe('Number of this request in the log of the node'),
  fields: z.array(FieldProblem).optional(),
});
export type Problem = z.infer<typeof Problem>;
