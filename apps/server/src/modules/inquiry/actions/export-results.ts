import type { InquiryState } from '@gatehouse/contract';
import { maskDocumentNumber } from '@gatehouse/matching/identity-number';
import { type OutputRow, writeTable } from '@gatehouse/tabular';
import { type ActContext, act } from '../../../kernel/act.js';
import type { FileAnswer } from '../../../kernel/http/route.js';
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

const page = 500;
const most = 20_000;
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

/** The results sheet (domain specification 15): numbers masked, and before the release nothing but that there is no answer yet. */
export async function exportResults(platform: Platform, viewer: Viewer, wanted: Wanted): Promise<FileAnswer> {
  return act(platform.kernel, viewer, 'inquiry.export', async (context) => {
    const rows = await everyRow(context, { batchId: wanted.batchId, states: wanted.state });
    const cells = await cellsOf(platform, context, rows, wanted.language);
    await context.record({ details: { rows: rows.length, format: wanted.format, batch: wanted.batchId ?? null } });
    const { format, language } = wanted;
    const bytes = await writeTable(cells, { format, columns: resultColumns, language, sheetName: '查询结果' });
    return { bytes, name: `gatehouse-results.${format}`, mediaType: mediaTypes[format] };
  });
}

async function everyRow(context: ActContext, filter: ApplicationFilter): Promise<Application[]> {
  const rows: Application[] = [];
  let after: ListPosition | undefined;
  do {
    const next: Application[] = await applicationStore(context).list(filter, page, after);
    rows.push(...next);
    const last = next.at(-1);
    after = last === undefined || next.length < page ? undefined : positionOf(last);
  } while (after !== undefined && rows.length < most);
  return rows;
}

async function cellsOf(
  { kernel }: Platform,
  context: ActContext,
  rows: readonly Application[],
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
      number: row.rowNumber ?? at + 1,
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
