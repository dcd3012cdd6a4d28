import type { Page, RequestOf, workforceExportEndpoints } from '@gatehouse/contract';
import { type OutputRow, writeTable } from '@gatehouse/tabular';
import { readAct, type ReadContext } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import type { FileAnswer } from '../../../kernel/http/route.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Workplace } from '../doors.js';
import columns from '../file/export-columns.json' with { type: 'json' };
import { coverageCells, divisionCells, gapCells, staffCells } from '../views/export-cells.js';
import { coveragePage } from './list-coverage.js';
import { listDivisionsCovered } from './list-divisions-covered.js';
import { gapPage } from './list-gaps.js';
import { staffPage } from './list-staff.js';

type Ends = typeof workforceExportEndpoints;
type Wanted<Name extends keyof Ends> = RequestOf<Ends[Name]>['body'];
type List = keyof typeof columns;

/** As many rows as a page of an export reads together, and as a file may have: a workbook is written in memory. */
const limit = 200;
export const mostExported = 20_000;

const mediaTypes = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
};

/** Staff as the list shows it, with its filters; numbers masked. @throws DomainError `export-too-long` */
export async function exportStaff(at: Workplace, viewer: Viewer, wanted: Wanted<'staff'>): Promise<FileAnswer> {
  const { unitId, postClass, employmentForm, ended } = wanted;
  return leaving(at, viewer, 'staff', wanted, { unitId, postClass, employmentForm, ended }, async (context) => {
    const filter = { unitId, postClass, employmentForm, ended, limit };
    const lines = await everyLine((cursor) => staffPage(at, context, { ...filter, cursor }));
    return lines.map((line, place) => staffCells(at.doors.law.pack, line, place, wanted.language));
  });
}

/** Where the people of a unit stand, as the list shows it. @throws DomainError `export-too-long` */
export async function exportCoverage(at: Workplace, viewer: Viewer, wanted: Wanted<'coverage'>): Promise<FileAnswer> {
  if (viewer.kind !== 'account') refuse('not-signed-in');
  const { unitId, state } = wanted;
  return leaving(at, viewer, 'coverage', wanted, { unitId, state }, async (context) => {
    const lines = await everyLine((cursor) => coveragePage(at, context, viewer, { unitId, state, limit, cursor }));
    return lines.map((line, place) => coverageCells(line, place, wanted.language));
  });
}

/** What is missing, as the list shows it; what was written about it stays. @throws DomainError `export-too-long` */
export async function exportGaps(at: Workplace, viewer: Viewer, wanted: Wanted<'gaps'>): Promise<FileAnswer> {
  if (viewer.kind !== 'account') refuse('not-signed-in');
  return leaving(at, viewer, 'gaps', wanted, {}, async (context) => {
    const gaps = await everyLine((cursor) => gapPage(at, context, viewer, { limit, cursor }));
    return gaps.map((gap, place) => gapCells(gap, place, wanted.language));
  });
}

/** Divisions by the shares that everybody is shown. @throws DomainError `not-found` as the list */
export async function exportDivisions(at: Workplace, viewer: Viewer, wanted: Wanted<'divisions'>): Promise<FileAnswer> {
  const { within } = wanted;
  // What is read is public, and names nobody.
  const { divisions } = await listDivisionsCovered(at, viewer, within);
  return leaving(at, viewer, 'divisions', wanted, { within }, () =>
    Promise.resolve(divisions.map((division) => divisionCells(division, wanted.language))),
  );
}

/** One act: the rows are read, the entry says purpose, filters and how many, and only then the file is made. */
async function leaving(
  { kernel }: Workplace,
  viewer: Viewer,
  list: List,
  { format, language, purpose }: Pick<Wanted<'gaps'>, 'format' | 'language' | 'purpose'>,
  filters: object,
  rowsOf: (context: ReadContext) => Promise<OutputRow[]>,
): Promise<FileAnswer> {
  const rows = await readAct(kernel, viewer, `workforce.export-${list}`, async (context) => {
    const read = await rowsOf(context);
    context.record({ purpose, details: { rows: read.length, format, ...filters } });
    return read;
  });
  const bytes = await writeTable(rows, { format, columns: columns[list], language, sheetName: list });
  return { bytes, name: `gatehouse-${list}.${format}`, mediaType: mediaTypes[format] };
}

async function everyLine<Line>(page: (cursor: string | undefined) => Promise<Page<Line>>): Promise<Line[]> {
  const lines: Line[] = [];
  let cursor: string | undefined;
  do {
    const { items, next } = await page(cursor);
    lines.push(...items);
    if (lines.length > mostExported) refuse('export-too-long', { limit: mostExported });
    cursor = next;
  } while (cursor !== undefined);
  return lines;
}
