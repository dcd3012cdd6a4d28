import { timingSafeEqual } from 'node:crypto';
import type { KeyRing } from '../../../kernel/keys/index.js';
import type { ConsentLink } from '../store/consent-store.js';

/** Addresses to which a browser sends back what the page behind a personal link left with it. */
export const linkPath = '/api/consent';

/** Which opening of a link it is: each has its own end, so that a later one, in another browser, closes the one before. */
const openingOf = (linkId: string, unlockedUntil: Date): string => `${linkId}:${unlockedUntil.toISOString()}`;

/** What stays with the browser in which the code was given: a keyed token of this opening, which nobody else can make. */
export function browserToken(keys: KeyRing, linkId: string, unlockedUntil: Date): string {
  return Buffer.from(keys.token('inquiry.link-browser', openingOf(linkId, unlockedUntil))).toString('base64url');
}

/** Whether the page behind a link is open in the browser that sent this. */
export function isOpenIn(
  keys: KeyRing,
  { id, unlockedUntil }: Pick<ConsentLink, 'id' | 'unlockedUntil'>,
  browser: string | undefined,
  now: Date,
): boolean {
  if (unlockedUntil === null || unlockedUntil <= now || browser === undefined) return false;
  const sent = Buffer.from(browser, 'base64url');
  return keys
    .tokens('inquiry.link-browser', openingOf(id, unlockedUntil))
    .some((token) => token.length === sent.length && timingSafeEqual(token, sent));
}
