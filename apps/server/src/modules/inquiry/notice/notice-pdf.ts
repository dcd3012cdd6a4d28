import type { Words } from '@gatehouse/contract';
import { type LawPack, noticeText } from '@gatehouse/law';
import PDFDocument from 'pdfkit';
import type { DocumentFonts } from '../../../kernel/documents/fonts.js';
import { writeText } from '../../../kernel/documents/text.js';
import type { IssuedFacts } from '../actions/notice-facts-of.js';
import { dayAndTime } from '../rules/decision.js';
import { printedCode } from '../../../kernel/documents/printed-code.js';

const margin = 56;

/** Which letter of the pack a decision makes. */
export function noticeIdOf(outcome: string, standing: 'candidate' | 'serving'): string {
  if (outcome === 'no_record') return 'proof_of_check';
  return standing === 'candidate' ? 'record_found_candidate' : 'stop_work';
}

/** What a notice is printed from. */
export type PrintedNotice = IssuedFacts & {
  readonly pack: LawPack;
  readonly noticeId: string;
  readonly until: Words;
  /** Address that verifies it; only a notice of no record has one. */
  readonly verifyAddress?: string | undefined;
};

/** The notice as a PDF, A4, both languages; prints well in black and white. */
export async function noticePdf(notice: PrintedNotice, fonts: DocumentFonts): Promise<Uint8Array> {
  const { facts, person } = notice;
  const { title, paragraphs } = lettersOf(notice);
  const qr = notice.verifyAddress === undefined ? undefined : await printedCode(notice.verifyAddress);
  const document = new PDFDocument({
    size: 'A4',
    margin,
    info: { Title: `${title.zh} / ${title.en}`, CreationDate: new Date(facts.issuedAt) },
  });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve) => document.on('end', resolve));

  const line = (text: string, size = 11, faces = fonts.regular): void => {
    document.fontSize(size);
    writeText(document, text, faces, { lineGap: 3 });
  };
  line(`${facts.issuer.zh}\n${facts.issuer.en}`, 15, fonts.bold);
  document.moveDown();
  line(`${title.zh}  ${title.en}`, 18, fonts.bold);
  document.moveDown();
  line(`${person.name}　${person.maskedNumber}`, 13);
  document.moveDown();
  for (const paragraph of paragraphs) {
    line(paragraph.zh, 12);
    line(paragraph.en, 10);
    document.moveDown(0.6);
  }
  writeFoot(document, notice, qr, fonts);
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

/** Space between the lines of the foot and the code beside them, in points, and what its caption takes. */
const [gutter, captionHeight] = [20, 18];

/** What the notice rests on, and beside it the code that proves it. They stay together, so that a copy of the page has both. */
function writeFoot(
  document: InstanceType<typeof PDFDocument>,
  notice: PrintedNotice,
  qr: { readonly image: Buffer; readonly side: number } | undefined,
  fonts: DocumentFonts,
): void {
  const { page } = document;
  if (qr !== undefined && document.y + qr.side + captionHeight > page.height - margin) document.addPage();
  const top = document.y;
  const width = page.width - 2 * margin - (qr === undefined ? 0 : qr.side + gutter);
  document.fontSize(9);
  for (const text of footLines(notice)) writeText(document, text, fonts.regular, { lineGap: 3, width });
  if (qr === undefined) return;
  [document.x, document.y] = [page.width - margin - qr.side, top];
  writeText(document, '扫码核验 / Scan to verify', fonts.regular, { width: qr.side });
  document.image(qr.image, document.x, top + captionHeight, { width: qr.side, link: notice.verifyAddress ?? '' });
}

function footLines({ facts, noticeId }: PrintedNotice): string[] {
  // An order to stop work gives no reason: which source knew the person would be one.
  const named = noticeId === 'stop_work' ? [] : facts.sources;
  return [
    ...named.map((source) => `${source.nameZh} / ${source.nameEn}: ${dayAndTime(source.dataAsOf)}`),
    `编号 / No. ${facts.number}`,
    `出具时间 / Issued ${dayAndTime(facts.issuedAt)} (UTC+8)`,
  ];
}

function lettersOf({ pack, noticeId, facts, person, until }: PrintedNotice): { title: Words; paragraphs: Words[] } {
  return noticeText(pack, noticeId, {
    number: facts.number,
    unit: facts.unit,
    post: facts.post,
    name: person.name,
    authority: facts.issuer,
    contact: facts.issuer,
    answer: facts.sentence,
    until,
  });
}
