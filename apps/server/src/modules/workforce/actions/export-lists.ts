import type { FieldProblem, jointFileEndpoints, Page, RequestOf, workforceExportEndpoints } from '@gatehouse/contract';
import { type OutputRow, writePieces } from '@gatehouse/tabular';
import { type ReadContext, spoolAct } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import type { SpooledAnswer } from '../../../kernel/http/route.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Workplace } from '../doors.js';
import columns from '../file/export-columns.json' with { type: 'json' };
import { placedUnplaced } from '../file/joint.js';
import { jointFileStore } from '../store/joint-file-store.js';
import { coverageCells, divisionCells, gapCells, problemCells, staffCells } from '../views/export-cells.js';
import { columnsOf } from '../views/joint-file-view.js';
import { coveragePage } from './list-coverage.js';
import { listDivisionsCovered } from './list-divisions-covered.js';
import { gapPage } from './list-gaps.js';
import { staffPage } from './list-staff.js';

type Ends = typeof workforceExportEndpoints;
type Wanted<Name extends keyof Ends> = RequestOf<Ends[Name]>['body'];
type List = keyof typeof columns;

/** As many rows as a page of an export reads together, and as a file may have: beyond them the reading would last too long. */
const limit = 200;
export const mostExported = 200_000;

const mediaTypes = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
};

/** Staff as the list shows it, with its filters; numbers masked. @throws DomainError `export-too-long` */
export async function exportStaff(at: Workplace, viewer: Viewer, wanted: Wanted<'staff'>): Promise<SpooledAnswer> {
  const { unitId, postClass, employmentForm, ended } = wanted;
  return leaving(at, viewer, 'staff', wanted, { unitId, postClass, employmentForm, ended }, (context) => {
    const filter = { unitId, postClass, employmentForm, ended, limit };
    const lines = everyLine((cursor) => staffPage(at, context, { ...filter, cursor }));
    return cellsOf(lines, (line, place) => staffCells(at.doors.law.pack, line, place, wanted.language));
  });
}

/** Where the people of a unit stand, as the list shows it. @throws DomainError `export-too-long` */
export async function exportCoverage(
  at: Workplace,
  viewer: Viewer,
  wanted: Wanted<'coverage'>,
): Promise<SpooledAnswer> {
  if (viewer.kind !== 'account') refuse('not-signed-in');
  const { unitId, state } = wanted;
  return leaving(at, viewer, 'coverage', wanted, { unitId, state }, (context) => {
    const lines = everyLine((cursor) => coveragePage(at, context, viewer, { unitId, state, limit, cursor }));
    return cellsOf(lines, (line, place) => coverageCells(line, place, wanted.language));
  });
}

/** What is missing, as the list shows it; what was written about it stays. @throws DomainError `export-too-long` */
export async function exportGaps(at: Workplace, viewer: Viewer, wanted: Wanted<'gaps'>): Promise<SpooledAnswer> {
  if (viewer.kind !== 'account') refuse('not-signed-in');
  return leaving(at, viewer, 'gaps', wanted, {}, (context) => {
    const gaps = everyLine((cursor) => gapPage(at, context, viewer, { limit, cursor }));
    return cellsOf(gaps, (gap, place) => gapCells(gap, place, wanted.language));
  });
}

/** Divisions by the shares that everybody is shown. @throws DomainError `not-found` as the list */
export async function exportDivisions(
  at: Workplace,
  viewer: Viewer,
  wanted: Wanted<'divisions'>,
): Promise<SpooledAnswer> {
  const { within } = wanted;
  // What is read is public, and names nobody.
  const { divisions } = await listDivisionsCovered(at, viewer, within);
  return leaving(at, viewer, 'divisions', wanted, { within }, () =>
    divisions.map((division) => divisionCells(division, wanted.language)),
  );
}

/**
 * Every row of a file with many units that came to none or cannot be taken, by row and column.
 * @throws DomainError `export-too-long`, `not-found`
 */
export async function exportJointProblems(
  at: Workplace,
  viewer: Viewer,
  id: string,
  wanted: RequestOf<(typeof jointFileEndpoints)['exportProblems']>['body'],
): Promise<SpooledAnswer> {
  return leaving(at, viewer, 'joint-problems', wanted, { file: id }, async function* (context) {
    const store = jointFileStore(context);
    const file = await store.byId(id);
    for (const problem of placedUnplaced(await store.unplaced(id), columnsOf(file)))
      yield problemCells(undefined, problem, wanted.language);
    const rows = await store.problems(id);
    const called = await at.doors.called(
      context,
      rows.map(({ unitId }) => unitId),
    );
    for (const { unitId, problems } of rows)
      for (const problem of problems as FieldProblem[]) yield problemCells(called(unitId), problem, wanted.language);
  });
}

/**
 * One act: the rows are read page by page as the database stood when it began, and written as they come; the entry says purpose, filters and
 * how many, and only then the file leaves.
 */
async function leaving(
  { kernel }: Workplace,
  viewer: Viewer,
  list: List,
  { format, language, purpose }: Pick<Wanted<'gaps'>, 'format' | 'language' | 'purpose'>,
  filters: object,
  rowsOf: (context: ReadContext) => Iterable<OutputRow> | AsyncIterable<OutputRow>,
): Promise<SpooledAnswer> {
  const spooled = await spoolAct(kernel, viewer, `workforce.export-${list}`, (context) => {
    const counted = counting(rowsOf(context), (rows) =>
      context.record({ purpose, details: { rows, format, ...filters } }),
    );
    return writePieces(counted, { format, columns: columns[list], language, sheetName: list });
  });
  return { spooled, name: `gatehouse-${list}.${format}`, mediaType: mediaTypes[format] };
}

/** Hands rows on and says at their end how many they were. @throws DomainError `export-too-long` */
async function* counting(
  rows: Iterable<OutputRow> | AsyncIterable<OutputRow>,
  ended: (count: number) => void,
): AsyncGenerator<OutputRow> {
  let count = 0;
  for await (const row of rows) {
    count += 1;
    if (count > mostExported) refuse('export-too-long', { limit: mostExported });
    yield row;
  }
  ended(count);
}

async function* everyLine<Line>(page: (cursor: string | undefined) => Promise<Page<Line>>): AsyncGenerator<Line> {
  let cursor: string | undefined;
  do {
    const { items, next } = await page(cursor);
    yield* items;
    cursor = next;
  } while (cursor !== undefined);
}

async function* cellsOf<Line>(
  lines: AsyncIterable<Line>,
  cells: (line: Line, place: number) => OutputRow,
): AsyncGenerator<OutputRow> {
  let place = 0;
  for await (const line of lines) yield cells(line, place++);
}
