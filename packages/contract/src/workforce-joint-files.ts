import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { BothLanguages } from './inquiry.js';
import { Versioned } from './inquiry-endpoints.js';
import { Kept } from './kept.js';
import { FieldProblem } from './problem.js';
import { largestTable, tableFile } from './table-file.js';
import { exportAsked } from './workforce-exports.js';
import { RosterProgress } from './workforce-rosters.js';

export const jointFileStates = ['READING', 'DIVIDING', 'STOPPED', 'DIVIDED', 'REFUSED'] as const;

/** What became of the rows of one unit. */
export const jointUnitStates = ['reading', 'waiting', 'taking', 'taken', 'sent-back', 'replaced'] as const;
export type JointUnitState = (typeof jointUnitStates)[number];

/** A file with the staff of many units that their authority brought: how far it is, in counts; nothing of the file. */
export const JointFileProgress = z
  .object(tableFile)
  .omit({ fileName: true, columns: true })
  .extend({
    state: z.enum(jointFileStates),
    whole: z.boolean().describe('It names the whole staff of each unit that it names'),
    kept: Kept.optional(),
    units: z.number().int().describe('Units that it names'),
    unplaced: z.number().int().describe('Rows that came to no unit'),
  });
export type JointFileProgress = z.infer<typeof JointFileProgress>;

/** The part of one unit. */
export const JointUnit = z.object({
  unitId: z.uuid(),
  unit: BothLanguages,
  state: z.enum(jointUnitStates),
  rows: z.number().int(),
  counts: z.object({
    new: z.number().int(),
    changed: z.number().int(),
    left: z.number().int(),
    problem: z.number().int(),
  }),
  sentBack: z.string().optional().describe('Why the unit sent it back, in its words'),
});
export type JointUnit = z.infer<typeof JointUnit>;

/** A file that was brought, by its name and columns, with the part of each unit. The name and what units wrote may name a person. */
export const JointFileRecord = z.object({
  fileName: z.string(),
  columns: z.object(tableFile).shape.columns,
  units: z.array(JointUnit),
  unplaced: z.array(FieldProblem).describe('The first of the rows that came to no unit, by row and column'),
});

const FileId = z.strictObject({ id: z.uuid() });

/** Endpoints of a file with the staff of many units, for the authority that brings it. */
export const jointFileEndpoints = {
  template: endpoint({
    method: 'GET',
    path: '/api/joint-file-template',
    access: 'workforce:bring',
    summary: 'Empty workbook for the staff of many units',
    query: z.strictObject({ language: z.enum(['zh', 'en']).default('zh') }),
    file: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    journal: { none: 'holds no person' },
  }),
  upload: endpoint({
    method: 'POST',
    path: '/api/joint-files',
    access: 'workforce:bring',
    summary:
      'Bring the staff of own units in one file (xlsx or csv, at most 100,000 rows); each unit sees and takes its own differences',
    query: z.strictObject({
      whole: z.enum(['true', 'false']).default('true').describe('It names the whole staff of each unit that it names'),
    }),
    upload: largestTable,
    answer: JointFileProgress,
    status: 202,
    journal: { act: 'workforce.upload-joint-file' },
    perMinute: 10,
  }),
  list: endpoint({
    method: 'GET',
    path: '/api/joint-files',
    access: 'workforce:bring',
    summary: 'The last files that the own authority brought, the newest first',
    answer: z.object({ items: z.array(JointFileProgress) }),
    journal: { none: 'counts only; nothing of the files' },
  }),
  read: endpoint({
    method: 'GET',
    path: '/api/joint-files/:id',
    access: 'workforce:bring',
    summary: 'One file that was brought with its progress, for looking again and again',
    params: FileId,
    answer: JointFileProgress,
    journal: { none: 'counts only; nothing of the file' },
  }),
  units: endpoint({
    method: 'GET',
    path: '/api/joint-files/:id/units',
    access: 'workforce:bring',
    summary: 'Name and columns of the file, what became of the rows of each unit, and rows that came to none',
    params: FileId,
    answer: JointFileRecord,
    journal: { act: 'workforce.read-joint-file' },
  }),
  exportProblems: endpoint({
    method: 'POST',
    path: '/api/joint-files/:id/export-problems',
    access: 'workforce:bring',
    summary: 'Every row that came to no unit or cannot be taken, by row and column, as a workbook or CSV',
    params: FileId,
    body: z.strictObject(exportAsked),
    file: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    journal: { act: 'workforce.export-joint-problems' },
    perMinute: 12,
  }),
  stop: endpoint({
    method: 'POST',
    path: '/api/joint-files/:id/stop',
    access: 'workforce:bring',
    summary: 'Stop after the present chunk',
    params: FileId,
    body: Versioned,
    answer: JointFileProgress,
    journal: { act: 'workforce.stop-joint-file' },
  }),
  resume: endpoint({
    method: 'POST',
    path: '/api/joint-files/:id/resume',
    access: 'workforce:bring',
    summary: 'Go on where it stopped',
    params: FileId,
    body: Versioned,
    answer: JointFileProgress,
    journal: { act: 'workforce.resume-joint-file' },
  }),
  sendBack: endpoint({
    method: 'POST',
    path: '/api/roster-loads/:id/send-back',
    access: 'workforce:enter',
    summary: 'Send back what the authority brought, with the reason; its rows are deleted',
    params: FileId,
    body: z.strictObject({ reason: z.string().trim().min(4).max(500), ...Versioned.shape }),
    answer: RosterProgress,
    journal: { act: 'workforce.send-back-roster' },
  }),
};
