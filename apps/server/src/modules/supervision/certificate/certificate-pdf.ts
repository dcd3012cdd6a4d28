import { civilDateAt } from '@gatehouse/law';
import PDFDocument from 'pdfkit';
import type { DocumentFonts } from '../../../kernel/documents/fonts.js';
import { writeText } from '../../../kernel/documents/text.js';
import type { CertificateFacts } from './certificate-facts.js';

const margin = 56;

/** The certificate as a PDF, A4, both languages; prints well in black and white. */
export async function certificatePdf(facts: CertificateFacts, fonts: DocumentFonts): Promise<Uint8Array> {
  const { issuer, title, paragraphs, number, issuedAt } = facts;
  const document = new PDFDocument({
    size: 'A4',
    margin,
    info: { Title: `${title.zh} / ${title.en}`, CreationDate: issuedAt },
  });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve) => document.on('end', resolve));
  const line = (text: string, size: number, faces = fonts.regular): void => {
    document.fontSize(size);
    writeText(document, text, faces, { lineGap: 3 });
  };
  line(`${issuer.zh}\n${issuer.en}`, 15, fonts.bold);
  document.moveDown();
  line(`${title.zh}  ${title.en}`, 18, fonts.bold);
  document.moveDown();
  for (const { zh, en } of paragraphs) {
    line(zh, 12);
    line(en, 10);
    document.moveDown(0.6);
  }
  line(`编号 / No. ${number}`, 9);
  line(`出具日期 / Issued ${civilDateAt(issuedAt)}`, 9);
  document.end();
  await ended;
  return Buffer.concat(chunks);
}
