import type { InquiryView } from '@gatehouse/contract';
import { civilDateAt } from '@gatehouse/law';
import { type ActContext, act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import { newId, newReadableCode, newSecret } from '../../../kernel/ids.js';
import type { KeyRing } from '../../../kernel/keys/index.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { organisationName, type Platform } from '../doors.js';
import { endOf } from '../rules/clocks.js';
import { consentRules, normalisedContact } from '../rules/consent.js';
import type { Application } from '../store/application-store.js';
import { consentStore, linkSecretHash } from '../store/consent-store.js';
import { documentTokens, openPersons, sealerOf } from '../store/person-sealing.js';
import { inquiryView } from '../views/inquiry-view.js';
import { advance, seenRow } from './advance.js';

/** How the person is reached. */
export type Contact = {
  readonly channel: 'sms' | 'email' | 'printed';
  readonly contact?: string | undefined;
  readonly language: 'zh' | 'en';
};

export type PrintedLink = { readonly link: string; readonly code: string };

/**
 * Asks the person for consent by a personal link. A new link ends the one before.
 * @throws DomainError `consent-contact-invalid`, `consent-contact-of-staff`, `consent-contact-of-another`
 */
export async function sendConsent(
  platform: Platform,
  viewer: Viewer,
  id: string,
  { version, ...contact }: Contact & { version: number },
): Promise<{ inquiry: InquiryView; printed?: PrintedLink }> {
  return act(platform.kernel, viewer, 'inquiry.send-consent', async (context) => {
    const { row, printed } = await askForConsent(context, platform, await seenRow(context, id, version), contact);
    await context.record({ object: { kind: 'inquiry', id }, details: { channel: contact.channel } });
    const inquiry = await inquiryView(platform, context, row);
    return printed === undefined ? { inquiry } : { inquiry, printed };
  });
}

async function askForConsent(
  context: ActContext,
  platform: Platform,
  row: Application,
  { channel, contact, language }: Contact,
): Promise<{ row: Application; printed?: PrintedLink }> {
  const { kernel, doors } = platform;
  const consents = consentStore(context);
  const reached = channel === 'printed' ? undefined : normalisedContact(channel, contact ?? '');
  if (channel !== 'printed' && reached === undefined) refuse('consent-contact-invalid');
  if (reached !== undefined) await refuseForeignContact(context, platform, row, reached);
  const secret = newSecret();
  const code = channel === 'printed' ? newReadableCode(consentRules.printedCodeLength) : undefined;
  const id = newId();
  const expiresAt = endOf(doors.law, 'consent_link_lifetime', context.now);
  const sealer = await sealerOf(kernel.keys, context, row.dataKeyId, 'inquiry.consent_link');
  const next = await advance(context, doors, row, 'send-consent', { detail: { channel } });
  await consents.endLinks(row.id);
  await consents.insertLinks([
    {
      id,
      applicationId: row.id,
      secretHash: linkSecretHash(secret),
      channel,
      language,
      contact: reached === undefined ? null : sealer.seal('contact', id, reached),
      contactToken: reached === undefined ? null : Buffer.from(kernel.keys.token('access.phone', reached)),
      codeHash: code === undefined ? null : codeToken(kernel.keys, id, code),
      codeUntil: code === undefined ? null : expiresAt,
      expiresAt,
    },
  ]);
  const link = `${doors.publicAddress}/consent#${secret}`;
  if (channel === 'printed') return { row: next, printed: { link, code: code ?? '' } };
  const unit = organisationName(await doors.organisation(context, row.unitId));
  await doors.queueMessage(context, {
    to: { channel, contact: reached ?? '' },
    language,
    template: 'consent-invitation',
    parameters: { unit: unit[language], link, until: civilDateAt(expiresAt) },
    about: { kind: 'inquiry', id: row.id },
    organisationId: row.unitId,
    keptFromOutbox: false,
  });
  return { row: next };
}

/** A link to a colleague's phone, or to one phone for two people, would let somebody else answer. */
async function refuseForeignContact(
  context: ActContext,
  { kernel, doors }: Platform,
  row: Application,
  contact: string,
): Promise<void> {
  if (await doors.belongsToStaff(context, row.unitId, contact)) refuse('consent-contact-of-staff');
  const person = (await openPersons(kernel.keys, context, [row])).get(row.id);
  const own = documentTokens(kernel.keys, person?.documents ?? []).searched;
  const tokens = kernel.keys.tokens('access.phone', contact).map((token) => Buffer.from(token));
  if (await consentStore(context).servesAnother(tokens, own)) refuse('consent-contact-of-another');
}

/** What is kept of a code: a keyed token bound to its link, so that the few characters cannot be guessed from the database. */
export function codeToken(keys: KeyRing, linkId: string, code: string): Buffer {
  return Buffer.from(keys.token('inquiry.consent-code', `${linkId}:${code.toUpperCase()}`));
}
