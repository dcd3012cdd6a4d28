import { act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import { newReadableCode } from '../../../kernel/ids.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { consentRules } from '../rules/consent.js';
import { consentStore } from '../store/consent-store.js';
import { sealerOf } from '../store/person-sealing.js';
import { ownLink } from './personal-link.js';
import { codeToken } from './send-consent.js';

/** Sends a one-time code to where the link was sent. A printed letter holds its code already. */
export async function sendCode(
  platform: Platform,
  viewer: Viewer,
): Promise<{ channel: 'sms' | 'email' | 'printed'; waitSeconds: number }> {
  const { kernel, doors } = platform;
  const waitSeconds = consentRules.secondsBetweenCodes;
  return act(kernel, viewer, 'inquiry.send-code', async (context) => {
    const { link, row } = await ownLink(context);
    const channel = link.channel as 'sms' | 'email' | 'printed';
    await context.record({ object: { kind: 'inquiry', id: row.id }, details: { channel } });
    if (channel === 'printed' || link.contact === null) return { channel: 'printed', waitSeconds: 0 };
    const sent = link.codeSentAt?.getTime();
    const wait = sent === undefined ? 0 : Math.ceil((sent - context.now.getTime()) / 1000) + waitSeconds;
    if (wait > 0) refuse('consent-code-waiting', { seconds: wait });
    if (link.codesSent >= consentRules.codesPerLink) refuse('consent-code-waiting', { seconds: 86_400 });
    const code = newReadableCode(consentRules.codeLength);
    await consentStore(context).updateLink(link.id, {
      codeHash: codeToken(kernel.keys, link.id, code),
      codeSentAt: context.now,
      codeUntil: new Date(context.now.getTime() + consentRules.codeMinutes * 60_000),
      codesSent: link.codesSent + 1,
    });
    const sealer = await sealerOf(kernel.keys, context, row.dataKeyId, 'inquiry.consent_link');
    await doors.queueMessage(context, {
      to: { channel, contact: sealer.open('contact', link.id, link.contact) },
      language: link.language as 'zh' | 'en',
      template: 'one-time-code',
      parameters: { code, minutes: consentRules.codeMinutes },
      about: { kind: 'inquiry', id: row.id },
      organisationId: row.unitId,
      // Whoever is told of a record first asks for a code in these days, and others hardly ever.
      keptFromOutbox: row.state === 'ASKING',
    });
    return { channel, waitSeconds };
  });
}
