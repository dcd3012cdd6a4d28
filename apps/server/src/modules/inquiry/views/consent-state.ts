import type { InquiryView } from '@gatehouse/contract';
import type { Consent, ConsentLink } from '../store/consent-store.js';

/** How far the person has come: what they said last, else how their link stands. */
export function consentStateOf(
  consents: readonly Consent[],
  link: ConsentLink | undefined,
  now: Date,
): InquiryView['consent'] {
  const last = consents.at(-1);
  if (link !== undefined && (last === undefined || last.at < link.createdAt)) {
    const expiresAt = link.expiresAt.toISOString();
    if (link.endedAt !== null || link.expiresAt <= now) return { state: 'expired', at: expiresAt };
    const opened = link.openedAt;
    return opened === null
      ? { state: 'sent', at: link.createdAt.toISOString(), expiresAt, way: 'link' }
      : { state: 'opened', at: opened.toISOString(), expiresAt, way: 'link' };
  }
  if (last === undefined) return { state: 'none' };
  return {
    state: last.kind as InquiryView['consent']['state'],
    at: last.at.toISOString(),
    way: last.way as 'link' | 'paper' | 'notice',
  };
}
