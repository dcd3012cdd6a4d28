import { wordsOfState } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { charactersWithoutGlyph, openDocumentFonts } from '../../../kernel/documents/fonts.js';
import { refuse } from '../../../kernel/errors.js';
import { storedFileStore } from '../../../kernel/files/stored-file-store.js';
import type { FileAnswer } from '../../../kernel/http/route.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { noticeIdOf, noticePdf, type PrintedNotice } from '../notice/notice-pdf.js';
import { type EntryProof, verifyPayload } from '../notice/verify-payload.js';
import { endOf } from '../rules/clocks.js';
import { momentInWords } from '../rules/decision.js';
import { isVoid } from '../rules/objection.js';
import { type Application, applicationStore } from '../store/application-store.js';
import { toldStore } from '../store/told-store.js';
import { type IssuedFacts, noticeFactsOf } from './notice-facts-of.js';

// Some ten megabytes of font files: opened when the first notice is made, and kept.
let fonts: ReturnType<typeof openDocumentFonts> | undefined;

/**
 * The notice of an answer. It is printed once, when it is first asked for, and kept encrypted.
 * @throws DomainError `notice-not-ready` until the release stands in a signed checkpoint; `inquiry-state` where the answer is
 * void; `notice-character-missing` rather than leave a box in somebody's name
 */
export async function downloadNotice(platform: Platform, viewer: Viewer, id: string): Promise<FileAnswer> {
  const { kernel } = platform;
  const row = await withTransaction(kernel.database, viewer, kernel.clock.now(), (transaction) =>
    applicationStore(transaction).byId(id),
  );
  refuseVoid(row);
  const printed = row.noticeFileId === null ? await printNotice(platform, viewer, row) : undefined;
  return act(kernel, viewer, 'inquiry.download-notice', async (context) => {
    const now = await applicationStore(context).byId(id);
    refuseVoid(now);
    await context.record({ object: { kind: 'inquiry', id } });
    const name = `gatehouse-notice-${id.slice(0, 8)}.pdf`;
    if (printed !== undefined) return { bytes: printed, name, mediaType: 'application/pdf' };
    const { name: object, mediaType, dataKey } = await storedFileStore(context).locate(now.noticeFileId ?? '');
    return { bytes: await kernel.files.get(object, dataKey), name, mediaType };
  });
}

function refuseVoid({ state }: Application): void {
  if (isVoid(state)) refuse('inquiry-state', { state: wordsOfState('inquiry', state) });
}

/** Prints and keeps the notice, outside the transaction of the reader, whom the authority's rows are not open to. */
async function printNotice(platform: Platform, viewer: Viewer, row: Application): Promise<Uint8Array> {
  const { kernel, doors } = platform;
  if (row.noticeEntryId === null || row.releasedAt === null) refuse('notice-not-ready');
  const proof = await proofOf(platform, row.noticeEntryId);
  const notice = await withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => {
    const decision = await toldStore(kernel.keys, transaction).openDecision(row);
    if (decision === undefined || row.releasedAt === null) refuse('notice-not-ready');
    const issued = await noticeFactsOf(platform, transaction, row, decision, row.releasedAt);
    const period = row.standing === 'serving' ? 'stop_work_acknowledged' : 'objection_window';
    return {
      ...issued,
      pack: doors.law.pack,
      noticeId: noticeIdOf(decision.outcome, row.standing),
      until: momentInWords(endOf(doors.law, period, row.releasedAt)),
      verifyAddress: verifyAddressOf(platform, issued, proof),
    } satisfies PrintedNotice;
  });
  fonts ??= openDocumentFonts();
  if (charactersWithoutGlyph(notice.person.name, fonts.regular).length > 0) refuse('notice-character-missing');
  const bytes = await noticePdf(notice, fonts);
  const file = await kernel.files.put(bytes, { kind: 'inquiry.notice' });
  await withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => {
    const fileId = await storedFileStore(transaction).insert(file, 'application/pdf', row.unitId);
    await applicationStore(transaction).keepNotice(row.id, fileId);
  });
  return bytes;
}

/** Where anybody verifies the notice. A record found has no public page. */
function verifyAddressOf({ doors }: Platform, { facts, salt }: IssuedFacts, proof: EntryProof): string | undefined {
  const { outcome } = facts;
  if (outcome !== 'no_record') return undefined;
  return `${doors.publicAddress}/verify#${verifyPayload({ ...facts, outcome, sources: [...facts.sources] }, salt, proof)}`;
}

async function proofOf({ doors }: Platform, entryId: string): Promise<EntryProof> {
  const receipt = await doors.receipt(entryId);
  const opened = receipt === undefined ? undefined : await doors.openedEntry(entryId);
  if (receipt === undefined || opened === undefined) refuse('notice-not-ready');
  const canonical = new TextDecoder().decode(opened.canonical);
  return {
    canonical: canonical.trimEnd(),
    canonicalBytes: opened.canonical.length,
    salt: Buffer.from(opened.salt).toString('base64url'),
    receipt,
  };
}
