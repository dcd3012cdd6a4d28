import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { Kept } from './kept.js';
import { PageQuery, pageOf } from './paging.js';
import { FieldProblem } from './problem.js';
import { DeliveryNumber, RegistryWords } from './registry-facts.js';

/** `held`: a number or another value is wrong and waits to be mended; `refused`: the law or the list of sources keeps it out. */
export const ImportRowOutcome = z.enum(['new', 'changed', 'same', 'held', 'refused']);

const ImportOrigin = z.object({
  source: z.string().max(40),
  number: z.coerce.number().pipe(DeliveryNumber).optional().describe('Of a numbered source: the delivery'),
});

/** Which kind of rows a file holds; the kind of its source says it. */
export const ImportKind = z.enum(['records', 'aliases']);

/** How one column of the file was understood. */
export const ImportColumn = z.object({
  header: z.string(),
  /** Key of the column as Gatehouse knows it; null: not used. */
  key: z.string().nullable(),
  title: RegistryWords.nullable(),
});

/** An import with its progress and counts. */
export const ImportView = z.object({
  id: z.uuid(),
  sourceCode: z.string(),
  kind: ImportKind,
  fileName: z.string(),
  state: z.enum(['uploaded', 'checking', 'checked', 'entering', 'entered', 'discarded']),
  rows: z.number().int(),
  rowsDone: z.number().int(),
  counts: z.object({
    new: z.number().int(),
    changed: z.number().int(),
    same: z.number().int(),
    held: z.number().int(),
    refused: z.number().int(),
    /** Rows about nobody on record: counted and forgotten. */
    unmatched: z.number().int(),
  }),
  /** Rows never stored, because the law seals them for everybody: the rule and how many. */
  sealedByLaw: z.array(z.object({ rule: z.string(), words: RegistryWords, count: z.number().int() })),
  columns: z.array(ImportColumn),
  problems: z.array(RegistryWords),
  uploadedBy: z.string().describe('Account, or the operator at the machine by the name of their system account'),
  uploadedAt: z.iso.datetime(),
  version: z.number().int(),
  kept: Kept.optional(),
});
export type ImportView = z.infer<typeof ImportView>;

/** The file of an import. Its name may name a person, and so may headings that are none, so that reading them is an act. */
export const ImportFile = ImportView.pick({ fileName: true, columns: true });

/** An import as it may be asked for every moment: how far it is, in counts; nothing of the file. */
export const ImportProgress = ImportView.omit({ fileName: true, columns: true });
export type ImportProgress = z.infer<typeof ImportProgress>;

/** The first rows as they were understood; document numbers masked. */
export const ImportPreview = z.object({
  import: ImportView,
  rows: z.array(z.object({ row: z.number().int(), cells: z.array(z.string()), problems: z.array(FieldProblem) })),
});

const Row = z.object({
  row: z.number().int(),
  outcome: ImportRowOutcome,
  problems: z.array(FieldProblem),
  /** Whether it can still be mended here. */
  mendable: z.boolean(),
});

const params = z.object({ importId: z.uuid() });
const version = z.strictObject({ version: z.int() });

/**
 * The same import by the operator at the machine: no row is shown, only what is wrong with it by row and column. Who imports is
 * the first of two people; a verifier is the second.
 */
export const operatorImportEndpoints = {
  begin: endpoint({
    method: 'POST',
    path: '/api/operations/registry-imports',
    access: 'operator',
    summary: 'Upload a file of one source, or find the import of the same file again',
    query: ImportOrigin,
    upload: { maximumBytes: 20_000_000 },
    status: 201,
    answer: ImportView,
    journal: { act: 'registry.upload-import' },
  }),
  read: endpoint({
    method: 'GET',
    path: '/api/operations/registry-imports/:importId',
    access: 'operator',
    summary: 'State, progress and counts of one import',
    params,
    answer: ImportProgress,
    journal: { none: 'counts and states only' },
  }),
  check: endpoint({
    method: 'POST',
    path: '/api/operations/registry-imports/:importId/check',
    access: 'operator',
    summary: 'Check every row',
    params,
    body: version,
    status: 202,
    answer: ImportView,
    journal: { act: 'registry.check-import' },
  }),
  rows: endpoint({
    method: 'GET',
    path: '/api/operations/registry-imports/:importId/rows',
    access: 'operator',
    summary: 'Rows with problems, by their number in the file',
    params,
    query: PageQuery.extend({ outcome: ImportRowOutcome.optional() }),
    answer: pageOf(Row),
    journal: { none: 'row numbers and rules only, no value of a row' },
  }),
  handOver: endpoint({
    method: 'POST',
    path: '/api/operations/registry-imports/:importId/hand-over',
    access: 'operator',
    summary: 'Enter the good rows; they wait for a second person',
    params,
    body: version,
    status: 202,
    answer: ImportView,
    journal: { act: 'registry.hand-over-import' },
  }),
};

/** Endpoints of imports: upload, preview, check, mend, hand over. */
export const registryImportEndpoints = {
  importTemplate: endpoint({
    method: 'GET',
    path: '/api/registry/import-template',
    access: 'registry:enter',
    summary: 'An empty workbook to fill in',
    query: z.object({ kind: ImportKind.default('records') }),
    file: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    journal: { none: 'an empty form' },
  }),
  uploadImport: endpoint({
    method: 'POST',
    path: '/api/registry/imports',
    access: 'registry:enter',
    summary: 'Upload a workbook or delimited file of one source; nothing is entered yet',
    query: ImportOrigin,
    upload: { maximumBytes: 20_000_000 },
    status: 201,
    answer: ImportPreview,
    journal: { act: 'registry.upload-import' },
  }),
  listImports: endpoint({
    method: 'GET',
    path: '/api/registry/imports',
    access: 'registry:overview',
    summary: 'Imports, newest first',
    query: PageQuery,
    answer: pageOf(ImportView),
    journal: { act: 'registry.list-imports' },
  }),
  readImportFile: endpoint({
    method: 'GET',
    path: '/api/registry/imports/:importId/file',
    access: 'registry:overview',
    summary: 'Name of the file of an import, and how its columns were understood',
    params,
    answer: ImportFile,
    journal: { act: 'registry.read-import-file' },
  }),
  readImport: endpoint({
    method: 'GET',
    path: '/api/registry/imports/:importId',
    access: 'registry:overview',
    summary: 'State, progress and counts of one import',
    params,
    answer: ImportProgress,
    journal: { none: 'counts and states only' },
  }),
  checkImport: endpoint({
    method: 'POST',
    path: '/api/registry/imports/:importId/check',
    access: 'registry:enter',
    summary: 'The columns are understood rightly: check every row',
    params,
    body: version,
    status: 202,
    answer: ImportView,
    journal: { act: 'registry.check-import' },
  }),
  listImportRows: endpoint({
    method: 'GET',
    path: '/api/registry/imports/:importId/rows',
    access: 'registry:enter',
    summary: 'Rows with problems, by their number in the file',
    params,
    query: PageQuery.extend({ outcome: ImportRowOutcome.optional() }),
    answer: pageOf(Row),
    journal: { none: 'row numbers and rules only, no value of a row' },
  }),
  mendImportRow: endpoint({
    method: 'POST',
    path: '/api/registry/imports/:importId/rows/:row/mend',
    access: 'registry:enter',
    summary: 'Give the right values of a held row; it is checked again',
    params: params.extend({ row: z.coerce.number().int() }),
    body: z.strictObject({ values: z.record(z.string().max(60), z.string().max(1000)) }),
    answer: Row,
    journal: { act: 'registry.mend-import-row' },
  }),
  handOverImport: endpoint({
    method: 'POST',
    path: '/api/registry/imports/:importId/hand-over',
    access: 'registry:enter',
    summary: 'Enter the good rows; they wait for a second person',
    params,
    body: version,
    status: 202,
    answer: ImportView,
    journal: { act: 'registry.hand-over-import' },
  }),
  discardImport: endpoint({
    method: 'POST',
    path: '/api/registry/imports/:importId/discard',
    access: 'registry:enter',
    summary: 'Throw the upload away before anything was entered',
    params,
    body: version,
    answer: ImportView,
    journal: { act: 'registry.discard-import' },
  }),
};
