import type { LookingAuthority } from '@gatehouse/contract';
import { inquiryVerbs, type InquiryVerb } from './states.js';

/** How codes for the own page and the page itself are bounded. None of these is law. */
export const ownPageRules = {
  /** 26 of 31 characters: 128.8 bits. */
  codeLength: 26,
  codeHours: 24,
  openMinutes: 30,
};

/** A code as it was meant: half-width, without spaces and hyphens, letters large. */
export function plainCode(typed: string): string {
  return typed.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
}

/** A code as it is printed: in groups that a person can compare with what they typed. */
export function codeInGroups(code: string): string {
  return code.match(/.{1,5}/g)?.join(' ') ?? code;
}

/** Of which authority an organisation is whose officers looked: the police keep the registry. One that was closed may have been any. */
export function lookingAuthority(
  organisation: { readonly kind: string; readonly authority: string | null } | undefined,
): LookingAuthority {
  if (organisation?.kind === 'registry') return 'police';
  if (organisation?.kind === 'procuratorate') return 'procuratorate';
  return organisation?.kind === 'ministry' || organisation?.authority === 'education' ? 'education' : 'other';
}

/** Acts whose entries stand behind a step of an inquiry, where they are not called like the step. */
const actsOfStep: Partial<Readonly<Record<InquiryVerb | 'draft', readonly string[]>>> = {
  draft: ['inquiry.draft', 'inquiry.process-list'],
  agree: ['inquiry.answer-consent'],
  refuse: ['inquiry.answer-consent'],
  dispute: ['inquiry.answer-consent'],
  'consent-expired': ['inquiry.expire-consent'],
  lapse: ['inquiry.ask'],
  'tell-silence': ['inquiry.release'],
  withdraw: ['inquiry.withdraw-consent'],
};

/** The acts that may have written the entry of a step. */
export function actsBehind(verb: string): readonly string[] {
  return actsOfStep[verb as InquiryVerb] ?? [`inquiry.${verb}`];
}

/**
 * Every act whose entry the own page may name. Acts of the node between question and release that are not steps, such as the
 * arrival of an answer, are none of them.
 */
export const shownActs: readonly string[] = [...new Set(['draft', ...inquiryVerbs].flatMap(actsBehind))];

/** What a copy shows of an inquiry: up to the question. When it was answered would tell what was answered. */
export const copiedVerbs: readonly string[] = [
  'draft',
  'edit',
  'prove-identity',
  'send-consent',
  'consent-expired',
  'agree',
  'refuse',
  'dispute',
  'record-paper',
  'serve-notice',
  'submit',
  'return',
  'approve',
  'ask',
];
