import { z } from 'zod';
import { isCivilDate } from '../civil-date.js';

/** A key of a table: lower-case words joined by `_` or `-`, or an article code such as `236-1`. */
export const keySchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/);

/** A day in China, `YYYY-MM-DD`. */
export const civilDateSchema = z.string().refine(isCivilDate, 'expected a real day written YYYY-MM-DD');

/** The same words in both languages, optionally with `{placeholders}`. */
export const wordsSchema = z.strictObject({ en: z.string().min(1), zh: z.string().min(1) });

/** A rule that holds only while the operator's choice on an open point is one of these. */
export const conditionSchema = z.strictObject({ openPoint: keySchema, is: z.array(keySchema).min(1) });

/** What every statement of a pack carries: where it comes from, when it holds, and whether its text was read there. */
export const citedShape = {
  source: keySchema,
  effectiveFrom: civilDateSchema.nullable(),
  effectiveTo: civilDateSchema.nullable().default(null),
  verified: z.boolean(),
};

/** What a rule that decides something carries besides: the operator's choice it may depend on. */
export const ruleShape = { ...citedShape, when: conditionSchema.nullable().default(null) };

/** A named entry of a table. */
export const entryShape = { id: keySchema, title: wordsSchema };

/** A list of keys of another table, or null for "all of them". */
export const keysOrAllSchema = z.array(keySchema).min(1).nullable();

/** The two languages of every text a person reads. */
export type Words = z.infer<typeof wordsSchema>;

/** The part that every rule has. */
export interface Rule {
  source: string;
  effectiveFrom: string | null;
  effectiveTo: string | null;
  verified: boolean;
  when: { openPoint: string; is: string[] } | null;
}
