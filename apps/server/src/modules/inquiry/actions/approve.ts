import type { InquiryView } from '@gatehouse/contract';
import { type ActContext, act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { InquiryDoors, Platform } from '../doors.js';
import { consentExpired } from '../rules/clocks.js';
import type { Application } from '../store/application-store.js';
import { inquiryView } from '../views/inquiry-view.js';
import { type Advance, advance, seenRow } from './advance.js';

/**
 * Approves: the job that asks the registry exists if, and only if, the approval does.
 * @throws DomainError `inquiry-own-draft`, `inquiry-consent-missing`, `inquiry-consent-expired`, `inquiry-identity-unproven`, `changed-meanwhile`
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

/** Only the authority in the row reviews; the unit itself, which sees the row too, gets the answer of a stranger. */
export async function rowToReview(context: ActContext, id: string, version: number): Promise<Application> {
  const row = await seenRow(context, id, version);
  const mine = context.viewer.kind === 'account' && context.viewer.organisationId === row.reviewerId;
  return mine ? row : refuse('not-found');
}

async function approveRow(context: ActContext, { doors }: Platform, row: Application): Promise<Application> {
  const next = await advance(context, doors, row, 'approve', approvalOf(doors, row, context.now));
  await context.enqueue('inquiry.ask', { inquiryIds: [row.id] });
  await context.record({
    object: { kind: 'inquiry', id: row.id },
    purpose: row.purpose,
    authority: row.legalBases.join(', '),
  });
  return next;
}

/** What an approval looks at beside the row, for one inquiry or for many: a consent may be used for the pack's period. */
export function approvalOf({ law }: InquiryDoors, row: Application, now: Date): Advance {
  return { facts: { consentExpired: consentExpired(law, row, now) } };
}
