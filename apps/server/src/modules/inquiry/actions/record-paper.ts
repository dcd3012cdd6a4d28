import { createHash } from 'node:crypto';
import type { InquiryView } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import { storedFileStore } from '../../../kernel/files/stored-file-store.js';
import type { Upload } from '../../../kernel/http/route.js';
import { newId } from '../../../kernel/ids.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { consentExpired } from '../rules/clocks.js';
import { consentStore } from '../store/consent-store.js';
import { consentWords } from '../views/consent-words.js';
import { inquiryView } from '../views/inquiry-view.js';
import { advance, seenRow } from './advance.js';

/** First bytes of what a scanner makes. */
const scans: readonly (readonly [string, string])[] = [
  ['25504446', 'application/pdf'],
  ['ffd8ff', 'image/jpeg'],
  ['89504e47', 'image/png'],
];

/** Records consent given on paper before a witness: the scan is kept encrypted, its hash stands in the row and the journal. */
export async function recordPaper(
  platform: Platform,
  viewer: Viewer,
  id: string,
  { version, signedOn, guardian }: { version: number; signedOn: string; guardian: 'true' | 'false' },
  upload: Upload | undefined,
): Promise<InquiryView> {
  const { kernel, doors } = platform;
  const bytes = upload?.bytes ?? new Uint8Array();
  const mediaType = scans.find(([start]) => Buffer.from(bytes).toString('hex', 0, 8).startsWith(start))?.[1];
  if (mediaType === undefined) refuse('request-media-type');
  const file = await kernel.files.put(bytes, { kind: 'inquiry.consent-paper' });
  const fileHash = createHash('sha256').update(bytes).digest();
  return act(kernel, viewer, 'inquiry.record-paper', async (context) => {
    const row = await seenRow(context, id, version);
    if (row.guardianNeeded && guardian !== 'true') refuse('consent-guardian-needed');
    const permittedAt = signedAt(signedOn, context.now);
    if (consentExpired(doors.law, { permission: 'consent', permittedAt }, context.now))
      refuse('inquiry-consent-expired');
    const text = await consentWords(platform, context, row);
    const next = await advance(context, doors, row, 'record-paper', {
      changes: { permittedAt },
      detail: { signedOn, textVersion: text.version, textHash: text.hash, way: 'paper' },
    });
    const fileId = await storedFileStore(context).insert(file, mediaType, row.unitId);
    await consentStore(context).endLinks(id);
    await consentStore(context).insertConsent({
      id: newId(),
      applicationId: id,
      kind: 'agreed',
      way: 'paper',
      textVersion: text.version,
      textHash: text.hash,
      onDay: signedOn,
      fileId,
      fileHash,
    });
    await context.record({
      object: { kind: 'inquiry', id },
      details: { signedOn, fileHash: fileHash.toString('hex'), guardian },
    });
    return inquiryView(platform, context, next);
  });
}

/** A paper counts from the day it was signed, in China, and never from a day to come. */
function signedAt(signedOn: string, now: Date): Date {
  const begun = new Date(`${signedOn}T00:00:00+08:00`);
  return begun < now ? begun : now;
}
