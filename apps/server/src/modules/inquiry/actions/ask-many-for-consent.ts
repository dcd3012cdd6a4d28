import type { ErrorCode } from '@gatehouse/contract';
import { civilDateAt } from '@gatehouse/law';
import type { ActContext } from '../../../kernel/act.js';
import { newId, newReadableCode, newSecret } from '../../../kernel/ids.js';
import { type Sealer, sealersFor } from '../../../kernel/sealing.js';
import { organisationName, type Platform } from '../doors.js';
import { endOf } from '../rules/clocks.js';
import { consentRules, normalisedContact } from '../rules/consent.js';
import { contactColumn, letterColumn, sealedDeedTable } from '../rules/deeds.js';
import { type BulkDeedRow, bulkStore, type Settled } from '../store/bulk-store.js';
import { consentStore, linkSecretHash, type NewConsentLink } from '../store/consent-store.js';
import { documentTokens, openPersons, sealerOf } from '../store/person-sealing.js';
import { advanceMany } from './advance-many.js';
import { type DeedRow, settledBy } from './deed-rows.js';
import { codeToken } from './send-consent.js';

/** A row whose person can be reached, by what is to be written. */
type Reached = { readonly row: DeedRow; readonly contact: string | undefined };

/**
 * Asks the persons of a chunk for consent, with the rules of `send-consent`. A printed letter is kept sealed with its row
 * until it is printed.
 */
export async function askManyForConsent(
  context: ActContext,
  platform: Platform,
  deed: BulkDeedRow,
  rows: readonly DeedRow[],
): Promise<Settled> {
  if (rows.length === 0) return { done: [], left: [] };
  const sealer = await sealerOf(platform.kernel.keys, context, deed.dataKeyId ?? '', sealedDeedTable);
  const reached = rows.map((row) => ({ row, contact: contactOf(sealer, row) }));
  const foreign = await refusalsOf(context, platform, reached);
  const fit = reached.filter(({ row }) => !foreign.has(row.position));
  const asked = await advanceMany(
    context,
    platform.doors,
    fit.map(({ row }) => row.application),
    'send-consent',
    ({ id }) => ({ detail: { channel: fit.find(({ row }) => row.applicationId === id)?.row.channel ?? 'printed' } }),
  );
  const settled = settledBy(
    fit.map(({ row }) => row),
    asked,
  );
  const done = new Set(settled.done);
  await writeToThem(
    context,
    platform,
    deed,
    sealer,
    fit.filter(({ row }) => done.has(row.position)),
  );
  const left = [...foreign].map(([position, code]) => ({ position, code }));
  return { done: settled.done, left: [...left, ...settled.left] };
}

function contactOf(sealer: Sealer, { channel, contact, applicationId }: DeedRow): string | undefined {
  if (channel === 'printed' || contact === null) return undefined;
  return normalisedContact(channel === 'email' ? 'email' : 'sms', sealer.open(contactColumn, applicationId, contact));
}

/**
 * A contact that is none, of a colleague, or given for two people. Two rows of one chunk are looked at among themselves;
 * links of earlier chunks stand already.
 */
async function refusalsOf(
  context: ActContext,
  { kernel, doors }: Platform,
  reached: readonly Reached[],
): Promise<ReadonlyMap<number, ErrorCode>> {
  const refused = new Map<number, ErrorCode>();
  const persons = await openPersons(
    kernel.keys,
    context,
    reached.map(({ row }) => row.application),
  );
  const inChunk = new Map<string, string>();
  for (const { row, contact } of reached) {
    if (row.channel === 'printed') continue;
    if (contact === undefined) {
      refused.set(row.position, 'consent-contact-invalid');
      continue;
    }
    const own = documentTokens(kernel.keys, persons.get(row.applicationId)?.documents ?? []);
    const person = own.subjects.toSorted().join();
    const tokens = kernel.keys.tokens('access.phone', contact).map((token) => Buffer.from(token));
    if (await doors.belongsToStaff(context, row.application.unitId, contact))
      refused.set(row.position, 'consent-contact-of-staff');
    else if (
      (inChunk.get(contact) ?? person) !== person ||
      (await consentStore(context).servesAnother(tokens, own.searched))
    )
      refused.set(row.position, 'consent-contact-of-another');
    else inChunk.set(contact, person);
  }
  return refused;
}

/** New links end those before; what leaves by message is queued, what is printed is kept sealed. */
async function writeToThem(
  context: ActContext,
  { kernel, doors }: Platform,
  deed: BulkDeedRow,
  sealer: Sealer,
  reached: readonly Reached[],
): Promise<void> {
  const [first] = reached;
  if (first === undefined) return;
  const consents = consentStore(context);
  const expiresAt = endOf(doors.law, 'consent_link_lifetime', context.now);
  const sealers = await sealersFor(
    kernel.keys,
    context,
    reached.map(({ row }) => row.application.dataKeyId),
    'inquiry.consent_link',
  );
  const unit = organisationName(await doors.organisation(context, first.row.application.unitId));
  await consents.endLinksOf(reached.map(({ row }) => row.applicationId));
  const links: NewConsentLink[] = [];
  const letters: { position: number; letter: Buffer }[] = [];
  for (const { row, contact } of reached) {
    const secret = newSecret();
    const id = newId();
    const language = row.language === 'en' ? 'en' : 'zh';
    const link = `${doors.publicAddress}/consent#${secret}`;
    const code = contact === undefined ? newReadableCode(consentRules.printedCodeLength) : undefined;
    links.push({
      id,
      applicationId: row.applicationId,
      secretHash: linkSecretHash(secret),
      channel: row.channel ?? 'printed',
      language,
      contact:
        contact === undefined ? null : (sealers.get(row.application.dataKeyId)?.seal('contact', id, contact) ?? null),
      contactToken: contact === undefined ? null : Buffer.from(kernel.keys.token('access.phone', contact)),
      codeHash: code === undefined ? null : codeToken(kernel.keys, id, code),
      codeUntil: code === undefined ? null : expiresAt,
      expiresAt,
    });
    if (contact === undefined) {
      const letter = sealer.seal(letterColumn, row.applicationId, JSON.stringify({ link, code }));
      letters.push({ position: row.position, letter });
      continue;
    }
    await doors.queueMessage(context, {
      to: { channel: row.channel === 'email' ? 'email' : 'sms', contact },
      language,
      template: 'consent-invitation',
      parameters: { unit: unit[language], link, until: civilDateAt(expiresAt) },
      about: { kind: 'inquiry', id: row.applicationId },
      organisationId: row.application.unitId,
      keptFromOutbox: false,
    });
  }
  await consents.insertLinks(links);
  await bulkStore(context).keepLetters(deed.id, letters);
}
