import type { ActContext } from '../../../kernel/act.js';
import { organisationName, type Platform } from '../doors.js';
import type { Application } from '../store/application-store.js';
import { consentStore } from '../store/consent-store.js';
import { sealerOf } from '../store/person-sealing.js';

/**
 * Tells the person that their result can be read behind the link they have; the message itself says nothing of it. Whoever
 * agreed on paper, or was given notice, is told by letter from the authority.
 */
export async function tellPerson(
  { kernel, doors }: Platform,
  context: ActContext,
  row: Application,
  template: 'answer-told' | 'record-told',
): Promise<void> {
  const link = await consentStore(context).latestOf(row.id);
  if (link === undefined || link.contact === null || link.endedAt !== null) return;
  const sealer = await sealerOf(kernel.keys, context, row.dataKeyId, 'inquiry.consent_link');
  const language = link.language as 'zh' | 'en';
  const unit = organisationName(await doors.organisation(context, row.unitId));
  await doors.queueMessage(context, {
    to: { channel: link.channel as 'sms' | 'email', contact: sealer.open('contact', link.id, link.contact) },
    language,
    template,
    parameters: { unit: unit[language] },
    about: { kind: 'inquiry', id: row.id },
    organisationId: row.unitId,
    keptFromOutbox: template === 'record-told',
  });
}
