import { z } from 'zod';
import { endpoint } from './endpoint.js';
import differenceWords from './entry-difference-words.json' with { type: 'json' };
import type { Words } from './errors/kernel-errors.js';
import { PageQuery, pageOf } from './paging.js';

/**
 * What of an entry no longer is what the log was given. `content`: its sealed words; `place`: another entry stands there; `commitment`: the row
 * holds another one; `act` to `subjects`: what the row says beside the sealed words; `missing`: only the leaf is left; `unplaced`: the row
 * never entered the log; `files`: the published files do not give the signed head.
 */
export const entryDifferences = [
  'content',
  'place',
  'commitment',
  'act',
  'outcome',
  'actor',
  'object',
  'time',
  'subjects',
  'missing',
  'unplaced',
  'files',
] as const;
export const EntryDifference = z.enum(entryDifferences);
export type EntryDifference = z.infer<typeof EntryDifference>;

/** What each difference is called. */
export const entryDifferenceWords: Readonly<Record<EntryDifference, Words>> = differenceWords;

/** An entry in a list: what the auditor searches by, and its place in the log. */
export const JournalEntrySummary = z.object({
  id: z.uuid(),
  index: z.number().int().nullable().describe('Place in the log; null while it waits for one'),
  act: z.string(),
  outcome: z.enum(['done', 'refused', 'failed']),
  actor: z.string(),
  object: z.object({ kind: z.string(), id: z.string() }).nullable(),
  at: z.iso.datetime(),
  changed: z
    .array(EntryDifference)
    .describe(
      'What of it the comparison found to differ from the log; the row is not to be believed then: open the entry',
    ),
});
export type JournalEntrySummary = z.infer<typeof JournalEntrySummary>;

/**
 * The whole entry, opened for the auditor, with what proves it. What it says is said as the log was given it and never as an altered row has it:
 * null where that cannot be shown any more.
 */
export const JournalEntryView = JournalEntrySummary.extend({
  act: z.string().nullable(),
  outcome: JournalEntrySummary.shape.outcome.nullable(),
  actor: z.string().nullable(),
  at: z.iso.datetime().nullable(),
  changed: z.array(EntryDifference).describe('What of it no longer is what was published; empty: nothing'),
  purpose: z.string().nullable(),
  authority: z.string().nullable(),
  details: z.record(z.string(), z.unknown()).nullable(),
  commitment: z
    .string()
    .describe('SHA-256 in hex: the bytes of the leaf; of the seal of a day with its open mark behind it'),
  salt: z.string().nullable().describe('Hex; commitment = SHA-256(salt ‖ canonical), and its open mark'),
  canonical: z.string().nullable().describe('The canonical entry, padding included; null where it cannot be opened'),
  receipt: z.string().nullable().describe('C2SP tlog-proof; null until it stands in a signed checkpoint'),
});
export type JournalEntryView = z.infer<typeof JournalEntryView>;

/** A log that was closed because its database had fallen behind it: what is missing is said to everybody. */
export const LogGapView = z.object({
  log: z.number().int().describe('Number of the closed log in the chain'),
  origin: z.string(),
  size: z.number().int().describe('Entries it was published with'),
  held: z.number().int().describe('Entries of it that the database holds'),
  fits: z.boolean().describe('Whether those are the beginning of what was published'),
  reason: z.string(),
  closedAt: z.iso.datetime(),
});
export type LogGapView = z.infer<typeof LogGapView>;

/** Who witnesses the log, and up to where enough of them did. */
export const LogWitnesses = z.object({
  required: z.number().int().describe('How few of them may suffice'),
  witnessed: z
    .object({ size: z.number().int(), at: z.iso.datetime() })
    .nullable()
    .describe('The head that enough of them cosigned, published as /log/witnessed; null: none yet'),
  each: z.array(
    z.object({
      name: z.string(),
      size: z.number().int().nullable().describe('Entries of the head it cosigned last since this node started'),
      at: z.iso.datetime().nullable(),
      trouble: z.enum(['silent', 'refuses', 'knows-more']).nullable(),
    }),
  ),
});
export type LogWitnesses = z.infer<typeof LogWitnesses>;

/** How the entries of the database were compared with what was published of them. */
export const LogComparison = z.object({
  whole: z
    .object({
      beganAt: z.iso.datetime(),
      endedAt: z.iso.datetime(),
      entries: z.number().int(),
      erased: z.number().int(),
    })
    .nullable()
    .describe('The last time that all were; null: not yet. Of erased ones the leaf alone can be compared'),
  entries: z.number().int().describe('Compared since the present round began'),
  beganAt: z.iso.datetime().nullable(),
  different: z.number().int().describe('How many differ'),
  differences: z
    .array(
      z.object({
        log: z.number().int().nullable(),
        index: z.number().int().nullable().describe('Place in the log; null: the row has none'),
        entryId: z.uuid().nullable().describe('Null: only the leaf is left'),
        changed: z.array(EntryDifference),
        foundAt: z.iso.datetime(),
      }),
    )
    .describe('The first of them, by place'),
});
export type LogComparison = z.infer<typeof LogComparison>;

/** The present head of the published log. */
export const LogHead = z.object({
  origin: z.string(),
  size: z.number().int(),
  waiting: z.number().int().describe('Entries that wait for their place'),
  checkpoint: z.string().nullable(),
  closed: z.array(LogGapView).describe('Logs before it that were closed, oldest first'),
  verifierKey: z.string(),
  witnesses: LogWitnesses.nullable().describe('Null where the operator named none'),
  comparison: LogComparison,
});
export type LogHead = z.infer<typeof LogHead>;

const EntryId = z.object({ id: z.uuid() });

/** Endpoints of the log for its auditor. */
export const journalEndpoints = {
  listEntries: endpoint({
    method: 'GET',
    path: '/api/journal/entries',
    access: 'journal:read',
    summary: 'Entries of the log, newest first',
    query: PageQuery.extend({
      act: z.string().max(100).optional(),
      actor: z.string().max(200).optional(),
      object: z.string().max(200).optional(),
      outcome: z.enum(['done', 'refused', 'failed']).optional(),
      from: z.iso.datetime().optional(),
      to: z.iso.datetime().optional(),
    }),
    answer: pageOf(JournalEntrySummary),
    journal: { act: 'journal.list-entries' },
  }),
  readEntry: endpoint({
    method: 'GET',
    path: '/api/journal/entries/:id',
    access: 'journal:read',
    summary: 'One entry, opened, with its proof',
    params: EntryId,
    answer: JournalEntryView,
    journal: { act: 'journal.read-entry' },
  }),
  readHead: endpoint({
    method: 'GET',
    path: '/api/journal/head',
    access: 'journal:read',
    summary: 'Head of the published log',
    answer: LogHead,
    journal: { none: 'public figures of the log' },
  }),
};
