import type { LogPlace, OwnInquiry, OwnPage, Words } from '@gatehouse/contract';
import PDFDocument from 'pdfkit';
import type { DocumentFonts } from '../../../kernel/documents/fonts.js';
import { writeText } from '../../../kernel/documents/text.js';
import { dayAndTime } from '../rules/decision.js';
import { copiedVerbs } from '../rules/own-page.js';
import words from './own-copy-words.json' with { type: 'json' };

const margin = 56;

/** A line of the copy: its size in points, whether it is bold, and the space left after it in lines. */
type CopyLine = { readonly text: string; readonly size: number; readonly isBold?: true; readonly after?: number };

const both = ({ zh, en }: Words): string => `${zh} / ${en}`;

/**
 * What the copy says, line by line. It names nobody and ends with the question: it holds no answer, and nothing that depends on
 * one, so that whoever makes a person hand it over learns what every other copy says too.
 */
export function ownCopyLines(page: OwnPage, at: Date): CopyLine[] {
  const inquiries = page.units.flatMap(({ unit, inquiries: asked }) => [
    { text: both(unit), size: 13, isBold: true, after: 0.3 } as const,
    ...asked.flatMap(inquiryLines),
  ]);
  return [
    { text: words.title.zh, size: 18, isBold: true },
    { text: words.title.en, size: 13, isBold: true, after: 0.6 },
    { text: words.mark.zh, size: 13, isBold: true },
    { text: words.mark.en, size: 12, isBold: true, after: 0.6 },
    { text: words.holds.zh, size: 10 },
    { text: words.holds.en, size: 9, after: 0.6 },
    { text: `${both(words.made)}: ${dayAndTime(at.toISOString())} (UTC+8)`, size: 9, after: 0.6 },
    ...countLines(page),
    ...(inquiries.length === 0
      ? [
          { text: words.none.zh, size: 12 },
          { text: words.none.en, size: 10 },
        ]
      : inquiries),
    ...openingLines(page),
  ];
}

function inquiryLines({ post, purpose, authority, bases, steps }: OwnInquiry): CopyLine[] {
  const copied = steps.filter(({ what }) => copiedVerbs.includes(what));
  return [
    { text: `${both(words.purpose)}: ${both(purpose)}`, size: 10 },
    { text: `${both(words.post)}: ${both(post)}`, size: 10 },
    { text: `${both(words.authority)}: ${both(authority)}`, size: 10 },
    ...bases.map((basis): CopyLine => ({ text: `${both(words.bases)}: ${both(basis)}`, size: 10 })),
    ...copied.map(({ at, words: what, by, places }, index): CopyLine => ({
      text: `${dayAndTime(at)}  ${both(what)}${by === undefined ? '' : `  ${both(by)}`}${placesIn(places)}`,
      size: 9,
      ...(index === copied.length - 1 ? { after: 0.8 } : {}),
    })),
  ];
}

/** How many inquiries went to the register, and how many the last seal covers. */
function countLines({ asked: { times, whole } }: OwnPage): CopyLine[] {
  const counted = `${both(words.asked)}: ${times}`;
  if (whole === undefined) return [{ text: counted, size: 10, after: 1 }];
  const sealed = `${both(words.whole)}: ${whole.times}, ${dayAndTime(whole.at)}`;
  return [
    { text: counted, size: 10 },
    { text: sealed, size: 10, after: 1 },
  ];
}

function openingLines({ openings }: OwnPage): CopyLine[] {
  return [
    { text: both(words.openings), size: 13, isBold: true, after: 0.3 },
    ...openings.map(({ desk, issuedAt, openedAt, places }): CopyLine => {
      const opened = openedAt === undefined ? '' : `, ${both(words.opened)} ${dayAndTime(openedAt)}`;
      return {
        text: `${both(desk)}: ${both(words.issued)} ${dayAndTime(issuedAt)}${opened}${placesIn(places)}`,
        size: 9,
      };
    }),
  ];
}

function placesIn(places: readonly LogPlace[]): string {
  const named = places.flatMap(({ log, index }) => (index === null ? [] : [`${log}/${index}`]));
  return named.length === 0 ? '' : `  (${both(words.place)} ${named.join(', ')})`;
}

/** The copy as a PDF, A4, in both languages, with its mark at the foot of every page. */
export async function ownCopyPdf(page: OwnPage, at: Date, fonts: DocumentFonts): Promise<Uint8Array> {
  const document = new PDFDocument({
    size: 'A4',
    margins: { top: margin, left: margin, right: margin, bottom: margin + 36 },
    bufferPages: true,
    info: { Title: both(words.title), CreationDate: at },
  });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve) => document.on('end', resolve));
  for (const { text, size, isBold, after } of ownCopyLines(page, at)) {
    document.fontSize(size);
    writeText(document, text, isBold ? fonts.bold : fonts.regular, { lineGap: 3 });
    if (after !== undefined) document.moveDown(after);
  }
  markPages(document, fonts);
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

/** What may not be torn off: the mark stands on each page. */
function markPages(document: InstanceType<typeof PDFDocument>, fonts: DocumentFonts): void {
  const { start, count } = document.bufferedPageRange();
  for (let at = start; at < start + count; at += 1) {
    document.switchToPage(at);
    document.page.margins.bottom = 0;
    [document.x, document.y] = [margin, document.page.height - margin - 20];
    document.fontSize(9);
    writeText(document, words.mark.zh, fonts.bold);
    writeText(document, words.mark.en, fonts.bold);
  }
}
