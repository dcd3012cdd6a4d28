import type { InquiryState } from '@gatehouse/contract';
import { maskDocumentNumber } from '@gatehouse/matching/identity-number';
import { type OutputRow, writePieces } from '@gatehouse/tabular';
import { type ReadContext, spoolAct } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import type { SpooledAnswer } from '../../../kernel/http/route.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { seesTypes } from '../policy.js';
import resultColumns from '../result-columns.json' with { type: 'json' };
import { dayAndTime } from '../rules/decision.js';
import { isVoid } from '../rules/objection.js';
import {
  type Application,
  type ApplicationFilter,
  applicationStore,
  type ListPosition,
  positionOf,
} from '../store/application-store.js';
import { openPersons } from '../store/person-sealing.js';
import { toldStore } from '../store/told-store.js';

type Wanted = {
  readonly format: 'xlsx' | 'csv';
  readonly language: 'zh' | 'en';
  readonly batchId?: string | undefined;
  readonly state?: InquiryState[] | undefined;
};

/** As many rows as are read together, and as a file may have: beyond them the reading would last too long. */
const page = 500;
const most = 200_000;
const mediaTypes = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
};

const outcomes = {
  no_record: { en: 'No record found', zh: '未发现' },
  record_found: { en: 'Record found', zh: '发现' },
  not_now: { en: 'Cannot be answered now', zh: '暂时无法答复' },
  recalled: { en: 'Void: ask again', zh: '已作废，须重新查询' },
  none: { en: 'The answer is not ready', zh: '结果尚未作出' },
} as const;

/**
 * The results sheet (domain specification 15): numbers masked, and before the release nothing but that there is no answer yet. One reading of
 * the database as it stood, page by page.
 * @throws DomainError `export-too-long`
 */
export async function exportResults(platform: Platform, viewer: Viewer, wanted: Wanted): Promise<SpooledAnswer> {
  const { format, language } = wanted;
  const spooled = await spoolAct(platform.kernel, viewer, 'inquiry.export', (context) =>
    writePieces(everyCell(platform, context, wanted), {
      format,
      columns: resultColumns,
      language,
      sheetName: '查询结果',
    }),
  );
  return { spooled, name: `gatehouse-results.${format}`, mediaType: mediaTypes[format] };
}

/** The cells of every row that fits; at their end the entry says how many there were. */
async function* everyCell(
  platform: Platform,
  context: ReadContext,
  { batchId, state, format, language }: Wanted,
): AsyncGenerator<OutputRow> {
  const filter: ApplicationFilter = { batchId, states: state };
  let count = 0;
  let after: ListPosition | undefined;
  do {
    const rows: Application[] = await applicationStore(context).list(filter, page, after);
    if (count + rows.length > most) refuse('export-too-long', { limit: most });
    yield* await cellsOf(platform, context, rows, count, language);
    count += rows.length;
    const last = rows.at(-1);
    after = last === undefined || rows.length < page ? undefined : positionOf(last);
  } while (after !== undefined);
  context.record({ details: { rows: count, format, batch: batchId ?? null } });
}

async function cellsOf(
  { kernel }: Platform,
  context: ReadContext,
  rows: readonly Application[],
  before: number,
  language: 'zh' | 'en',
): Promise<OutputRow[]> {
  const told = toldStore(kernel.keys, context);
  const persons = await openPersons(kernel.keys, context, rows);
  const cells: OutputRow[] = [];
  for (const [at, row] of rows.entries()) {
    const decision = await told.openDecision(row);
    const types = seesTypes(context.viewer, row) ? await told.types(row) : [];
    const person = persons.get(row.id);
    cells.push({
      number: row.rowNumber ?? before + at + 1,
      name: person?.name ?? '—',
      document: maskDocumentNumber(person?.documents[0]?.number ?? ''),
      askedAt: row.askedAt === null ? '' : dayAndTime(row.askedAt),
      outcome: outcomes[isVoid(row.state) ? 'recalled' : (decision?.outcome ?? 'none')][language],
      types: types.join(', '),
      validity: decision?.validity[language] ?? '',
      batch: row.batchId ?? '',
      inquiry: row.id,
    });
  }
  return cells;
}
