import type { CoverageShown, Words } from '@gatehouse/contract';
import PDFDocument from 'pdfkit';
import type { DocumentFonts } from '../../../kernel/documents/fonts.js';
import { printedCode } from '../../../kernel/documents/printed-code.js';
import { writeText } from '../../../kernel/documents/text.js';
import words from './sheet-words.json' with { type: 'json' };

const margin = 56;

/** The sheet that a unit puts up: A4, both languages, one code; prints well in black and white. */
export async function certificatePdf(shown: CoverageShown, address: string, fonts: DocumentFonts): Promise<Uint8Array> {
  const code = await printedCode(address);
  const document = new PDFDocument({
    size: 'A4',
    margin,
    info: { Title: `${shown.title.zh} / ${shown.title.en}`, CreationDate: new Date(shown.asOf) },
  });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve) => document.on('end', resolve));
  const both = ({ zh, en }: Words, size: number, isBold = false): void => {
    const faces = isBold ? fonts.bold : fonts.regular;
    document.fontSize(size);
    writeText(document, zh, faces, { lineGap: 3 });
    document.fontSize(Math.round(size * 0.8));
    writeText(document, en, faces, { lineGap: 3 });
    document.moveDown(0.35);
  };
  both(shown.unit, 18, true);
  both(shown.title, 20, true);
  both(shown.share, 13);
  both(shown.band, 28, true);
  for (const part of [shown.fixed, shown.meaning, shown.notRating, shown.ask]) both(part, 11);
  if (document.y + code.side > document.page.height - margin) document.addPage();
  const top = document.y;
  document.image(code.image, margin, top, { width: code.side, link: address });
  [document.x, document.y] = [margin + code.side + 20, top + 12];
  const width = document.page.width - margin - document.x;
  document.fontSize(12);
  writeText(document, words.scan.zh, fonts.regular, { width, lineGap: 3 });
  document.fontSize(10);
  writeText(document, words.scan.en, fonts.regular, { width, lineGap: 3 });
  document.moveDown(0.35);
  writeText(document, `${words.type.zh} / ${words.type.en}: ${codeInGroups(address)}`, fonts.regular, { width });
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

/** The code behind `#`, for whoever types it: in groups. */
function codeInGroups(address: string): string {
  return (
    address
      .split('#')
      .at(-1)
      ?.match(/.{1,5}/g)
      ?.join(' ') ?? ''
  );
}
