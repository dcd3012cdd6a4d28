import type { InquiryView } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { inquiryView } from '../views/inquiry-view.js';
import { advance, seenRow } from './advance.js';

/**
 * The unit says that it knows that the answer is void; its task ends.
 * @throws DomainError `inquiry-state` where no answer is void, or it was noted before
 */
export async function noteRecall(
  platform: Platform,
  viewer: Viewer,
  id: string,
  { version }: { readonly version: number },
): Promise<InquiryView> {
  return act(platform.kernel, viewer, 'inquiry.note-recall', async (context) => {
    const row = await seenRow(context, id, version);
    const next = await advance(context, platform.doors, row, 'note-recall', { changes: { dueAt: null } });
    await context.record({ object: { kind: 'inquiry', id } });
    return inquiryView(platform, context, next);
  });
}
