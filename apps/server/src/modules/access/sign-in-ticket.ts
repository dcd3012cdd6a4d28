import { timingSafeEqual } from 'node:crypto';
import type { KeyRing } from '../../kernel/keys/index.js';

const purpose = 'access.sign-in-ticket';

/** A first factor as a ticket is bound to it: a changed, reset or closed password is another one, and an ended link is none. */
export type FirstFactor = `password ${string}` | `link ${string}`;

/** The password, by the hash that is kept of it. */
export function passwordShown(hash: string): FirstFactor {
  return `password ${hash}`;
}

/** The link to the identity provider. */
export function linkShown(id: string): FirstFactor {
  return `link ${id}`;
}

/**
 * What a right first factor gives where a second one is still to come. It is no session: it names the account and its own end, and only
 * together with a code does it begin one. Nothing of it is kept.
 */
export function writeTicket(keys: KeyRing, accountId: string, shown: FirstFactor, until: Date): string {
  const token = keys.token(purpose, textOf(accountId, shown, until));
  return `${accountId}.${until.getTime()}.${Buffer.from(token).toString('base64url')}`;
}

/** The account that a ticket names; believed only once `isTicketOf` has looked. */
export function accountOfTicket(ticket: string): string | undefined {
  return /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.\d{1,15}\.[\w-]+$/.exec(ticket)?.[1];
}

/**
 * Whether a ticket was given for this account by a first factor that still opens it, and is in time.
 * @param firstFactors what opens the account now
 */
export function isTicketOf(
  keys: KeyRing,
  ticket: string,
  { accountId, firstFactors }: { readonly accountId: string; readonly firstFactors: readonly FirstFactor[] },
  now: Date,
): boolean {
  const [id, end, written = ''] = ticket.split('.');
  const until = new Date(Number(end));
  if (id !== accountId || !(until > now)) return false;
  const given = Buffer.from(written, 'base64url');
  return firstFactors
    .flatMap((shown) => keys.tokens(purpose, textOf(accountId, shown, until)))
    .some((token) => token.length === given.length && timingSafeEqual(token, given));
}

function textOf(accountId: string, shown: FirstFactor, until: Date): string {
  return `${accountId} ${until.getTime()} ${shown}`;
}
