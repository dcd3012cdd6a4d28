/**
 * Memory that several threads read at once without copying; it grows by a quarter while it is small, by a sixteenth from a megabyte on,
 * so that little of what is large lies idle.
 */

const growth = 1.25;
const growthOfLarge = 1.0625;
const large = 1_048_576;

/** 32-bit words in shared memory, all zero. */
export function sharedWords(length: number): Uint32Array {
  return new Uint32Array(new SharedArrayBuffer(length * 4));
}

/** Bytes in shared memory, all zero. */
export function sharedBytes(length: number): Uint8Array {
  return new Uint8Array(new SharedArrayBuffer(length));
}

/** The same words with room for at least `needed`; the array itself when it has it. */
export function roomyWords(words: Uint32Array, needed: number): Uint32Array {
  if (needed <= words.length) return words;
  const grown = sharedWords(Math.max(needed, roomFor(words.length, 4)));
  grown.set(words);
  return grown;
}

/** The same bytes with room for at least `needed`; the array itself when it has it. */
export function roomyBytes(bytes: Uint8Array, needed: number): Uint8Array {
  if (needed <= bytes.length) return bytes;
  const grown = sharedBytes(Math.max(needed, roomFor(bytes.length, 1)));
  grown.set(bytes);
  return grown;
}

/** The words in use, in shared memory of just that size; the array itself where it is that. */
export function cutWords(words: Uint32Array, used: number): Uint32Array {
  if (used === words.length && words.buffer instanceof SharedArrayBuffer) return words;
  const cut = sharedWords(used);
  cut.set(words.subarray(0, used));
  return cut;
}

/** The same of bytes. */
export function cutBytes(bytes: Uint8Array, used: number): Uint8Array {
  if (used === bytes.length && bytes.buffer instanceof SharedArrayBuffer) return bytes;
  const cut = sharedBytes(used);
  cut.set(bytes.subarray(0, used));
  return cut;
}

function roomFor(length: number, bytes: number): number {
  return Math.ceil(length * (length * bytes < large ? growth : growthOfLarge));
}
