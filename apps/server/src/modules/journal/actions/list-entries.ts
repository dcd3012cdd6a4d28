import type { AnswerOf, journalEndpoints, RequestOf } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { pageFrom, readCursor } from '../../../kernel/cursor.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { comparisonStore } from '../store/comparison-store.js';
import { entryStore } from '../store/entry-store.js';
import { entrySummary } from '../views.js';

type Query = RequestOf<typeof journalEndpoints.listEntries>['query'];

/** Entries of the log, newest first. Looking at the log stands in the log. */
export async function listEntries(
  kernel: Kernel,
  viewer: Viewer,
  query: Query,
): Promise<AnswerOf<typeof journalEndpoints.listEntries>> {
  const { limit, cursor, ...filter } = query;
  const position = readCursor(cursor, 2);
  const before = position === undefined ? undefined : { at: new Date(position[0] ?? 0), id: String(position[1]) };
  return act(kernel, viewer, 'journal.list-entries', async (context) => {
    const rows = await entryStore(context).list({ ...filter, before }, limit + 1);
    const page = pageFrom(rows, limit, (row) => [row.at.toISOString(), row.id]);
    await context.record({ details: { rows: page.items.length, ...presentOnly(filter) } });
    const differing = await comparisonStore(context).openOf(page.items.map(({ id }) => id));
    return { ...page, items: page.items.map((row) => entrySummary({ ...row, differs: differing.get(row.id) ?? [] })) };
  });
}

function presentOnly(filter: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(filter).filter((pair): pair is [string, string] => pair[1] !== undefined));
}
