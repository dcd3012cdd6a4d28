import type { InquiryVerb } from './states.js';

// What a unit may see of a check changes by these; between question and release none of them happens but the withdrawal.
const announced: readonly InquiryVerb[] = [
  'edit',
  'send-consent',
  'record-paper',
  'serve-notice',
  'consent-expired',
  'agree',
  'refuse',
  'dispute',
  'submit',
  'approve',
  'return',
  'lapse',
  'withdraw',
  'cancel',
  'release',
  'settle',
  'correct',
  'recall',
];

/** Whether others of the house are told that a step was taken. */
export function isAnnounced(verb: InquiryVerb): boolean {
  return announced.includes(verb);
}
