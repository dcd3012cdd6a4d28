import { z } from 'zod';
import { BothLanguages } from './inquiry.js';
import { regroup } from './regroup-bits.js';

const Hex = z.string().regex(/^(?:[0-9a-f]{2})+$/);
const Base64url = z.string().regex(/^[A-Za-z0-9_-]+$/);

/** What a notice says; the hash of exactly this, further members included, stands in the journal. The person is in it as a salted hash alone. */
export const NoticeFacts = z.looseObject({
  version: z.literal(1),
  number: z.string(),
  issuer: BothLanguages,
  unit: BothLanguages,
  post: BothLanguages,
  outcome: z.literal('no_record'),
  sentence: BothLanguages,
  sources: z.array(z.looseObject({ nameEn: z.string(), nameZh: z.string(), dataAsOf: z.iso.datetime() })),
  dataAsOf: z.iso.datetime(),
  issuedAt: z.iso.datetime(),
  /** SHA-256 in hex of salt ‖ name ‖ 0x00 ‖ masked document number. */
  person: Hex,
});
export type NoticeFacts = z.infer<typeof NoticeFacts>;

/**
 * What stands behind `#` in the address of a notice: its facts and what proves them. Written as `writeNoticeCode` has it; older
 * notices as `writeBase32` of raw DEFLATE (RFC 1951) of JSON, and still read. A record found has no such address.
 */
export const NoticePayload = z.object({
  v: z.literal(1),
  facts: NoticeFacts,
  personSalt: Base64url,
  proof: z.object({
    /** The canonical entry without its padding; whoever verifies pads it again to its size class. */
    canonical: z.string().max(65_536),
    canonicalBytes: z.number().int().min(1).max(65_536),
    salt: Base64url,
    /** C2SP tlog-proof text with the signed checkpoint. */
    receipt: z.string().max(200_000),
  }),
});
export type NoticePayload = z.infer<typeof NoticePayload>;

/** Where the public list of void notices is asked for, followed by the first two digits of a hash. */
export const voidedNumbersPath = '/api/voided-numbers';

/** What is hashed (SHA-256, in hexadecimal) of a void notice: this, then its number. */
export const voidedNoticeText = 'gatehouse voided notice ';

/** A part of the public list of void notices. */
export const VoidedNumbers = z.object({ hashes: z.array(z.string()) });

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Bytes in base32 (RFC 4648) without padding. */
export function writeBase32(bytes: Uint8Array): string {
  return regroup(bytes, 8, 5, true)
    .map((value) => alphabet.charAt(value))
    .join('');
}

/** The bytes of `writeBase32`; of a text that lost characters those that are whole. Undefined: other characters stand in it. */
export function readBase32(text: string): Uint8Array<ArrayBuffer> | undefined {
  const values = Array.from(text, (character) => alphabet.indexOf(character));
  return values.includes(-1) ? undefined : Uint8Array.from(regroup(values, 5, 8, false));
}
