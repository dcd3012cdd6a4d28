import { TextDecoder } from 'node:util';
import { TableRefusal } from '../problem.js';
import type { TableEncoding } from '../table.js';

export interface DecodedText {
  /** Until the first character beyond ASCII has been read it says `utf-8`, which ASCII is. */
  readonly encoding: () => TableEncoding;
  readonly text: AsyncIterable<string>;
}

/** How much text from its first character beyond ASCII on decides between UTF-8 and GB18030. */
const sampleBytes = 64 * 1024;
/** The share of two-byte characters that lie in GB 2312, above which bytes that decode as GB18030 are believed to be it. */
const believableShare = 0.5;

/**
 * Text of unknown encoding, piece by piece: a byte order mark decides, else validity. UTF-8 wins where both are valid,
 * for bytes of another encoding are hardly ever valid UTF-8. Refuses what is neither, a change in the middle, and bytes
 * that no text holds.
 */
export function decodeText(chunks: AsyncIterable<Uint8Array>): DecodedText {
  let encoding: TableEncoding = 'utf-8';
  async function* text(): AsyncGenerator<string> {
    const settled = settleEncoding(chunks, (found) => {
      encoding = found;
    });
    const position = { line: 1 };
    let decoder: TextDecoder | undefined;
    for await (const bytes of settled) {
      decoder ??= new TextDecoder(encoding, { fatal: true });
      if (decoder.encoding !== encoding) decoder = new TextDecoder(encoding, { fatal: true });
      yield decodePiece(decoder, bytes, position);
    }
    try {
      if (decoder !== undefined) yield decoder.decode();
    } catch {
      throw new TableRefusal('table-truncated', { rowNumber: position.line });
    }
  }
  return { encoding: () => encoding, text: text() };
}

/** Passes the bytes on, held back while the encoding is open; says what it found before the bytes that need it. */
async function* settleEncoding(
  chunks: AsyncIterable<Uint8Array>,
  found: (encoding: TableEncoding) => void,
): AsyncGenerator<Uint8Array> {
  let held: Uint8Array = new Uint8Array(0);
  let settled: boolean | undefined;
  let line = 1;
  for await (const chunk of withWholeMark(chunks)) {
    if (settled === undefined) {
      const marked = byteOrderMark(chunk);
      if (marked !== undefined) found(marked);
      settled = marked !== undefined;
    }
    if (settled) {
      yield chunk;
      continue;
    }
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    const plain = asciiLength(held);
    if (plain > 0) yield held.subarray(0, plain);
    line += countLines(held.subarray(0, plain));
    held = held.subarray(plain);
    if (held.length < sampleBytes) continue;
    found(chooseEncoding(held, line));
    settled = true;
    yield held;
  }
  if (settled === true || held.length === 0) return;
  found(chooseEncoding(held, line));
  yield held;
}

/** The same bytes, the first piece long enough to hold a byte order mark if there is one. */
async function* withWholeMark(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let first: Uint8Array | undefined = new Uint8Array(0);
  for await (const chunk of chunks) {
    if (first === undefined) {
      yield chunk;
      continue;
    }
    first = Buffer.concat([first, chunk]);
    if (first.length < 3) continue;
    yield first;
    first = undefined;
  }
  if (first !== undefined) yield first;
}

function byteOrderMark(bytes: Uint8Array): TableEncoding | undefined {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  return undefined;
}

function asciiLength(bytes: Uint8Array): number {
  const beyond = bytes.findIndex((value) => value > 0x7f);
  return beyond === -1 ? bytes.length : beyond;
}

function chooseEncoding(sample: Uint8Array, line: number): TableEncoding {
  if (decodes(sample, 'utf-8')) return 'utf-8';
  if (decodes(sample, 'gb18030') && shareInGb2312(sample) >= believableShare) return 'gb18030';
  throw new TableRefusal('table-encoding-unknown', { rowNumber: line + linesBeforeFault(sample, 'utf-8') });
}

function decodes(bytes: Uint8Array, encoding: TableEncoding): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** GB 2312, the part of GB18030 nearly all text uses, has lead bytes A1-F7 with trail bytes A1-FE. */
function shareInGb2312(bytes: Uint8Array): number {
  let pairs = 0;
  let common = 0;
  for (let at = 0; at + 1 < bytes.length; at += 1) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) continue;
    const trail = bytes[at + 1] ?? 0;
    const fourBytes = trail >= 0x30 && trail <= 0x39;
    pairs += 1;
    if (fourBytes || (lead >= 0xa1 && lead <= 0xf7 && trail >= 0xa1)) common += 1;
    at += fourBytes ? 3 : 1;
  }
  return pairs === 0 ? 1 : common / pairs;
}

function decodePiece(decoder: TextDecoder, bytes: Uint8Array, position: { line: number }): string {
  let text: string;
  try {
    text = decoder.decode(bytes, { stream: true });
  } catch {
    throw new TableRefusal('table-encoding-unknown', {
      rowNumber: position.line + linesBeforeFault(bytes, decoder.encoding),
    });
  }
  if (text.includes('\0')) throw new TableRefusal('table-not-recognised');
  position.line += countLines(bytes);
  return text;
}

/** Counted from the first byte that cannot be the rest of a character cut by the piece before. */
function linesBeforeFault(bytes: Uint8Array, encoding: string): number {
  const start = Math.max(
    0,
    bytes.findIndex((value) => value < 0x30),
  );
  const text = new TextDecoder(encoding).decode(bytes.subarray(start));
  return text.slice(0, Math.max(0, text.indexOf('\ufffd'))).split('\n').length - 1;
}

function countLines(bytes: Uint8Array): number {
  let lines = 0;
  for (let at = bytes.indexOf(0x0a); at !== -1; at = bytes.indexOf(0x0a, at + 1)) lines += 1;
  return lines;
}
