import { createHash } from 'node:crypto';
import type { InquiryDecision, Words } from '@gatehouse/contract';
import canonicalize from 'canonicalize';

/**
 * What a notice says, in the form whose hash stands in the journal: a notice with any other word has another hash. The
 * person stands in it only as a salted hash of what is printed of them.
 */
export type NoticeFacts = {
  readonly version: 1;
  readonly number: string;
  readonly issuer: Words;
  readonly unit: Words;
  readonly post: Words;
  readonly outcome: InquiryDecision['outcome'];
  readonly sentence: Words;
  readonly sources: readonly { readonly nameEn: string; readonly nameZh: string; readonly dataAsOf: string }[];
  readonly dataAsOf: string;
  readonly issuedAt: string;
  /** SHA-256 in hex of salt ‖ name ‖ 0x00 ‖ masked document number. */
  readonly person: string;
};

/** What is printed of the person. */
export type PrintedPerson = { readonly name: string; readonly maskedNumber: string };

/** The salted hash under which the printed person stands in the facts. */
export function personHash(salt: Uint8Array, { name, maskedNumber }: PrintedPerson): string {
  return createHash('sha256').update(salt).update(name).update('\0').update(maskedNumber).digest('hex');
}

/** SHA-256 in hex of the facts in RFC 8785 canonical JSON. */
export function factsHash(facts: NoticeFacts): string {
  return createHash('sha256')
    .update(canonicalize(facts) ?? '')
    .digest('hex');
}
