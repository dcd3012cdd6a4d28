import PDFDocument from 'pdfkit';
import { charactersWithoutGlyph, type DocumentFonts } from '../documents/fonts.js';
import { writeText } from '../documents/text.js';
import { DomainError } from '../errors.js';
import { type DeliveryProvider, failed, isMessageId, type Message } from './delivery.js';

export type LetterOptions = {
  /** Lines of the sender: authority, street, postcode and place, telephone. */
  readonly sender: readonly string[];
  readonly fonts: DocumentFonts;
  /** IANA zone in which the letter is dated. */
  readonly timeZone: string;
  readonly now: () => Date;
  /** Keeps the page where it is printed from, for example in the file store; answers with what it is called there. */
  readonly keep: (pdf: Uint8Array, message: Message) => Promise<string>;
};

/** Points (1/72 inch) per millimetre. */
const millimetre = 72 / 25.4;
const margin = 20 * millimetre;
const addressTop = 45 * millimetre;
const addressWidth = 90 * millimetre;
const bodyTop = 100 * millimetre;

/** Renders a letter to be printed and posted: state `printed`, the reference being what `keep` answers. */
export function letterDelivery(options: LetterOptions): DeliveryProvider {
  return {
    kind: 'letter',
    deliver: async (message) => {
      if (message.to.kind !== 'post') return failed('wrong-channel');
      if (!isMessageId(message.id)) return failed('message-invalid');
      if (addressLines(message).length < 2) return failed('address-invalid');
      if (!canBeDrawn(message, options)) return failed('characters-missing');
      try {
        return { state: 'printed', reference: await options.keep(await renderLetter(message, options), message) };
      } catch (error) {
        if (error instanceof DomainError && error.code === 'storage-full') return failed('storage-full');
        throw error;
      }
    },
  };
}

/** An A4 letter as PDF: sender, address block where a window envelope shows it, date, subject, text over as many pages as needed. */
export async function renderLetter(message: Message, options: Omit<LetterOptions, 'keep'>): Promise<Uint8Array> {
  const { sender, fonts, timeZone } = options;
  const now = options.now();
  const document = new PDFDocument({
    size: 'A4',
    margin,
    lang: message.language === 'zh' ? 'zh-CN' : 'en',
    info: { Title: message.id, CreationDate: now },
  });
  const whole = collected(document);
  document.fontSize(9);
  writeText(document, sender.join('\n'), fonts.regular, { lineGap: 1 });
  document.fontSize(11);
  document.x = margin;
  document.y = Math.max(addressTop, document.y);
  writeText(document, addressLines(message).join('\n'), fonts.regular, { width: addressWidth, lineGap: 2 });
  document.x = margin;
  document.y = Math.max(bodyTop, document.y);
  writeText(document, letterDate(now, message.language, timeZone), fonts.regular, { align: 'right' });
  document.moveDown();
  document.fontSize(13);
  writeText(document, message.subject, fonts.bold);
  document.moveDown().fontSize(11);
  writeText(document, message.text, fonts.regular, { lineGap: 4 });
  document.end();
  return await whole;
}

function canBeDrawn({ to, subject, text }: Message, { sender, fonts }: LetterOptions): boolean {
  const plain = charactersWithoutGlyph([to.address, text, ...sender].join('\n'), fonts.regular);
  return plain.length === 0 && charactersWithoutGlyph(subject, fonts.bold).length === 0;
}

function addressLines({ to }: Message): readonly string[] {
  return to.address
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function letterDate(now: Date, language: Message['language'], timeZone: string): string {
  return new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', { dateStyle: 'long', timeZone }).format(now);
}

function collected(document: InstanceType<typeof PDFDocument>): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    document.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    document.on('end', () => resolve(Buffer.concat(chunks)));
    document.on('error', reject);
  });
}
