import { type InquiryDraft, type InquiryView, wordsOfState } from '@gatehouse/contract';
import { readAct } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { deedsOf } from '../policy.js';
import { applicationStore } from '../store/application-store.js';
import { documentTokens, openPersons } from '../store/person-sealing.js';
import { inquiryView, loadPage } from '../views/inquiry-view.js';

/** One inquiry as its page shows it. */
export async function readInquiry(platform: Platform, viewer: Viewer, id: string): Promise<InquiryView> {
  return readAct(platform.kernel, viewer, 'inquiry.read', async (context) => {
    // Asked for together with the row: for one who may not see the row they are as empty as if it were not there.
    const [row, facts] = await Promise.all([applicationStore(context).byId(id), loadPage(platform, context, id)]);
    const person = (await openPersons(platform.kernel.keys, context, [row])).get(id);
    context.record({
      object: { kind: 'inquiry', id },
      subjects: documentTokens(platform.kernel.keys, person?.documents ?? []).subjects,
    });
    return inquiryView(platform, context, row, facts);
  });
}

/** The draft as it was entered, for those who may go on editing it, and only while they may. */
export async function readDraft(
  platform: Platform,
  viewer: Viewer,
  id: string,
): Promise<InquiryDraft & { version: number }> {
  return readAct(platform.kernel, viewer, 'inquiry.read-draft', async (context) => {
    const row = await applicationStore(context).byId(id);
    const person = (await openPersons(platform.kernel.keys, context, [row])).get(id);
    if (person === undefined) refuse('not-found');
    if (!deedsOf(viewer, row).includes('edit')) refuse('inquiry-state', { state: wordsOfState('inquiry', row.state) });
    context.record({
      object: { kind: 'inquiry', id },
      subjects: documentTokens(platform.kernel.keys, person.documents).subjects,
    });
    const { postTitle, remarks, ...rest } = person;
    return {
      purpose: row.purpose,
      postClass: row.postClass,
      employmentForm: row.employmentForm,
      startDate: row.startDate ?? '',
      urgent: row.urgent,
      version: row.version,
      ...(postTitle === undefined ? {} : { postTitle }),
      ...(remarks === undefined ? {} : { remarks }),
      person: {
        ...rest,
        sex: rest.sex as 'male' | 'female' | undefined,
        formerNames: [...rest.formerNames],
        documents: rest.documents as InquiryDraft['person']['documents'],
      },
    };
  });
}
