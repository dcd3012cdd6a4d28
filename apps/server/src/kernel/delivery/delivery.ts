import type { Words } from '@gatehouse/contract';
import problemTable from './problems.json' with { type: 'json' };

/** Where a message goes: one mailbox, one telephone number, one postal address (lines), or a file of the office. */
export type Recipient = { readonly kind: 'email' | 'phone' | 'post' | 'file'; readonly address: string };

/** One message to one person. The text is complete: a provider adds nothing to it. */
export type Message = {
  /** Random id of the message; names files, and comes back in bounces. */
  readonly id: string;
  readonly to: Recipient;
  readonly language: 'zh' | 'en';
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
};

/** Why a message did not leave. */
export type DeliveryProblem = keyof typeof problemTable;

/**
 * How a delivery ended. `sent`: the next hop has taken it, which is not yet arrival; a bounce may follow. `printed`: it waits
 * to be posted. `reference` is what the next hop or the office calls it; it holds nothing about the person.
 */
export type DeliveryResult =
  | { readonly state: 'sent' | 'printed'; readonly reference?: string }
  | { readonly state: 'failed'; readonly problem: DeliveryProblem };

/**
 * A way by which messages leave. `deliver` answers with how it ended and does not throw for what can happen on the way;
 * trying again is the caller's. Neither answer nor log holds address, subject or text.
 */
export type DeliveryProvider = {
  readonly kind: 'file' | 'smtp' | 'sms-webhook' | 'letter';
  readonly deliver: (message: Message) => Promise<DeliveryResult>;
};

/** What a problem means, and whether trying the same message again later can help. */
export function deliveryProblem(problem: DeliveryProblem): { readonly again: boolean; readonly words: Words } {
  return problemTable[problem];
}

/** Whether a word names a problem. */
export function isDeliveryProblem(word: string): word is DeliveryProblem {
  return Object.hasOwn(problemTable, word);
}

/** The result of a message that did not leave. */
export function failed(problem: DeliveryProblem): DeliveryResult {
  return { state: 'failed', problem };
}

/** Whether an id may stand in file names and mail headers. */
export function isMessageId(id: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/.test(id);
}

/** One line, without control characters: what may stand in a header. */
export function singleLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim();
}
