import { timingSafeEqual } from 'node:crypto';
import type { KeyRing } from '../../kernel/keys/index.js';

const purpose = 'access.sign-in-ticket';

/** An account as a ticket is bound to it: a changed, reset or closed password is another hash, and the ticket opens nothing. */
export type TicketHolder = { readonly id: string; readonly passwordHash: string | null };

/**
 * What a right password gives where a code is still to come. It is no session: it names the account and its own end, and only
 * together with a code does it begin one. Nothing of it is kept.
 */
export function writeTicket(keys: KeyRing, holder: TicketHolder, until: Date): string {
  const token = keys.token(purpose, textOf(holder, until));
  return `${holder.id}.${until.getTime()}.${Buffer.from(token).toString('base64url')}`;
}

/** The account that a ticket names; believed only once `isTicketOf` has looked. */
export function accountOfTicket(ticket: string): string | undefined {
  return /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.\d{1,15}\.[\w-]+$/.exec(ticket)?.[1];
}

/** Whether a ticket was given for this account as it is now, and is in time. */
export function isTicketOf(keys: KeyRing, ticket: string, holder: TicketHolder, now: Date): boolean {
  const [id, end, written = ''] = ticket.split('.');
  const until = new Date(Number(end));
  if (id !== holder.id || holder.passwordHash === null || !(until > now)) return false;
  const given = Buffer.from(written, 'base64url');
  return keys
    .tokens(purpose, textOf(holder, until))
    .some((token) => token.length === given.length && timingSafeEqual(token, given));
}

function textOf({ id, passwordHash }: TicketHolder, until: Date): string {
  return `${id} ${until.getTime()} ${passwordHash ?? ''}`;
}
