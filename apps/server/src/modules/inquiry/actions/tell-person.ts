import type { ActContext } from '../../../kernel/act.js';
import { organisationName, type Platform } from '../doors.js';
import type { Application } from '../store/application-store.js';
import { type ConsentLink, consentStore } from '../store/consent-store.js';
import { sealerOf } from '../store/person-sealing.js';

type Told = 'answer-told' | 'record-told' | 'answer-recalled' | 'record-recalled' | 'objection-answered';

/** What leaves while the unit knows of no answer is in nobody's outbox. */
const keptFromUnit: readonly Told[] = ['record-told', 'record-recalled'];

/**
 * Tells persons that their result can be read behind the link they have; the message itself says nothing of it. Whoever
 * agreed on paper, or was given notice, is told by letter from the authority. Answers whom a message reaches.
 */
export async function tellPersons(
  platform: Platform,
  context: ActContext,
  rows: readonly Application[],
  template: Told,
): Promise<ReadonlySet<string>> {
  const reached = new Set<string>();
  const links = await consentStore(context).latestOfMany(rows.map(({ id }) => id));
  for (const row of rows) {
    const link = links.get(row.id);
    if (link === undefined || link.contact === null || link.endedAt !== null) continue;
    await tellPerson(platform, context, row, { ...link, contact: link.contact }, template);
    reached.add(row.id);
  }
  return reached;
}

async function tellPerson(
  { kernel, doors }: Platform,
  context: ActContext,
  row: Application,
  link: ConsentLink & { readonly contact: Buffer },
  template: Told,
): Promise<void> {
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
    keptFromOutbox: keptFromUnit.includes(template),
  });
}
