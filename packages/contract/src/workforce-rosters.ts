import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { BothLanguages } from './inquiry.js';
import { Versioned } from './inquiry-endpoints.js';
import { Kept } from './kept.js';
import { PageQuery, pageOf } from './paging.js';
import { FieldProblem } from './problem.js';
import { largestTable, tableFile, TemplateQuery } from './table-file.js';
import { EmploymentLine, RosterEntry } from './workforce.js';

export const rosterStates = [
  'READING',
  'COMPARING',
  'STOPPED',
  'READY',
  'TAKING',
  'TAKEN',
  'REFUSED',
  'DISCARDED',
] as const;

export const rosterRowKinds = ['new', 'changed', 'left', 'same', 'problem'] as const;
export const RosterRowKind = z.enum(rosterRowKinds);
export type RosterRowKind = z.infer<typeof RosterRowKind>;

const Counts = z.object({
  new: z.number().int(),
  changed: z.number().int(),
  left: z.number().int(),
  same: z.number().int(),
  problem: z.number().int(),
});

/** A file with the people of a unit, from upload to the roster. */
export const RosterLoad = z.object({
  ...tableFile,
  state: z.enum(rosterStates),
  whole: z.boolean().describe('It names the whole staff: whoever it does not name has left'),
  brought: z.boolean().describe('The authority brought it, in a file with the staff of many units'),
  kept: Kept.optional(),
  counts: Counts.describe('Rows that wait, by what they would change'),
  taken: z.object({
    new: z.number().int(),
    changed: z.number().int(),
    left: z.number().int(),
    refused: z.number().int().describe('Rows that could not be taken after all'),
  }),
});
export type RosterLoad = z.infer<typeof RosterLoad>;

/** The file of a load. Its name may name a person, and so may headings that are none, so that reading them is an act. */
export const RosterFile = RosterLoad.pick({ fileName: true, columns: true });

/** A load as it may be asked for every moment: how far it is, in counts; nothing of the file. */
export const RosterProgress = RosterLoad.omit({ fileName: true, columns: true });
export type RosterProgress = z.infer<typeof RosterProgress>;

/** One difference, or one row that cannot be taken. */
export const RosterRow = EmploymentLine.pick({
  name: true,
  documents: true,
  postClass: true,
  postTitle: true,
  employmentForm: true,
}).extend({
  id: z.uuid(),
  kind: RosterRowKind,
  rowNumber: z.number().int().optional().describe('Absent where the file does not name the person'),
  fromDate: z.string(),
  untilDate: z.string().optional(),
  changes: z.array(BothLanguages),
  fields: z.array(FieldProblem),
  refused: BothLanguages.optional().describe('Why it could not be taken after all'),
});
export type RosterRow = z.infer<typeof RosterRow>;

/** A row as it was read, to be mended; what is no value of its kind comes as it stands in the file. */
export const RosterRowEntry = z.object({
  name: z.string(),
  formerNames: z.array(z.string()),
  sex: z.string().optional(),
  birthDate: z.string().optional(),
  nationality: z.string().optional(),
  documents: z.array(z.object({ type: z.string(), number: z.string() })),
  postClass: z.string(),
  postTitle: z.string().optional(),
  employmentForm: z.string(),
  supplierCreditCode: z.string().optional(),
  fromDate: z.string(),
  untilDate: z.string().optional(),
});
export type RosterRowEntry = z.infer<typeof RosterRowEntry>;

const LoadId = z.strictObject({ id: z.uuid() });
const RowId = z.strictObject({ id: z.uuid(), rowId: z.uuid() });

/** Endpoints of a unit's file, from the template to the roster. */
export const rosterEndpoints = {
  template: endpoint({
    method: 'GET',
    path: '/api/roster-template',
    access: 'workforce:enter',
    summary: 'Empty workbook to fill in, or a sample with invented people',
    query: TemplateQuery,
    file: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    journal: { none: 'holds no person' },
  }),
  upload: endpoint({
    method: 'POST',
    path: '/api/roster-loads',
    access: 'workforce:enter',
    summary:
      'Upload the staff of the own unit (xlsx or csv, at most 100,000 rows); takes the place of a file not taken yet',
    query: z.strictObject({
      whole: z
        .enum(['true', 'false'])
        .default('true')
        .describe('It names the whole staff: whoever is missing has left'),
    }),
    upload: largestTable,
    answer: RosterLoad,
    status: 202,
    journal: { act: 'workforce.upload-roster' },
    perMinute: 10,
  }),
  read: endpoint({
    method: 'GET',
    path: '/api/roster-loads/:id',
    access: 'workforce:enter',
    summary: 'One load with its progress, for looking again and again',
    params: LoadId,
    answer: RosterProgress,
    journal: { none: 'counts only; nothing of the file' },
  }),
  file: endpoint({
    method: 'GET',
    path: '/api/roster-loads/:id/file',
    access: 'workforce:enter',
    summary: 'Name of the file of a load, and how its columns were understood',
    params: LoadId,
    answer: RosterFile,
    journal: { act: 'workforce.read-roster-file' },
  }),
  rows: endpoint({
    method: 'GET',
    path: '/api/roster-loads/:id/rows',
    access: 'workforce:enter',
    summary: 'Differences of one kind, in the order of the file',
    params: LoadId,
    query: PageQuery.extend({ kind: RosterRowKind }),
    answer: pageOf(RosterRow),
    journal: { act: 'workforce.read-roster' },
  }),
  rowEntry: endpoint({
    method: 'GET',
    path: '/api/roster-loads/:id/rows/:rowId',
    access: 'workforce:enter',
    summary: 'One row as it was read, to mend it',
    params: RowId,
    answer: RosterRowEntry,
    journal: { act: 'workforce.read-roster-row' },
  }),
  mend: endpoint({
    method: 'PUT',
    path: '/api/roster-loads/:id/rows/:rowId',
    access: 'workforce:enter',
    summary: 'Replace one row; it is checked and compared anew',
    params: RowId,
    body: RosterEntry,
    answer: RosterProgress,
    journal: { act: 'workforce.mend-roster-row' },
  }),
  dropProblems: endpoint({
    method: 'POST',
    path: '/api/roster-loads/:id/drop-problems',
    access: 'workforce:enter',
    summary: 'Leave out the rows that cannot be taken, or one of them',
    params: LoadId,
    body: z.strictObject({ rowId: z.uuid().optional(), ...Versioned.shape }),
    answer: RosterProgress,
    journal: { act: 'workforce.drop-roster-problems' },
  }),
  take: endpoint({
    method: 'POST',
    path: '/api/roster-loads/:id/take',
    access: 'workforce:enter',
    summary: 'Take the differences that were seen into the roster',
    params: LoadId,
    body: z.strictObject({
      leftOn: z.iso.date().describe('The last day of those whom the file does not name'),
      ...Versioned.shape,
    }),
    answer: RosterProgress,
    status: 202,
    journal: { act: 'workforce.take-roster' },
  }),
  stop: endpoint({
    method: 'POST',
    path: '/api/roster-loads/:id/stop',
    access: 'workforce:enter',
    summary: 'Stop after the present chunk',
    params: LoadId,
    body: Versioned,
    answer: RosterProgress,
    journal: { act: 'workforce.stop-roster' },
  }),
  resume: endpoint({
    method: 'POST',
    path: '/api/roster-loads/:id/resume',
    access: 'workforce:enter',
    summary: 'Go on where it stopped',
    params: LoadId,
    body: Versioned,
    answer: RosterProgress,
    journal: { act: 'workforce.resume-roster' },
  }),
  discard: endpoint({
    method: 'POST',
    path: '/api/roster-loads/:id/discard',
    access: 'workforce:enter',
    summary: 'Give up a file that was not taken; its rows are deleted',
    params: LoadId,
    body: Versioned,
    answer: RosterProgress,
    journal: { act: 'workforce.discard-roster' },
  }),
};
