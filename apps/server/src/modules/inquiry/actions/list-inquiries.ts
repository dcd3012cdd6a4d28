import type { InquiryLine, InquiryState, Page } from '@gatehouse/contract';
import { guessDocumentType, parseDocumentNumber } from '@gatehouse/matching/identity-number';
import { act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { type ApplicationFilter, applicationStore, type ListPosition, positionOf } from '../store/application-store.js';
import { documentTokens } from '../store/person-sealing.js';
import { inquiryLines } from '../views/lines.js';

/** Query of a list as the contract has it. */
export type ListQuery = {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly state?: InquiryState | InquiryState[] | undefined;
  readonly batchId?: string | undefined;
  readonly problems?: 'with' | 'without' | undefined;
  readonly setAside?: 'true' | 'false' | undefined;
};

/** Inquiries the viewer may see, overdue first. One entry says how many were shown. */
export async function listInquiries(platform: Platform, viewer: Viewer, query: ListQuery): Promise<Page<InquiryLine>> {
  return pageOf(platform, viewer, 'inquiry.list', query);
}

async function pageOf(
  platform: Platform,
  viewer: Viewer,
  name: 'inquiry.list' | 'inquiry.review-inbox',
  query: ListQuery,
): Promise<Page<InquiryLine>> {
  return act(platform.kernel, viewer, name, async (context) => {
    const states = query.state === undefined ? undefined : [query.state].flat();
    const filter: ApplicationFilter = {
      states,
      batchId: query.batchId,
      problems: query.problems,
      setAside: query.setAside === undefined ? undefined : query.setAside === 'true',
    };
    const rows = await applicationStore(context).list(filter, query.limit + 1, positionFrom(query.cursor));
    const shown = rows.slice(0, query.limit);
    const last = rows.length > query.limit ? shown.at(-1) : undefined;
    await context.record({ details: { rows: shown.length, states: states ?? null, batch: query.batchId ?? null } });
    const items = await inquiryLines(platform, context, shown);
    return last === undefined ? { items } : { items, next: cursorOf(positionOf(last)) };
  });
}

/** What waits for the approval of the viewer's authority, what is due first first. */
export async function reviewInbox(
  platform: Platform,
  viewer: Viewer,
  { limit, cursor }: Pick<ListQuery, 'limit' | 'cursor'>,
): Promise<Page<InquiryLine>> {
  return pageOf(platform, viewer, 'inquiry.review-inbox', { limit, cursor, state: 'SUBMITTED' });
}

/** Inquiries about the holder of exactly this number. The number comes in the body, never in an address. */
export async function findInquiries(
  platform: Platform,
  viewer: Viewer,
  { documentNumber }: { documentNumber: string },
): Promise<{ items: InquiryLine[] }> {
  const { keys } = platform.kernel;
  return act(platform.kernel, viewer, 'inquiry.find', async (context) => {
    const { type, number } = parseDocumentNumber(guessDocumentType(documentNumber), documentNumber);
    const tokens = documentTokens(keys, [{ type, number }]);
    const rows = await applicationStore(context).byTokens(tokens.searched);
    await context.record({ subjects: tokens.subjects, details: { rows: rows.length } });
    return { items: await inquiryLines(platform, context, rows) };
  });
}

function cursorOf(position: ListPosition): string {
  return Buffer.from(JSON.stringify([position.dueAt, position.id])).toString('base64url');
}

/** A cursor that was not made here is refused as a field that does not fit. */
function positionFrom(cursor: string | undefined): ListPosition | undefined {
  if (cursor === undefined) return undefined;
  const match = /^\["([0-9TZ:.-]{20,30})","([0-9a-f-]{36})"\]$/.exec(Buffer.from(cursor, 'base64url').toString());
  if (match?.[1] === undefined || match[2] === undefined)
    return refuse('request-invalid', {}, [
      { path: 'cursor', code: 'invalid_format', message: { en: 'Begin at the first page.', zh: '请从第一页开始。' } },
    ]);
  return { dueAt: match[1], id: match[2] };
}
