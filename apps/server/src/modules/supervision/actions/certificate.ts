import { act } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { charactersWithoutGlyph, openDocumentFonts } from '../../../kernel/documents/fonts.js';
import { refuse } from '../../../kernel/errors.js';
import { storedFileStore } from '../../../kernel/files/stored-file-store.js';
import type { FileAnswer } from '../../../kernel/http/route.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { certificatePdf } from '../certificate/certificate-pdf.js';
import { certificateFacts } from '../certificate/certificate-facts.js';
import type { Desk } from '../doors.js';
import { deedsOf, isKept } from '../policy.js';
import { openOrder } from '../store/order-sealing.js';
import { orderOf, prohibitionStore } from '../store/prohibition-store.js';
import { entryAbout, holdOrder } from './write-prohibition.js';

// Some ten megabytes of font files: opened when the first certificate is made, and kept.
let fonts: ReturnType<typeof openDocumentFonts> | undefined;

const mediaType = 'application/pdf';

/**
 * Makes the certificate that is served in the place of a judgment that would expose a child: printed outside the transaction, kept
 * encrypted.
 * @throws DomainError `prohibition-not-at-step` where none is wanted; `prohibition-character-missing`
 */
export async function issueCertificate(
  desk: Desk,
  viewer: Viewer,
  id: string,
  { version }: { readonly version: number },
): Promise<{ readonly id: string; readonly version: number }> {
  const { kernel, doors } = desk;
  const facts = await withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => {
    const row = await prohibitionStore(transaction).byId(id);
    if (!deedsOf(viewer, orderOf(row), row, doors.law).includes('certify')) refuse('prohibition-not-at-step');
    return certificateFacts(desk, transaction, row, await openOrder(kernel.keys, transaction, row));
  });
  fonts ??= openDocumentFonts();
  if (charactersWithoutGlyph(facts.written, fonts.regular).length > 0) refuse('prohibition-character-missing');
  const file = await kernel.files.put(await certificatePdf(facts, fonts), { kind: 'supervision.certificate' });
  return act(kernel, viewer, 'supervision.issue-certificate', async (context) => {
    const { row, person } = await holdOrder(desk, context, id, version, ['VERIFIED']);
    const certificateFileId = await storedFileStore(context).insert(file, mediaType, row.organisationId);
    const next = await prohibitionStore(context).update(row, { certificateFileId }, { verb: 'certify' });
    await context.record(entryAbout(desk, id, row.regime, person));
    return { id, version: next.version };
  });
}

/** The certificate, for printing. */
export async function downloadCertificate(desk: Desk, viewer: Viewer, id: string): Promise<FileAnswer> {
  const { kernel } = desk;
  return act(kernel, viewer, 'supervision.download-certificate', async (context) => {
    const row = await prohibitionStore(context).byId(id);
    if (row.certificateFileId === null || row.erasedAt !== null || !isKept(viewer, row)) refuse('not-found');
    const { person } = await openOrder(kernel.keys, context, row);
    await context.record(entryAbout(desk, id, row.regime, person));
    const { name, dataKey } = await storedFileStore(context).locate(row.certificateFileId);
    return {
      bytes: await kernel.files.get(name, dataKey),
      name: `gatehouse-certificate-${id.slice(0, 8)}.pdf`,
      mediaType,
    };
  });
}
