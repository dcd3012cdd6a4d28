import { hashFurther, hashOfNothing, hashText, mixWords } from './hash.js';
import { roomyBytes, roomyWords, sharedBytes, sharedWords } from './shared-memory.js';

/**
 * Texts one after another, reached by their place: one byte a letter where all are plain, two where not, and one byte before
 * them. Only every sixteenth text's start is kept; the others are walked to.
 */
export interface TextPool {
  bytes: Uint8Array;
  /** Bytes in use. */
  length: number;
  starts: Uint32Array;
  /** Texts in the pool. */
  count: number;
}

const stride = 16;
/** A leading byte of at least this announces a length in four further bytes, of a plain text or of a wide one. */
const wideFrom = 64;
const longPlain = 254;
const longWide = 255;
const highest = 4_294_967_295;

/** An empty pool with room for about so many texts of so many bytes. */
export function createTextPool(texts: number, bytes: number): TextPool {
  return { bytes: sharedBytes(bytes), length: 0, starts: sharedWords(Math.ceil(texts / stride) + 1), count: 0 };
}

/** Appends a text. @returns its place */
export function addText(pool: TextPool, text: string): number {
  const wide = !isPlain(text);
  const short = text.length < (wide ? longPlain - wideFrom : wideFrom);
  const needed = pool.length + text.length * (wide ? 2 : 1) + (short ? 1 : 5);
  if (needed > highest) throw new RangeError('the texts of an index hold at most four gigabytes');
  pool.bytes = roomyBytes(pool.bytes, needed);
  if (pool.count % stride === 0) {
    pool.starts = roomyWords(pool.starts, pool.count / stride + 1);
    pool.starts[pool.count / stride] = pool.length;
  }
  const { bytes } = pool;
  let at = pool.length;
  if (short) bytes[at++] = wide ? wideFrom + text.length : text.length;
  else {
    bytes[at++] = wide ? longWide : longPlain;
    for (let shift = 0; shift < 32; shift += 8) bytes[at++] = text.length >>> shift;
  }
  for (let place = 0; place < text.length; place += 1) {
    const code = text.charCodeAt(place);
    bytes[at++] = code;
    if (wide) bytes[at++] = code >>> 8;
  }
  pool.length = at;
  return pool.count++;
}

/** The text at a place. */
export function textAt(pool: TextPool, place: number): string {
  const { bytes } = pool;
  let at = startOf(pool, place);
  const first = bytes[at++] ?? 0;
  const wide = first === longWide || (first >= wideFrom && first !== longPlain);
  let length = first < wideFrom ? first : first - wideFrom;
  if (first >= longPlain) {
    length = lengthAt(bytes, at);
    at += 4;
  }
  let text = '';
  if (wide) for (let end = at + length * 2; at < end; at += 2) text += letter(bytes, at, true);
  else for (let end = at + length; at < end; at += 1) text += letter(bytes, at, false);
  return text;
}

/** Puts the code units of a text into `into`. @returns how many there are; 0 where there is no room for them */
export function readLetters(pool: TextPool, place: number, into: Uint16Array): number {
  const { bytes } = pool;
  let at = startOf(pool, place);
  const first = bytes[at++] ?? 0;
  const wide = first >= wideFrom;
  const length = wide ? first - wideFrom : first;
  if (first >= longPlain || length > into.length) return 0;
  for (let index = 0; index < length; index += 1) {
    into[index] = wide ? (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) : (bytes[at] ?? 0);
    at += wide ? 2 : 1;
  }
  return length;
}

/** Whether the text at a place is this one; makes no text for the comparison. */
export function holdsText(pool: TextPool, place: number, text: string): boolean {
  const { bytes } = pool;
  let at = startOf(pool, place);
  const first = bytes[at++] ?? 0;
  if (first >= longPlain) return textAt(pool, place) === text;
  const wide = first >= wideFrom;
  if (text.length !== (wide ? first - wideFrom : first)) return false;
  for (let index = 0; index < text.length; index += 1) {
    const code = wide ? (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) : (bytes[at] ?? 0);
    if (code !== text.charCodeAt(index)) return false;
    at += wide ? 2 : 1;
  }
  return true;
}

/** The hash of the text at a place, as `hashText` makes it; makes no text of a short one. */
export function hashAt(pool: TextPool, place: number): number {
  const { bytes } = pool;
  let at = startOf(pool, place);
  const first = bytes[at++] ?? 0;
  if (first >= longPlain) return hashText(textAt(pool, place));
  const wide = first >= wideFrom;
  const length = wide ? first - wideFrom : first;
  let hash = hashOfNothing;
  for (let index = 0; index < length; index += 1) {
    hash = hashFurther(hash, wide ? (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) : (bytes[at] ?? 0));
    at += wide ? 2 : 1;
  }
  return mixWords(hash, length);
}

function startOf({ bytes, starts }: TextPool, place: number): number {
  let at = starts[place >>> 4] ?? 0;
  for (let left = place & (stride - 1); left > 0; left -= 1) {
    const first = bytes[at] ?? 0;
    if (first < wideFrom) at += 1 + first;
    else if (first < longPlain) at += 1 + (first - wideFrom) * 2;
    else at += 5 + lengthAt(bytes, at + 1) * (first === longWide ? 2 : 1);
  }
  return at;
}

function lengthAt(bytes: Uint8Array, at: number): number {
  let length = 0;
  for (let byte = 3; byte >= 0; byte -= 1) length = length * 256 + (bytes[at + byte] ?? 0);
  return length;
}

function letter(bytes: Uint8Array, at: number, wide: boolean): string {
  return String.fromCharCode(wide ? (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) : (bytes[at] ?? 0));
}

function isPlain(text: string): boolean {
  for (let place = 0; place < text.length; place += 1) if (text.charCodeAt(place) > 255) return false;
  return true;
}
