import type { InquiryView } from '@gatehouse/contract';
import { type ActContext, act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { inquiryView } from '../views/inquiry-view.js';
import { type Advance, advance, seenRow } from './advance.js';

/** Records how identity was proven, by whom and when (decision A3). */
export async function proveIdentity(
  platform: Platform,
  viewer: Viewer,
  id: string,
  { kind, version }: { kind: string; version: number },
): Promise<InquiryView> {
  return act(platform.kernel, viewer, 'inquiry.prove-identity', async (context) => {
    const next = await advance(
      context,
      platform.doors,
      await seenRow(context, id, version),
      'prove-identity',
      proofOf(context, kind),
    );
    await context.record({ object: { kind: 'inquiry', id }, details: { kind } });
    return inquiryView(platform, context, next);
  });
}

/** What a proof writes, for one inquiry or for many. */
export function proofOf(context: ActContext, kind: string): Advance {
  if (context.viewer.kind !== 'account') refuse('not-signed-in');
  return {
    changes: { identityProof: kind, identityProvenBy: context.viewer.accountId, identityProvenAt: context.now },
    detail: { kind },
  };
}
