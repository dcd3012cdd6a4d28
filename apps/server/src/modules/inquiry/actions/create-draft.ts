import type { InquiryDraft, InquiryView } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import { newId } from '../../../kernel/ids.js';
import { type Viewer, viewerName } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { applicationStore } from '../store/application-store.js';
import { documentTokens, newPersonSealer, sealPerson } from '../store/person-sealing.js';
import { inquiryView } from '../views/inquiry-view.js';
import { checkFor, columnsOf, duplicateOf, personOf, preparingUnit } from './write-draft.js';

/**
 * Keeps a draft about one person, problems included.
 * @throws DomainError `inquiry-name-only` without a document (A4); `inquiry-duplicate` with a pointer to the open one
 */
export async function createDraft(platform: Platform, viewer: Viewer, draft: InquiryDraft): Promise<InquiryView> {
  const { keys } = platform.kernel;
  return act(platform.kernel, viewer, 'inquiry.draft', async (context) => {
    if (viewer.kind !== 'account') refuse('not-signed-in');
    if (draft.person.documents.every(({ number }) => number === '')) refuse('inquiry-name-only');
    const unit = await preparingUnit(context, platform);
    const checked = checkFor(platform, unit.unitType, context.now, draft);
    const duplicate = await duplicateOf(context, keys, unit.id, draft.purpose, checked);
    if (duplicate !== undefined) refuse('inquiry-duplicate', { inquiry: duplicate.id });
    const id = newId();
    const sealer = await newPersonSealer(keys, context);
    const tokens = documentTokens(keys, checked.documents);
    const store = applicationStore(context);
    const row = await store.insert(
      {
        id,
        unitId: unit.id,
        unitType: unit.unitType,
        divisionCode: unit.divisionCode,
        draftedBy: viewer.accountId,
        dataKeyId: sealer.dataKeyId,
        person: sealPerson(sealer, id, personOf(draft, checked)),
        ...columnsOf(draft, checked),
      },
      'DRAFT',
    );
    await Promise.all([
      store.append(id, 1, { verb: 'draft', state: 'DRAFT', actor: viewerName(viewer), organisationId: unit.id }),
      store.addTokens(id, tokens.stored),
      context.record({ object: { kind: 'inquiry', id }, subjects: tokens.subjects, purpose: draft.purpose }),
    ]);
    return inquiryView(platform, context, row);
  });
}
