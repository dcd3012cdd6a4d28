import PDFDocument from 'pdfkit';
import type { DocumentFonts } from '../../kernel/documents/fonts.js';
import { openDocumentFonts } from '../../kernel/documents/fonts.js';
import { printedCode } from '../../kernel/documents/printed-code.js';
import { writeText } from '../../kernel/documents/text.js';
import words from './custody-words.json' with { type: 'json' };

const margin = 56;
const groupsOfLine = 6;

/** What stands on one custodian's sheet. */
export type CustodySheet = {
  readonly node: string;
  readonly custody: string;
  /** When the custody was drawn, as an instant of ISO 8601. */
  readonly drawnAt: string;
  /** 1 to 3. */
  readonly number: number;
  readonly share: string;
  /** Who takes it; absent where nobody was named. */
  readonly custodian?: string | undefined;
};

/** The sheets of a custody, one PDF each: A4, both languages, the share in groups and as a code. Printed once and kept nowhere. */
export async function custodySheets(sheets: readonly CustodySheet[]): Promise<readonly Uint8Array[]> {
  const fonts = openDocumentFonts();
  return Promise.all(sheets.map((sheet) => custodySheet(sheet, fonts)));
}

async function custodySheet(sheet: CustodySheet, fonts: DocumentFonts): Promise<Uint8Array> {
  const code = await printedCode(sheet.share);
  const title = `${words.title.zh} / ${words.title.en}`;
  const document = new PDFDocument({
    size: 'A4',
    margin,
    info: { Title: title, CreationDate: new Date(sheet.drawnAt) },
  });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve) => document.on('end', resolve));
  const write = (text: string, size: number, isBold = false): void => {
    document.fontSize(size);
    writeText(document, text, isBold ? fonts.bold : fonts.regular, { lineGap: 3 });
  };
  write(words.title.zh, 20, true);
  write(words.title.en, 15, true);
  document.moveDown(0.5);
  for (const [name, value] of factsOf(sheet)) write(`${name.zh} / ${name.en}: ${value}`, 12);
  document.moveDown(0.5);
  // Line by line with the number of its first group: a refusal names share and group.
  for (const line of linesOf(sheet.share)) write(line, 16, true);
  document.moveDown(0.5);
  document.image(code.image, margin, document.y, { width: code.side });
  document.y += code.side;
  for (const { zh, en } of words.rules) {
    write(zh, 11);
    write(en, 9);
    document.moveDown(0.3);
  }
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

function factsOf({ node, custody, drawnAt, number, custodian }: CustodySheet) {
  const { facts } = words;
  const own = custodian === undefined ? [] : ([[facts.custodian, custodian]] as const);
  return [
    [facts.share, `${number} / 3`],
    [facts.custody, custody],
    [facts.node, node],
    [facts.drawn, drawnAt.slice(0, 10)],
    ...own,
  ] as const;
}

function linesOf(share: string): string[] {
  const groups = share.split('-');
  const starts = Array.from({ length: Math.ceil(groups.length / groupsOfLine) }, (_, line) => line * groupsOfLine);
  return starts.map((at) => `${String(at + 1).padStart(2, '0')}   ${groups.slice(at, at + groupsOfLine).join('  ')}`);
}
