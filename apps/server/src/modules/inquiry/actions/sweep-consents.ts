import { civilDateAt } from '@gatehouse/law';
import { act } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { systemViewer } from '../../../kernel/viewer.js';
import { organisationName, type Platform } from '../doors.js';
import { begunBefore } from '../rules/clocks.js';
import { applicationStore } from '../store/application-store.js';
import { type ConsentLink, consentStore } from '../store/consent-store.js';
import { sealerOf } from '../store/person-sealing.js';
import { advance } from './advance.js';

const viewer = systemViewer('sweep');
const chunk = 100;

/** Ends links that ran out and reminds, once, those who have not answered for the pack's period. */
export async function sweepConsents(platform: Platform): Promise<void> {
  const { kernel, doors } = platform;
  const now = kernel.clock.now();
  const remindedBefore = begunBefore(doors.law, 'consent_reminder', now);
  const { due, old } = await withTransaction(kernel.database, viewer, now, async (transaction) => {
    const consents = consentStore(transaction);
    return { due: await consents.toExpire(chunk), old: await consents.toRemind(remindedBefore, chunk) };
  });
  for (const link of due) await expire(platform, link);
  for (const link of old) await remind(platform, link);
}

async function expire(platform: Platform, link: ConsentLink): Promise<void> {
  await act(platform.kernel, viewer, 'inquiry.expire-consent', async (context) => {
    const row = await applicationStore(context).byId(link.applicationId);
    if (row.state === 'CONSENT_PENDING') await advance(context, platform.doors, row, 'consent-expired');
    await consentStore(context).updateLink(link.id, { endedAt: context.now });
    await context.record({ object: { kind: 'inquiry', id: row.id } });
  });
}

/** The secret is not kept, so the reminder names the message that holds the link. */
async function remind({ kernel, doors }: Platform, link: ConsentLink): Promise<void> {
  await act(kernel, viewer, 'inquiry.remind-consent', async (context) => {
    const row = await applicationStore(context).byId(link.applicationId);
    await consentStore(context).updateLink(link.id, { remindedAt: context.now });
    await context.record({ object: { kind: 'inquiry', id: row.id } });
    if (link.contact === null || link.channel === 'printed') return;
    const sealer = await sealerOf(kernel.keys, context, row.dataKeyId, 'inquiry.consent_link');
    const language = link.language as 'zh' | 'en';
    await doors.queueMessage(context, {
      to: { channel: link.channel as 'sms' | 'email', contact: sealer.open('contact', link.id, link.contact) },
      language,
      template: 'consent-reminder',
      parameters: {
        unit: organisationName(await doors.organisation(context, row.unitId))[language],
        until: civilDateAt(link.expiresAt),
      },
      about: { kind: 'inquiry', id: row.id },
      organisationId: row.unitId,
      keptFromOutbox: false,
    });
  });
}
