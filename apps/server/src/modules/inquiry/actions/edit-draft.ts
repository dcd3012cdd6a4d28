import type { InquiryDraft, InquiryView } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { applicationStore } from '../store/application-store.js';
import { consentStore } from '../store/consent-store.js';
import { documentTokens, sealerOf, sealPerson } from '../store/person-sealing.js';
import { inquiryView } from '../views/inquiry-view.js';
import { advance, seenRow } from './advance.js';
import { checkFor, columnsOf, duplicateOf, personOf, unitById } from './write-draft.js';

/**
 * Replaces what was entered. Consent, notice and proof of identity belonged to what stood there before, so they end: nobody
 * agreed to the new entry, and nobody compared it with an original.
 */
export async function editDraft(
  platform: Platform,
  viewer: Viewer,
  id: string,
  { version, ...draft }: InquiryDraft & { version: number },
): Promise<InquiryView> {
  const { keys } = platform.kernel;
  return act(platform.kernel, viewer, 'inquiry.edit', async (context) => {
    if (draft.person.documents.every(({ number }) => number === '')) refuse('inquiry-name-only');
    const row = await seenRow(context, id, version);
    const unit = await unitById(context, platform, row.unitId);
    const checked = checkFor(platform, unit.unitType, context.now, draft);
    const duplicate = await duplicateOf(context, keys, unit.id, draft.purpose, checked, id);
    if (duplicate !== undefined) refuse('inquiry-duplicate', { inquiry: duplicate.id });
    const sealer = await sealerOf(keys, context, row.dataKeyId);
    const tokens = documentTokens(keys, checked.documents);
    const next = await advance(context, platform.doors, row, 'edit', {
      changes: {
        ...columnsOf(draft, checked),
        person: sealPerson(sealer, id, personOf(draft, checked)),
        identityProof: null,
        identityProvenBy: null,
        identityProvenAt: null,
        permittedAt: null,
        returned: null,
      },
    });
    await applicationStore(context).replaceTokens(id, tokens.stored);
    await consentStore(context).endLinks(id);
    await context.record({ object: { kind: 'inquiry', id }, subjects: tokens.subjects, purpose: draft.purpose });
    return inquiryView(platform, context, next);
  });
}
