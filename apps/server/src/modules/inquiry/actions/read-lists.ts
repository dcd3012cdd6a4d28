import type { BatchProgress, BatchRow, BatchView, FieldProblem, Page } from '@gatehouse/contract';
import { act, readAct } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { applicationStore } from '../store/application-store.js';
import { batchStore } from '../store/batch-store.js';
import { batchProgresses, batchView, batchViews } from '../views/batch-view.js';
import { inquiryLines } from '../views/lines.js';

type PageRequest = { readonly limit: number; readonly cursor?: string | undefined };

/** Lists of the unit, newest first. Their names may name people, so that showing them is an act. */
export async function listLists(platform: Platform, viewer: Viewer, page: PageRequest): Promise<Page<BatchView>> {
  return act(platform.kernel, viewer, 'inquiry.list-lists', async (context) => {
    const from = offsetFrom(page.cursor);
    const batches = await batchStore(context).newestFirst(page.limit + 1, from);
    await context.record({ details: { rows: Math.min(batches.length, page.limit) } });
    const items = await batchViews(platform, context, batches.slice(0, page.limit));
    return batches.length > page.limit ? { items, next: String(from + page.limit) } : { items };
  });
}

/** One list with its progress: counts, and nothing of its file. */
export async function readList({ kernel }: Platform, viewer: Viewer, id: string): Promise<BatchProgress> {
  return withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => {
    const [progress] = await batchProgresses(transaction, [await batchStore(transaction).byId(id)]);
    return progress ?? refuse('not-found');
  });
}

/** The name of a list's file and its columns: either may name a person, so that showing them is an act. */
export async function readListFile(
  platform: Platform,
  viewer: Viewer,
  id: string,
): Promise<Pick<BatchView, 'fileName' | 'columns'>> {
  return readAct(platform.kernel, viewer, 'inquiry.read-list-file', async (context) => {
    const { fileName, columns } = await batchView(platform, context, await batchStore(context).byId(id));
    context.record({ object: { kind: 'inquiry.list', id } });
    return { fileName, columns };
  });
}

/** Rows of a list with their problems in words, problems first. */
export async function readListRows(
  platform: Platform,
  viewer: Viewer,
  id: string,
  { limit, cursor, problems }: PageRequest & { readonly problems?: 'with' | 'without' | undefined },
): Promise<Page<BatchRow>> {
  return act(platform.kernel, viewer, 'inquiry.read-list', async (context) => {
    await batchStore(context).byId(id);
    const from = offsetFrom(cursor);
    const rows = await applicationStore(context).rowsOfBatch(id, problems, limit + 1, from);
    const shown = rows.slice(0, limit);
    await context.record({ object: { kind: 'inquiry.list', id }, details: { rows: shown.length } });
    const lines = await inquiryLines(platform, context, shown);
    const items = lines.map((line, at) => ({ ...line, fields: shown[at]?.problems as FieldProblem[] }));
    return rows.length > limit ? { items, next: String(from + limit) } : { items };
  });
}

/** Rows of a list do not come and go, so that a place is a cursor good enough. */
function offsetFrom(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  if (/^\d{1,6}$/.test(cursor)) return Number(cursor);
  return refuse('request-invalid', {}, [
    { path: 'cursor', code: 'invalid_format', message: { en: 'Begin at the first page.', zh: '请从第一页开始。' } },
  ]);
}
