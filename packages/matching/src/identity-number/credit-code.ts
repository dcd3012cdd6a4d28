import { normaliseDocumentText } from './normalise.js';

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const shape = /^[0-9A-HJ-NPQRTUWXY]{17}/;

/** The 18th character of a unified social-credit code (GB 32100-2015: weights 3^i mod 31), or `undefined` on a wrong shape. */
export function expectedCreditCodeCheckCharacter(code: string): string | undefined {
  if (!shape.test(code)) return undefined;
  let sum = 0;
  let weight = 1;
  for (const character of code.slice(0, 17)) {
    sum += alphabet.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return alphabet[(31 - (sum % 31)) % 31];
}

/** Whether a text, after normalisation, is a unified social-credit code of a unit with the right check character. */
export function isUnifiedSocialCreditCode(raw: unknown): boolean {
  const { text } = normaliseDocumentText(raw);
  return text.length === 18 && expectedCreditCodeCheckCharacter(text) === text[17];
}
