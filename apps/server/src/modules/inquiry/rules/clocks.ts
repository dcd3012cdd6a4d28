import type { InquiryState } from '@gatehouse/contract';
import { deadline, type LawPack, releaseWindowsPassed, type WorkingCalendar } from '@gatehouse/law';

type Law = { readonly pack: LawPack; readonly calendar: WorkingCalendar };

const day = 86_400_000;

/** Which period of the pack runs in which state. Between the question and the release none does: waiting has no clock. */
const periods: Partial<Record<InquiryState, string>> = {
  CONSENT_PENDING: 'consent_link_lifetime',
  DETAILS_DISPUTED: 'details_disputed',
  SUBMITTED: 'approval',
  RELEASED: 'settlement',
  OBJECTED: 'objection_at_education',
  AT_EDUCATION: 'objection_at_education',
  AT_MINISTRY: 'objection_at_ministry',
  AT_PUBLIC_SECURITY: 'objection_at_public_security',
  ANSWER_CORRECTED: 'answer_repair',
  RECALLED: 'settlement',
};

/** When what is to be done in a state is due; null where nothing is. */
export function dueIn(law: Law, state: InquiryState, standing: 'candidate' | 'serving', from: Date): Date | null {
  const period = state === 'CONSENT_REFUSED' && standing === 'serving' ? 'serving_refusal' : periods[state];
  return period === undefined ? null : endOf(law, period, from);
}

/** The end of a period of the pack. */
export function endOf({ pack, calendar }: Law, period: string, from: Date): Date {
  return deadline(pack, calendar, period, from).dueAt;
}

/** The latest instant, by whole days before now, from which a period of the pack has run out. */
export function begunBefore(law: Law, period: string, now: Date): Date {
  let begun = now;
  while (endOf(law, period, begun) > now) begun = new Date(begun.getTime() - day);
  return begun;
}

/** From the second window on everybody reads that a person is still working on it, whatever the reason (decision A6). */
export function stillWorking({ pack, calendar }: Law, askedAt: Date | null, urgent: boolean, now: Date): boolean {
  return askedAt !== null && releaseWindowsPassed(pack, calendar, askedAt, now, { urgent }) >= 2;
}

/** Whether the consent behind an inquiry is older than the pack lets it be used. A notice served does not age. */
export function consentExpired(
  law: Law,
  { permission, permittedAt }: { readonly permission: 'consent' | 'notice'; readonly permittedAt: Date | null },
  now: Date,
): boolean {
  return permission === 'consent' && permittedAt !== null && endOf(law, 'consent_validity', permittedAt) <= now;
}
