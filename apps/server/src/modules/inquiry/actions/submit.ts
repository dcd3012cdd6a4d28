import type { InquiryView } from '@gatehouse/contract';
import { purposeRequirements } from '@gatehouse/law';
import { type ActContext, act } from '../../../kernel/act.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import type { Application } from '../store/application-store.js';
import { inquiryView } from '../views/inquiry-view.js';
import { consentExpired } from '../rules/clocks.js';
import { type Advance, advance, seenRow } from './advance.js';
import { findAuthority } from './find-authority.js';
import { unitById } from './write-draft.js';

/** Sends an inquiry to the authority that reviews it. */
export async function submit(
  platform: Platform,
  viewer: Viewer,
  id: string,
  { version }: { version: number },
): Promise<InquiryView> {
  return act(platform.kernel, viewer, 'inquiry.submit', async (context) => {
    const next = await submitRow(context, platform, await seenRow(context, id, version));
    await context.record({
      object: { kind: 'inquiry', id },
      purpose: next.purpose,
      authority: next.legalBases.join(', '),
      details: { reviewer: next.reviewerId },
    });
    return inquiryView(platform, context, next);
  });
}

async function submitRow(context: ActContext, platform: Platform, row: Application): Promise<Application> {
  return advance(context, platform.doors, row, 'submit', await submissionOf(context, platform, row));
}

/** What a submission writes, for one inquiry or for many: who reviews is found now and stands in the row from then on. */
export async function submissionOf(context: ActContext, platform: Platform, row: Application): Promise<Advance> {
  const { doors } = platform;
  const facts = { consentExpired: consentExpired(doors.law, row, context.now) };
  if (row.problemCount > 0) return { facts };
  const { reviewedBy, reviewLevel } = purposeRequirements(
    doors.law.pack,
    row.purpose,
    row.postClass,
    row.unitType,
    context.now,
  );
  const unit = await unitById(context, platform, row.unitId);
  const authority = await findAuthority(doors, context, unit, reviewedBy, reviewLevel);
  return {
    changes: { ...authority, submittedAt: context.now, returned: null },
    facts: { ...facts, hasAuthority: authority.reviewerId !== null },
  };
}
