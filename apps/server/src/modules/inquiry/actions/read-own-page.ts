import type { OwnPage } from '@gatehouse/contract';
import { readAct } from '../../../kernel/act.js';
import { openDocumentFonts } from '../../../kernel/documents/fonts.js';
import { refuse } from '../../../kernel/errors.js';
import type { FileAnswer } from '../../../kernel/http/route.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { ownCopyPdf } from '../notice/own-copy-pdf.js';
import { toldProof } from '../views/own-looks.js';
import { ownPage } from '../views/own-page.js';
import { ownVisit } from './own-visit.js';

/** The own page, in the browser that opened it. */
export async function readOwnPage(platform: Platform, viewer: Viewer): Promise<OwnPage> {
  return readAct(platform.kernel, viewer, 'inquiry.read-own-page', async (context) => {
    const own = await ownVisit(context);
    context.record({ object: { kind: 'visit', id: own.visit.id } });
    return ownPage(platform, context, own);
  });
}

// Some ten megabytes of font files: opened when the first copy is made, and kept.
let fonts: ReturnType<typeof openDocumentFonts> | undefined;

/** A copy to keep. Kept nowhere here. */
export async function copyOwnPage(platform: Platform, viewer: Viewer): Promise<FileAnswer> {
  const { page, at } = await readAct(platform.kernel, viewer, 'inquiry.copy-own-page', async (context) => {
    const own = await ownVisit(context);
    context.record({ object: { kind: 'visit', id: own.visit.id } });
    return { page: await ownPage(platform, context, own), at: context.now };
  });
  fonts ??= openDocumentFonts();
  return { bytes: await ownCopyPdf(page, at, fonts), name: 'gatehouse-own-page.pdf', mediaType: 'application/pdf' };
}

/**
 * The proof that an entry which the page names stands in the log. What the entry says is opened with it where it speaks of
 * nobody else; that of a list is proven closed.
 * @throws DomainError `not-found` for an entry that the page does not name; `own-proof-not-ready`
 */
export async function proveOwnEntry(platform: Platform, viewer: Viewer, entryId: string): Promise<FileAnswer> {
  const { kernel, doors } = platform;
  const { isOpened, told } = await readAct(kernel, viewer, 'inquiry.prove-own-entry', async (context) => {
    const own = await ownVisit(context);
    const page = await ownPage(platform, context, own);
    const named = placesOf(page).find(({ entry }) => entry === entryId) ?? refuse('not-found');
    context.record({ object: { kind: 'visit', id: own.visit.id }, details: { entry: named.entry } });
    return {
      isOpened: named.isOwn,
      told: named.node === undefined ? undefined : await toldProof(platform, context, entryId),
    };
  });
  const file = told ?? (await doors.proofFile(entryId, isOpened)) ?? refuse('own-proof-not-ready');
  return {
    bytes: Buffer.from(file),
    name: `gatehouse-proof-${entryId.slice(0, 8)}.json`,
    mediaType: 'application/json',
  };
}

/**
 * The file that proves that everything asked about the visitor is shown, as of the last seal of a day.
 * @throws DomainError `own-proof-not-ready`
 */
export async function proveCompleteness({ kernel, doors }: Platform, viewer: Viewer): Promise<FileAnswer> {
  const tokens = await readAct(kernel, viewer, 'inquiry.prove-completeness', async (context) => {
    const { visit, code } = await ownVisit(context);
    context.record({ object: { kind: 'visit', id: visit.id } });
    return code.chainTokens;
  });
  const file = (await doors.completeness(tokens)) ?? refuse('own-proof-not-ready');
  return { bytes: Buffer.from(file), name: 'gatehouse-completeness.json', mediaType: 'application/json' };
}

function placesOf({ units, looks, openings }: OwnPage) {
  const steps = units.flatMap(({ inquiries }) => inquiries.flatMap((one) => one.steps.flatMap(({ places }) => places)));
  return [...steps, ...[...looks, ...openings].flatMap(({ places }) => places)];
}
