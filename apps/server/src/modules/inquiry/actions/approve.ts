import type { InquiryView } from '@gatehouse/contract';
import { type ActContext, act } from '../../../kernel/act.js';
import { refuse, toDomainError } from '../../../kernel/errors.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import type { Application } from '../store/application-store.js';
import { inquiryView } from '../views/inquiry-view.js';
import { advance, seenRow } from './advance.js';

/**
 * Approves: the job that asks the registry exists if, and only if, the approval does.
 * @throws DomainError `inquiry-own-draft`, `inquiry-consent-missing`, `inquiry-identity-unproven`, `changed-meanwhile`
 */
export async function approve(
  platform: Platform,
  viewer: Viewer,
  id: string,
  { version }: { version: number },
): Promise<InquiryView> {
  return act(platform.kernel, viewer, 'inquiry.approve', async (context) => {
    const next = await approveRow(context, platform, await rowToReview(context, id, version));
    return inquiryView(platform, context, next);
  });
}

/** Approves a list, an act each: one that is refused does not take the others with it. */
export async function approveMany(
  platform: Platform,
  viewer: Viewer,
  items: readonly { id: string; version: number }[],
): Promise<{ approved: string[]; refused: { id: string; code: string }[] }> {
  const approved: string[] = [];
  const refused: { id: string; code: string }[] = [];
  for (const { id, version } of items) {
    try {
      await act(platform.kernel, viewer, 'inquiry.approve', async (context) => {
        await approveRow(context, platform, await rowToReview(context, id, version));
      });
      approved.push(id);
    } catch (error) {
      const { code } = toDomainError(error, 'approve-many');
      if (code === 'unexpected') throw error;
      refused.push({ id, code });
    }
  }
  return { approved, refused };
}

/** Only the authority in the row reviews; the unit itself, which sees the row too, gets the answer of a stranger. */
export async function rowToReview(context: ActContext, id: string, version: number): Promise<Application> {
  const row = await seenRow(context, id, version);
  const mine = context.viewer.kind === 'account' && context.viewer.organisationId === row.reviewerId;
  return mine ? row : refuse('not-found');
}

async function approveRow(context: ActContext, { doors }: Platform, row: Application): Promise<Application> {
  const next = await advance(context, doors, row, 'approve');
  await context.enqueue('inquiry.ask', { inquiryId: row.id });
  await context.record({
    object: { kind: 'inquiry', id: row.id },
    purpose: row.purpose,
    authority: row.legalBases.join(', '),
  });
  return next;
}
