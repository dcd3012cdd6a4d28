import type { InquiryView } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { inquiryView } from '../views/inquiry-view.js';
import { advance } from './advance.js';
import { rowToReview } from './approve.js';

/** Returns an inquiry to the unit with reasons; consent and proof of identity stay unless the unit changes the entry. */
export async function returnToUnit(
  platform: Platform,
  viewer: Viewer,
  id: string,
  { reasons, words, version }: { reasons: string[]; words: string; version: number },
): Promise<InquiryView> {
  return act(platform.kernel, viewer, 'inquiry.return', async (context) => {
    const row = await rowToReview(context, id, version);
    const returned = { reasons, words, at: context.now.toISOString() };
    const next = await advance(context, platform.doors, row, 'return', {
      changes: { returned: JSON.stringify(returned) },
      detail: { reasons },
    });
    await context.record({ object: { kind: 'inquiry', id }, details: { reasons } });
    return inquiryView(platform, context, next);
  });
}
