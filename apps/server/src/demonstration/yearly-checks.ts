import type { BatchRow, BatchView, BulkDeed } from '@gatehouse/contract';
import { addDays } from '@gatehouse/law';
import type { Node } from '../node.js';
import { reviewerOf } from './country.js';
import { comesTrue, type Visitor, visit } from './visitor.js';

/** Days before today on which the notice of the yearly check was served. */
const noticeDays = 14;

/** The list that a clerk uploaded, whose it is, and for how many of every hundred people of it the check of the year is asked. */
export type AskedList = { readonly listId: string; readonly divisionCode: string; readonly percent: number };

/**
 * Asks about the first people of an uploaded list, as their clerk and reviewer would: identity, notice, submission and approval, each
 * for many at once. Their answers leave with the release windows.
 */
export async function askAboutList(
  node: Node,
  clerk: Visitor,
  { listId, divisionCode, percent }: AskedList,
): Promise<void> {
  const list = `/api/inquiry-batches/${listId}`;
  const isRead = await comesTrue(async () => (await clerk.get<BatchView>(list)).state === 'READY');
  if (!isRead) return;
  const { items } = await clerk.get<{ items: BatchRow[] }>(`${list}/rows?limit=50`);
  const chosen = items.slice(0, Math.round((items.length * percent) / 100));
  const rows = chosen.filter(({ state }) => state === 'DRAFT').map(({ id }) => id);
  if (rows.length === 0) return;
  const today = node.kernel.clock.now().toISOString().slice(0, 10);
  await doForMany(clerk, `${list}/prove-identity`, { kind: 'population_register', rows });
  await doForMany(clerk, `${list}/serve-notices`, { servedOn: addDays(today, -noticeDays), rows });
  const { version } = await clerk.get<BatchView>(list);
  await doForMany(clerk, `${list}/submit`, { version, rows });
  await approve(node, divisionCode, new Set(rows));
}

/** Approves, at the authority of the county, those of the inquiries that came in. */
async function approve(node: Node, divisionCode: string, asked: ReadonlySet<string>): Promise<void> {
  const reviewer = await visit(node.http, reviewerOf(divisionCode), 'beside');
  const { items } = await reviewer.get<{ items: { id: string; version: number }[] }>('/api/inquiry-reviews?limit=200');
  const these = items.filter(({ id }) => asked.has(id)).map(({ id, version }) => ({ id, version }));
  if (these.length > 0) await doForMany(reviewer, '/api/inquiry-reviews/approve', { items: these });
}

/** One deed for many, to its end. */
async function doForMany(visitor: Visitor, path: string, body: object): Promise<void> {
  const { id } = await visitor.post<BulkDeed>(path, body);
  await comesTrue(async () => (await visitor.get<BulkDeed>(`/api/inquiry-deeds/${id}`)).state === 'DONE');
}
