import { TextDecoder } from 'node:util';
import { TableRefusal } from './problem.js';
import type { TableFormat } from './table.js';

/** `text` may still turn out to be unreadable; `workbook` may still be another kind of packed file. */
export type ContentKind = 'workbook' | 'text';

const zipMark = [0x50, 0x4b, 0x03, 0x04];
const emptyZipMark = [0x50, 0x4b, 0x05, 0x06];
const compoundFileMark = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/** Whether these first bytes (four are enough) are those of a packed workbook, whatever the file is called. */
export function looksLikeWorkbook(firstBytes: Uint8Array): boolean {
  return startsWith(firstBytes, zipMark) || startsWith(firstBytes, emptyZipMark);
}

/**
 * What the bytes are, by themselves. Refuses what is neither text nor a packed file.
 * A Compound File (MS-CFB 2.2) holds either an old .xls or, with a stream `EncryptionInfo`, a workbook under a password
 * (MS-OFFCRYPTO 2.3.4); without the whole file at hand it counts as old.
 */
export function recogniseContent(bytes: Uint8Array): ContentKind {
  if (bytes.length === 0) throw new TableRefusal('table-empty');
  if (looksLikeWorkbook(bytes)) return 'workbook';
  if (startsWith(bytes, compoundFileMark)) {
    throw new TableRefusal(holdsEncryptionInfo(bytes) ? 'table-password-protected' : 'table-old-workbook');
  }
  if (startsWithMarkup(bytes)) throw new TableRefusal('table-markup');
  return 'text';
}

/** The format a file's name states by its ending, or `undefined` where it states none that is read here. */
export function formatOfName(fileName: string | undefined): TableFormat | undefined {
  const ending = /\.([a-z]+)$/i.exec(fileName ?? '')?.[1]?.toLowerCase();
  if (ending === 'ndjson') return 'jsonl';
  if (ending === 'txt') return 'csv';
  return ending === 'csv' || ending === 'tsv' || ending === 'xlsx' || ending === 'jsonl' ? ending : undefined;
}

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return bytes.length >= mark.length && mark.every((value, index) => bytes[index] === value);
}

function holdsEncryptionInfo(bytes: Uint8Array): boolean {
  const streamName = Buffer.from('EncryptionInfo', 'utf16le');
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(streamName);
}

function startsWithMarkup(bytes: Uint8Array): boolean {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 256)).replace(/^(\u00ef\u00bb\u00bf|\s)+/, '');
  return /^<(\?xml|!doctype|html|table|meta|head|style|script|!--|[a-z]+:)/i.test(start);
}
