import {
  type BulkDeed,
  type BulkLetter,
  errorDefinition,
  isErrorCode,
  type LeftRow,
  type Page,
} from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { type Transaction, withTransaction } from '../../../kernel/database/transaction.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { letterColumn, sealedDeedTable } from '../rules/deeds.js';
import { applicationStore } from '../store/application-store.js';
import { type BulkKind, bulkStore } from '../store/bulk-store.js';
import { openPersons, sealerOf } from '../store/person-sealing.js';
import { deedView, deedViews } from '../views/deed-view.js';

type PageRequest = { readonly limit: number; readonly cursor?: string | undefined };

/** One deed with its progress. */
export async function readDeed(platform: Platform, viewer: Viewer, id: string): Promise<BulkDeed> {
  return look(platform, viewer, async (transaction) => deedView(transaction, await bulkStore(transaction).byId(id)));
}

/** Deeds of the own organisation, newest first. */
export async function listDeeds(
  platform: Platform,
  viewer: Viewer,
  { limit, cursor, kind }: PageRequest & { readonly kind?: BulkKind | undefined },
): Promise<Page<BulkDeed>> {
  return look(platform, viewer, async (transaction) => {
    const from = positionFrom(cursor);
    const deeds = await bulkStore(transaction).newestFirst(kind, limit + 1, from);
    const items = await deedViews(transaction, deeds.slice(0, limit));
    return deeds.length > limit ? { items, next: String(from + limit) } : { items };
  });
}

/** Rows that a deed left, in the order of the file, each with its reason. */
export async function readLeft(
  platform: Platform,
  viewer: Viewer,
  id: string,
  { limit, cursor }: PageRequest,
): Promise<Page<LeftRow>> {
  return look(platform, viewer, async (transaction) => {
    const store = bulkStore(transaction);
    await store.byId(id);
    const rows = await store.left(id, limit + 1, positionFrom(cursor));
    const items = rows.slice(0, limit).map(({ rowNumber, applicationId, code }) => ({
      rowNumber,
      inquiryId: applicationId,
      code: code ?? '',
      words: errorDefinition(isErrorCode(code ?? '') ? (code as 'unexpected') : 'unexpected').title,
    }));
    return rows.length > limit ? { items, next: String(rows[limit - 1]?.position) } : { items };
  });
}

/** Letters to print. They name people and open their pages, so that showing them is an act. */
export async function readLetters(
  platform: Platform,
  viewer: Viewer,
  id: string,
  { limit, cursor }: PageRequest,
): Promise<Page<BulkLetter>> {
  const { kernel } = platform;
  return act(kernel, viewer, 'inquiry.read-letters', async (context) => {
    const store = bulkStore(context);
    const deed = await store.byId(id);
    const rows = await store.letters(id, limit + 1, positionFrom(cursor));
    const shown = rows.slice(0, limit);
    await context.record({ object: { kind: 'inquiry.deed', id }, details: { letters: shown.length } });
    if (deed.dataKeyId === null || shown.length === 0) return { items: [] };
    const sealer = await sealerOf(kernel.keys, context, deed.dataKeyId, sealedDeedTable);
    const applications = await applicationStore(context).byIds(shown.map(({ applicationId }) => applicationId));
    const persons = await openPersons(kernel.keys, context, applications);
    const items = shown.flatMap(({ applicationId, rowNumber, letter }) => {
      if (letter === null) return [];
      const text = JSON.parse(sealer.open(letterColumn, applicationId, letter)) as { link: string; code: string };
      return [{ inquiryId: applicationId, rowNumber, name: persons.get(applicationId)?.name ?? '—', ...text }];
    });
    return rows.length > limit ? { items, next: String(shown.at(-1)?.position) } : { items };
  });
}

/** These letters are handed over: nothing of them is kept. */
export async function forgetLetters(
  platform: Platform,
  viewer: Viewer,
  id: string,
  { inquiries }: { inquiries: readonly string[] },
): Promise<BulkDeed> {
  return act(platform.kernel, viewer, 'inquiry.forget-letters', async (context) => {
    const store = bulkStore(context);
    const deed = await store.held(id);
    const letters = await store.forgetLetters(id, inquiries);
    await context.record({ object: { kind: 'inquiry.deed', id }, details: { letters } });
    return deedView(context, deed);
  });
}

function look<T>({ kernel }: Platform, viewer: Viewer, read: (transaction: Transaction) => Promise<T>): Promise<T> {
  return withTransaction(kernel.database, viewer, kernel.clock.now(), read);
}

/** A cursor that was not made here begins at the first page. */
function positionFrom(cursor: string | undefined): number {
  const position = Number(cursor ?? '0');
  return Number.isSafeInteger(position) && position >= 0 && position < 2 ** 31 ? position : 0;
}
