import type { InquiryView } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { consentStore } from '../store/consent-store.js';
import { inquiryView } from '../views/inquiry-view.js';
import { advance, seenRow } from './advance.js';

/** Gives up an inquiry that has not been asked. Its reason stands in the sealed journal, not in the list of actions. */
export async function cancelInquiry(
  platform: Platform,
  viewer: Viewer,
  id: string,
  { reason, version }: { reason: string; version: number },
): Promise<InquiryView> {
  return act(platform.kernel, viewer, 'inquiry.cancel', async (context) => {
    const next = await advance(context, platform.doors, await seenRow(context, id, version), 'cancel');
    await consentStore(context).endLinks(id);
    await context.record({ object: { kind: 'inquiry', id }, details: { reason } });
    return inquiryView(platform, context, next);
  });
}
