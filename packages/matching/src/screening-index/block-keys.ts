import { hashText } from './hash.js';

const apart = 0x80000000;
const prefix = 3;

/** The key of a list of rows without a birth date, by the hash of the letters of their name; apart from every date. */
export function undatedKey(letters: number): number {
  return (letters | apart) >>> 0;
}

/** The key of the beginnings of the parts of a name that is not Chinese; undefined where there is but one part. */
export function latinPartsKey(tokens: readonly string[]): number | undefined {
  if (tokens.length < 2) return undefined;
  return hashText(
    tokens
      .map((token) => skeleton(token).slice(0, prefix))
      .sort()
      .join('|'),
  );
}

/** First letter and the next three consonants that differ from their neighbour: what survives most misspellings. */
function skeleton(token: string): string {
  const consonants = token
    .slice(1)
    .replace(/[aeiouhwy]/g, '')
    .replace(/(.)\1+/g, '$1');
  return token.charAt(0) + consonants.slice(0, 3);
}
