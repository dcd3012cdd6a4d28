/** Mixes two 32-bit words into one whose bits all depend on all of theirs (the finaliser of MurmurHash3). Unsigned. */
export function mixWords(low: number, high: number): number {
  let hash = Math.imul(low ^ Math.imul(high + 0x9e3779b9, 0x85ebca6b), 0xcc9e2d51);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** The hash of a text before its first code unit, and before it is mixed with their number. */
export const hashOfNothing = 0x811c9dc5;

/** What a further code unit makes of the hash of a text that is not mixed yet. */
export function hashFurther(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01000193);
}

/** A 32-bit hash of a text (FNV-1a over its code units, mixed). Unsigned. */
export function hashText(text: string): number {
  let hash = hashOfNothing;
  for (let place = 0; place < text.length; place += 1) hash = hashFurther(hash, text.charCodeAt(place));
  return mixWords(hash, text.length);
}
