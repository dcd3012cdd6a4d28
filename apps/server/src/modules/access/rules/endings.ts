import type { JsonValue } from '../../../kernel/journal.js';

/** Verbs that end a right, a password or a factor, with the detail that names which one; null: it is that of the account. */
const namedBy = {
  close: null,
  'reset-password': null,
  'change-password': null,
  // Whatever opened the account before it does not again: a password alone, another device, a used or older code.
  'set-factor': 'factorId',
  'use-recovery-code': 'codeId',
  'renew-recovery-codes': 'firstCodeId',
  'add-passkey': 'passkeyId',
  'remove-passkey': 'passkeyId',
  'end-provider-link': 'linkId',
  recover: null,
  'end-role': 'grantId',
  'end-token': 'tokenId',
  'end-stand-in': 'standInId',
  suspend: 'lookId',
} as const;

export type Ending = keyof typeof namedBy;

/** The word on the list of lasting acts (`end-role:<grant>`); undefined for what ends no right. */
export function lastingWord(verb: string, detail: Readonly<Record<string, JsonValue>>): string | undefined {
  if (!isEnding(verb)) return undefined;
  const name = namedBy[verb];
  return name === null ? verb : `${verb}:${String(detail[name])}`;
}

/** What a word on the list ended, and which one; the id is absent where the word names none. */
export function endingOf(word: string): { readonly ending: Ending; readonly id: string | undefined } | undefined {
  const [verb = '', id] = word.split(':');
  return isEnding(verb) ? { ending: verb, id } : undefined;
}

function isEnding(verb: string): verb is Ending {
  return Object.hasOwn(namedBy, verb);
}
