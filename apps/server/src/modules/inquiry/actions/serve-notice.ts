import type { InquiryView } from '@gatehouse/contract';
import { type ActContext, act } from '../../../kernel/act.js';
import { newId } from '../../../kernel/ids.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { InquiryDoors, Platform } from '../doors.js';
import type { Application } from '../store/application-store.js';
import { consentStore } from '../store/consent-store.js';
import { servedText } from '../views/consent-words.js';
import { inquiryView } from '../views/inquiry-view.js';
import { advance, seenRow } from './advance.js';

/** Records that a serving person was given notice: the yearly check does not rest on their consent (decision A8). */
export async function serveNotice(
  platform: Platform,
  viewer: Viewer,
  id: string,
  { servedOn, version }: { servedOn: string; version: number },
): Promise<InquiryView> {
  return act(platform.kernel, viewer, 'inquiry.serve-notice', async (context) => {
    const next = await recordNotice(context, platform.doors, await seenRow(context, id, version), servedOn);
    await context.record({ object: { kind: 'inquiry', id }, details: { servedOn } });
    return inquiryView(platform, context, next);
  });
}

async function recordNotice(
  context: ActContext,
  doors: InquiryDoors,
  row: Application,
  servedOn: string,
): Promise<Application> {
  const text = servedText(doors.law.pack);
  const next = await advance(context, doors, row, 'serve-notice', {
    changes: { permittedAt: context.now },
    detail: { servedOn, textHash: text.hash },
  });
  await consentStore(context).insertConsent({
    id: newId(),
    applicationId: row.id,
    kind: 'notice_served',
    way: 'notice',
    textVersion: text.version,
    textHash: text.hash,
    onDay: servedOn,
  });
  return next;
}
