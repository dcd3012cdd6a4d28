import type { AnswerOf, certificateEndpoints, CoverageShown } from '@gatehouse/contract';
import { readAct } from '../../../kernel/act.js';
import { type Transaction, withTransaction } from '../../../kernel/database/transaction.js';
import { openDocumentFonts } from '../../../kernel/documents/fonts.js';
import { refuse } from '../../../kernel/errors.js';
import type { FileAnswer } from '../../../kernel/http/route.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { certificatePdf } from '../certificate/certificate-pdf.js';
import type { Workplace } from '../doors.js';
import { coverageShown, notShown } from '../rules/certificate.js';
import { certificateStore } from '../store/certificate-store.js';

// Some ten megabytes of font files: opened when the first sheet is printed, and kept.
let fonts: ReturnType<typeof openDocumentFonts> | undefined;

/** What everybody is shown of a unit, as far as the viewer answers for it. */
export async function readCertificate(
  workplace: Workplace,
  viewer: Viewer,
  given: string | undefined,
): Promise<AnswerOf<typeof certificateEndpoints.read>> {
  const { kernel, doors } = workplace;
  const unitId = unitOf(viewer, given);
  const found = await withTransaction(kernel.database, viewer, kernel.clock.now(), (transaction) =>
    certificateOf(workplace, transaction, unitId),
  );
  return { shown: found?.shown ?? null, address: found?.address ?? null, notShown: notShown(doors.law.pack) };
}

/**
 * The sheet that the unit puts up.
 * @throws DomainError `not-found` where nothing is shown of the unit, and where it is none of the viewer's
 */
export async function printCertificate(
  workplace: Workplace,
  viewer: Viewer,
  given: string | undefined,
): Promise<FileAnswer> {
  const unitId = unitOf(viewer, given);
  const { shown, address } = await readAct(workplace.kernel, viewer, 'workforce.print-certificate', async (context) => {
    const found = await certificateOf(workplace, context, unitId);
    if (found === undefined) refuse('not-found');
    context.record({ object: { kind: 'unit', id: unitId } });
    return found;
  });
  fonts ??= openDocumentFonts();
  const bytes = await certificatePdf(shown, address, fonts);
  return { bytes, name: `gatehouse-certificate-${unitId.slice(0, 8)}.pdf`, mediaType: 'application/pdf' };
}

function unitOf(viewer: Viewer, given: string | undefined): string {
  if (viewer.kind !== 'account') refuse('not-signed-in');
  return given ?? viewer.organisationId;
}

async function certificateOf(
  { doors }: Workplace,
  transaction: Transaction,
  unitId: string,
): Promise<{ readonly shown: CoverageShown; readonly address: string } | undefined> {
  const store = certificateStore(transaction);
  const figure = await store.ofUnit(unitId);
  const code = figure === undefined ? undefined : await store.codeOf(unitId);
  if (figure === undefined || code === undefined) return undefined;
  const shown = coverageShown(doors.law.pack, figure, figure.standsUntil);
  return { shown, address: `${doors.publicAddress}/certificate#${code}` };
}
