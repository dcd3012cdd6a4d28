import type { InquiryView } from '@gatehouse/contract';
import { type ActContext, act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { InquiryDoors, Platform } from '../doors.js';
import type { Application } from '../store/application-store.js';
import { inquiryView } from '../views/inquiry-view.js';
import { advance, seenRow } from './advance.js';

/** Records how identity was proven, by whom and when (decision A3). */
export async function proveIdentity(
  platform: Platform,
  viewer: Viewer,
  id: string,
  { kind, version }: { kind: string; version: number },
): Promise<InquiryView> {
  return act(platform.kernel, viewer, 'inquiry.prove-identity', async (context) => {
    const next = await recordProof(context, platform.doors, await seenRow(context, id, version), kind);
    await context.record({ object: { kind: 'inquiry', id }, details: { kind } });
    return inquiryView(platform, context, next);
  });
}

/** The same inside an act for many. */
export async function recordProof(
  context: ActContext,
  doors: InquiryDoors,
  row: Application,
  kind: string,
): Promise<Application> {
  if (context.viewer.kind !== 'account') refuse('not-signed-in');
  return advance(context, doors, row, 'prove-identity', {
    changes: { identityProof: kind, identityProvenBy: context.viewer.accountId, identityProvenAt: context.now },
    detail: { kind },
  });
}
