import type { AddressKind, MessageState } from '@gatehouse/contract';
import templates from './templates.json' with { type: 'json' };

/** What a message to a person can say. */
export type MessageTemplate = keyof typeof templates;

/** The texts of a template, in both languages. */
export function templateOf(template: MessageTemplate) {
  return templates[template];
}

/** Whether a word names a template. */
export function isMessageTemplate(word: string): word is MessageTemplate {
  return Object.hasOwn(templates, word);
}

/** Pauses between the tries of one message, in minutes; after the last it has failed. Together a good day. */
const pausesInMinutes = [1, 5, 15, 60, 240, 480, 720];

/** When to try again after so many tries; undefined when it was the last. */
export function retryAfterTries(tries: number, now: Date): Date | undefined {
  const minutes = pausesInMinutes[tries - 1];
  return minutes === undefined ? undefined : new Date(now.getTime() + minutes * 60_000);
}

/** What happened to a message, as its history names it. */
export type MessageVerb = 'queued' | 'tried' | 'sent' | 'printed' | 'failed' | 'bounced' | 'asked-again' | 'posted';

const stateAfter: Readonly<Record<MessageVerb, MessageState>> = {
  queued: 'queued',
  tried: 'queued',
  'asked-again': 'queued',
  sent: 'sent',
  printed: 'printed',
  posted: 'posted',
  failed: 'failed',
  bounced: 'bounced',
};

/** The state a step leads to. */
export function stateAfterStep(verb: MessageVerb): MessageState {
  return stateAfter[verb];
}

/** Whether a message may be sent again: it has left or failed, and what it says has not lost its force. */
export function isRepeatable(state: MessageState, template: string): boolean {
  return state !== 'queued' && isMessageTemplate(template) && templateOf(template).repeatable;
}

/** The id the next hop sees: another one for each round, since gateways rightly send one id once. */
export function deliveryId(id: string, round: number): string {
  return round === 1 ? id : `${id}-${round}`;
}

/** The message and round behind the id in a bounce. */
export function readDeliveryId(written: string): { id: string; round: number } | undefined {
  const found = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:-(\d{1,6}))?$/.exec(written);
  return found?.[1] === undefined ? undefined : { id: found[1], round: Number(found[2] ?? 1) };
}

/** What an enhanced status code (RFC 3463) of a failed recipient means in our words. */
export function problemOfStatus(status: string): 'address-refused' | 'message-refused' | 'timeout' {
  if (status.startsWith('4')) return 'timeout';
  return /^5\.[12]\./.test(status) ? 'address-refused' : 'message-refused';
}

/** An address as the sending unit recognises it and nobody else can use it; never the whole. */
export function maskAddress(kind: AddressKind, address: string): string {
  if (kind === 'phone') return address.length < 8 ? '***' : `${address.slice(0, 3)}****${address.slice(-2)}`;
  if (kind !== 'email') return '***';
  const at = address.lastIndexOf('@');
  return at < 1 ? '***' : `${address.slice(0, 1)}***${address.slice(at)}`;
}

/**
 * Whether a link keeps its secret where no server, log or referrer sees it: in the fragment (RFC 3986 section 3.5), with
 * nothing in the query.
 */
export function keepsSecretInFragment(link: string): boolean {
  if (!URL.canParse(link)) return false;
  const { search, hash } = new URL(link);
  return search === '' && hash.length > 1;
}
