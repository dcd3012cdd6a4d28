import { timingSafeEqual } from 'node:crypto';
import type { KeyRing } from '../../../kernel/keys/index.js';
import type { ConsentLink } from '../store/consent-store.js';

/** Addresses to which a browser sends back what the page behind a personal link left with it. */
export const linkPath = '/api/consent';

/** Which opening of a link it is: each has its own end, so that a later one, in another browser, closes the one before. */
const openingOf = (linkId: string, unlockedUntil: Date): string => `${linkId}:${unlockedUntil.toISOString()}`;

/** What stays with the browser in which the code was given: a keyed token of this opening, which nobody else can make. */
function browserToken(keys: KeyRing, linkId: string, unlockedUntil: Date): string {
  return Buffer.from(keys.token('inquiry.link-browser', openingOf(linkId, unlockedUntil))).toString('base64url');
}

const between = '.';
/** More letters than anybody answers in one browser at a time. */
const mostAnswered = 20;

/**
 * What is left with a browser: the token of this opening, and of each link that was answered in it one that lasts. A browser may have answered other
 * letters before, which this one must not close.
 * @param before what was left with it earlier
 */
export function boundBrowser(
  keys: KeyRing,
  { id, isAnsweredHere }: { readonly id: string; readonly isAnsweredHere: boolean },
  unlockedUntil: Date,
  before: string | undefined,
): { readonly secret: string; readonly isLasting: boolean } {
  const own = Buffer.from(keys.token('inquiry.link-browser', answeredAt(id))).toString('base64url');
  const others = before?.split(between).slice(1) ?? [];
  const answered = [...new Set(isAnsweredHere ? [own, ...others] : others)].slice(0, mostAnswered);
  return { secret: [browserToken(keys, id, unlockedUntil), ...answered].join(between), isLasting: answered.length > 0 };
}

const answeredAt = (linkId: string): string => `${linkId}:answered`;

/** Whether the person answered in the browser that sent this. */
export function hasAnsweredIn(keys: KeyRing, linkId: string, browser: string | undefined): boolean {
  const tokens = keys.tokens('inquiry.link-browser', answeredAt(linkId));
  return (browser?.split(between).slice(1) ?? []).some((sent) => isOneOf(tokens, sent));
}

/** Whether the page behind a link is open in the browser that sent this. */
export function isOpenIn(
  keys: KeyRing,
  { id, unlockedUntil }: Pick<ConsentLink, 'id' | 'unlockedUntil'>,
  browser: string | undefined,
  now: Date,
): boolean {
  if (unlockedUntil === null || unlockedUntil <= now) return false;
  return isOneOf(keys.tokens('inquiry.link-browser', openingOf(id, unlockedUntil)), browser?.split(between)[0]);
}

function isOneOf(tokens: readonly Uint8Array[], sentText: string | undefined): boolean {
  if (sentText === undefined) return false;
  const sent = Buffer.from(sentText, 'base64url');
  return tokens.some((token) => token.length === sent.length && timingSafeEqual(token, sent));
}
